//! HPKE base mode: RFC 9180 with X25519, and our own suite, X-Wing with HKDF-SHA256 and ChaCha20-Poly1305.

use super::xwing::Scripted;
use super::{cases, hex};
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::{X25519HkdfSha256, XWing};
use hpke::{Deserializable as _, Kem, OpModeR, OpModeS, Serializable as _};
use serde_json::Value;

/// Opens every encryption of the vector in order, and checks the exported secrets.
fn receive<K: Kem>(case: &Value) {
    let private = K::PrivateKey::from_bytes(&hex(case, "skRm")).unwrap();
    assert_eq!(K::sk_to_pk(&private).to_bytes().to_vec(), hex(case, "pkRm"));
    let encapsulated = K::EncappedKey::from_bytes(&hex(case, "enc")).unwrap();
    let mut context = hpke::setup_receiver::<ChaCha20Poly1305, HkdfSha256, K>(
        &OpModeR::Base,
        &private,
        &encapsulated,
        &hex(case, "info"),
    )
    .unwrap();
    for encryption in case["encryptions"].as_array().unwrap() {
        let plain = context.open(&hex(encryption, "ct"), &hex(encryption, "aad")).unwrap();
        assert_eq!(plain, hex(encryption, "pt"));
    }
    for export in case["exports"].as_array().unwrap() {
        let mut found = vec![0; usize::try_from(export["L"].as_u64().unwrap()).unwrap()];
        context.export(&hex(export, "exporter_context"), &mut found).unwrap();
        assert_eq!(found, hex(export, "exported_value"));
    }
}

#[test]
fn rfc_9180_x25519() {
    cases(include_str!("../../vectors/hpke_x25519.json")).iter().for_each(receive::<X25519HkdfSha256>);
}

#[test]
fn suite_q1_receives() {
    cases(include_str!("../../vectors/hpke_xwing.json")).iter().for_each(receive::<XWing>);
}

/// The sender's side, with the randomness of the vector.
#[test]
fn suite_q1_sends() {
    for case in cases(include_str!("../../vectors/hpke_xwing.json")) {
        let (private, public) = XWing::derive_keypair(&hex(&case, "ikmR"));
        assert_eq!(private.to_bytes().to_vec(), hex(&case, "skRm"));
        let (encapsulated, mut context) = hpke::setup_sender_with_rng::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &OpModeS::Base,
            &public,
            &hex(&case, "info"),
            &mut Scripted(hex(&case, "ikmE")),
        )
        .unwrap();
        assert_eq!(encapsulated.to_bytes().to_vec(), hex(&case, "enc"));
        for encryption in case["encryptions"].as_array().unwrap() {
            let sealed = context.seal(&hex(encryption, "pt"), &hex(encryption, "aad")).unwrap();
            assert_eq!(sealed, hex(encryption, "ct"));
        }
    }
}
