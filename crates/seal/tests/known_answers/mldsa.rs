//! ML-DSA-65 (FIPS 204): the public key that a seed gives, and a signature that another implementation made.

use super::{hex, unhex};
use aws_lc_rs::signature::{KeyPair as _, ML_DSA_65, ML_DSA_65_SIGNING, ParsedPublicKey, PqdsaKeyPair};
use serde_json::Value;

#[test]
fn a_seed_gives_the_known_key_and_the_known_signature_verifies() {
    let file: Value = serde_json::from_str(include_str!("../../vectors/mldsa65.json")).unwrap();
    let pair = PqdsaKeyPair::from_seed(&ML_DSA_65_SIGNING, &hex(&file, "seed")).unwrap();
    assert_eq!(pair.public_key().as_ref(), hex(&file, "public"));
    let key = ParsedPublicKey::new(&ML_DSA_65, hex(&file, "public")).unwrap();
    let (message, mut signature) = (hex(&file, "message"), hex(&file, "signature"));
    assert_eq!(signature.len(), seal::signature::MLDSA65_SIGNATURE_LEN);
    key.verify_sig(&message, &signature).unwrap();
    signature[200] ^= 1;
    assert!(key.verify_sig(&message, &signature).is_err());
    assert!(key.verify_sig(&unhex("00"), &hex(&file, "signature")).is_err());
}
