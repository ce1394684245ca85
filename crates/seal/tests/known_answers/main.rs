//! Known answers for every primitive that this crate rests on, through the same libraries that it uses. The vectors are
//! other people's (`vectors/`, each file names its origin) or short enough to stand in the test with their source.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says what is wrong by panicking")]

mod aead;
mod ed25519;
mod hash;
mod hpke;
mod mldsa;
mod mlkem;
mod xwing;

use serde_json::Value;

/// The cases of a vector file.
fn cases(text: &str) -> Vec<Value> {
    let file: Value = serde_json::from_str(text).unwrap();
    file["cases"].as_array().unwrap().clone()
}

/// A hexadecimal field.
fn hex(case: &Value, field: &str) -> Vec<u8> {
    unhex(case[field].as_str().unwrap_or_else(|| panic!("no field {field}")))
}

fn unhex(text: &str) -> Vec<u8> {
    let digits: String = text.split_whitespace().collect();
    data_encoding::HEXLOWER_PERMISSIVE.decode(digits.as_bytes()).unwrap()
}
