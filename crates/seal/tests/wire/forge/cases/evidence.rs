//! Evidence.

use super::*;

/// The payload of the evidence in the vectors: any deterministic CBOR with 32 random bytes in it.
pub fn sample_payload(chance: &mut Seeded) -> Vec<u8> {
    let random: [u8; 32] = chance.draw();
    let map = Value::Map(vec![
        (text("random"), bstr(&random)),
        (text("text"), text("There is no information that we provide.")),
    ]);
    seal::cbor::encode(&map).unwrap()
}

pub(super) fn evidence(setting: &Setting) -> Vec<Case> {
    let payload = sample_payload(&mut Seeded::new(11));
    let good = Evidence::sign(&payload, &setting.keys).unwrap();
    let seal = setting.keys.seal();
    let [ed25519, mldsa65] = [-19, -49].map(|algorithm| signature(EVIDENCE, &payload, algorithm, seal));
    let stranger = Setting::new(5);
    let document = |signatures: Vec<Value>| documents::document(EVIDENCE, &payload, signatures);
    let spoiled = |which: usize, at: usize| {
        let mut bytes = good.bytes().to_vec();
        let start = find(&bytes, &signature_bytes(&bytes, which));
        bytes[start + at] ^= 1;
        bytes
    };
    let small_order_r = {
        let mut signature = signature_bytes(good.bytes(), 0);
        signature[..32].fill(0);
        signature[0] = 1;
        let mut forged = ed25519.clone();
        let Value::Array(parts) = &mut forged else { panic!("a signature") };
        parts[2] = bstr(&signature);
        document(vec![forged, mldsa65.clone()])
    };
    list(
        setting,
        Kind::Evidence,
        vec![
            ("evidence", None, good.bytes().to_vec()),
            ("Ed25519 signature alone", Some("SEAL-2.1"), document(vec![ed25519.clone()])),
            ("ML-DSA-65 signature alone", Some("SEAL-2.1"), document(vec![mldsa65.clone()])),
            ("signatures in the wrong order", Some("SEAL-2.1"), document(vec![mldsa65.clone(), ed25519.clone()])),
            ("Ed25519 signature twice", Some("SEAL-2.1"), document(vec![ed25519.clone(), ed25519.clone()])),
            ("a third signature", Some("SEAL-2.1"), document(vec![ed25519.clone(), mldsa65.clone(), mldsa65])),
            ("content type of a receipt", Some("SEAL-2.1"), signed(RECEIPT, &payload, seal)),
            ("signed by a stranger", Some("SEAL-2.2"), signed(EVIDENCE, &payload, stranger.keys.seal())),
            ("Ed25519 signature spoiled", Some("SEAL-2.3"), spoiled(0, 40)),
            ("R of small order", Some("SEAL-2.3"), small_order_r),
            ("ML-DSA-65 signature spoiled", Some("SEAL-2.4"), spoiled(1, 1000)),
            (
                "payload that is not deterministic",
                Some("SEAL-1.2"),
                signed(EVIDENCE, &[0xa1, 0x61, 0x61, 0x18, 0x01], seal),
            ),
        ],
    )
}
