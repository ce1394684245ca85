//! Ed25519: Wycheproof, and the edge cases of C2SP/CCTV on which implementations differ.

use super::{cases, hex};
use aws_lc_rs::signature::{ED25519, ParsedPublicKey};
use seal::ed25519::Ed25519Public;

fn verifies_strictly(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    Ed25519Public::parse(key).is_some_and(|key| key.verifies(message, signature))
}

#[test]
fn wycheproof() {
    let cases = cases(include_str!("../../vectors/ed25519_wycheproof.json"));
    assert!(cases.len() > 100);
    for case in cases {
        let found = verifies_strictly(&hex(&case, "key"), &hex(&case, "msg"), &hex(&case, "sig"));
        assert_eq!(found, case["valid"], "case {}", case["id"]);
    }
}

/// Our rule: no cofactor (a residue of small order fails), canonical A and R, neither of small order. Points with a small
/// component beside a large one are accepted, as RFC 8032 does.
#[test]
fn cctv_by_our_rule() {
    let cases = cases(include_str!("../../vectors/ed25519_cctv.json"));
    let refused = ["low_order_A", "low_order_R", "non_canonical_A", "non_canonical_R", "low_order_residue"];
    let mut accepted = 0;
    for case in &cases {
        let flags: Vec<&str> =
            case["flags"].as_array().map_or(vec![], |f| f.iter().filter_map(|v| v.as_str()).collect());
        let wanted = !flags.iter().any(|flag| refused.contains(flag));
        let message = case["msg"].as_str().unwrap().as_bytes();
        let found = verifies_strictly(&hex(case, "key"), message, &hex(case, "sig"));
        assert_eq!(found, wanted, "case {} {flags:?}", case["number"]);
        accepted += usize::from(found);
    }
    assert!(cases.len() > 250 && accepted > 10, "{accepted} of {}", cases.len());
}

/// What AWS-LC does by itself, so that a change of the library shows: it takes points of small order.
#[test]
fn cctv_by_the_library_alone() {
    let refused = ["non_canonical_A", "non_canonical_R", "low_order_residue"];
    for case in cases(include_str!("../../vectors/ed25519_cctv.json")) {
        let flags: Vec<&str> =
            case["flags"].as_array().map_or(vec![], |f| f.iter().filter_map(|v| v.as_str()).collect());
        let wanted = !flags.iter().any(|flag| refused.contains(flag));
        let message = case["msg"].as_str().unwrap().as_bytes();
        let found = ParsedPublicKey::new(&ED25519, hex(&case, "key"))
            .is_ok_and(|key| key.verify_sig(message, &hex(&case, "sig")).is_ok());
        assert_eq!(found, wanted, "case {} {flags:?}", case["number"]);
    }
}

/// RFC 8032 section 7.1, test 2: key from seed, and signature.
#[test]
fn signs_as_rfc_8032() {
    let seed = super::unhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
    let secret = seal::keys::LogSecret::from_seed(&seed.try_into().unwrap()).unwrap();
    let public = super::unhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    assert_eq!(secret.public().as_slice(), public);
    let wanted = super::unhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
         085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    );
    assert_eq!(secret.sign(&[0x72]).unwrap().as_slice(), wanted);
}
