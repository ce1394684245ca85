//! ML-KEM-768 (FIPS 203), the half of X-Wing that is to outlast a quantum computer.

use super::{cases, hex};
use hpke::{Deserializable as _, Kem as _, Serializable as _, kem::MlKem768};
use ml_kem::kem::Decapsulate as _;

#[test]
fn a_seed_gives_the_known_key_and_secret() {
    for case in cases(include_str!("../../vectors/mlkem768_seed.json")) {
        let (derived, public) = MlKem768::derive_keypair(&hex(&case, "ikmR"));
        assert_eq!(derived.to_bytes().to_vec(), hex(&case, "skRm"));
        assert_eq!(public.to_bytes().to_vec(), hex(&case, "pkRm"));
        let encapsulated = <MlKem768 as hpke::Kem>::EncappedKey::from_bytes(&hex(&case, "enc")).unwrap();
        let secret = MlKem768::decap(&derived, None, &encapsulated).unwrap();
        assert_eq!(secret.0.to_vec(), hex(&case, "shared_secret"));
    }
}

#[test]
fn wycheproof_decapsulation() {
    for case in cases(include_str!("../../vectors/mlkem768_decaps.json")) {
        let expanded = hex(&case, "dk").as_slice().try_into().unwrap();
        #[expect(deprecated, reason = "the vectors hold expanded keys; we store seeds")]
        let key = ml_kem::DecapsulationKey::<ml_kem::MlKem768>::from_expanded(&expanded);
        let Ok(key) = key else {
            assert_eq!(case["valid"], false, "case {}", case["id"]);
            continue;
        };
        assert_eq!(case["valid"], true, "case {}", case["id"]);
        let ciphertext = hex(&case, "c").as_slice().try_into().unwrap();
        assert_eq!(key.decapsulate(&ciphertext).to_vec(), hex(&case, "K"), "case {}", case["id"]);
    }
}
