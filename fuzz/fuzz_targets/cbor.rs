//! Deterministic CBOR: what is accepted is exactly what would be written.
#![no_main]

use seal::cbor::{Limits, check, decode, encode};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let accepted = check(bytes, Limits::EVIDENCE, None).is_ok();
    match decode::<ciborium::Value>(bytes, Limits::EVIDENCE) {
        Ok(value) => assert_eq!(encode(&value).ok().as_deref(), Some(bytes)),
        Err(_) => assert!(!accepted),
    }
});
