//! Deterministic CBOR (RFC 8949 section 4.2.1): one meaning, one spelling, so that signed bytes can be compared.
//!
//! [`encode`] writes it, [`check`] walks bytes and accepts exactly what `encode` could have written, [`decode`] is for
//! documents that may grow (evidence), [`decode_closed`] for those that may not (headers, cards, receipts).

mod encode;
mod limits;
mod strict;
pub mod wire;

pub use encode::encode;
pub use limits::Limits;
pub use strict::check;

use crate::checks::SEAL_1_4;
use crate::fault;
use model::Fault;
use serde::{Serialize, de::DeserializeOwned};

/// Checks the bytes, then decodes them. Keys that `T` does not know are left to `T`. Faults SEAL-1.1 to SEAL-1.4.
pub fn decode<T: DeserializeOwned>(bytes: &[u8], limits: Limits) -> Result<T, Fault> {
    check(bytes, limits, None)?;
    let limit = limits.depth as usize + 2;
    ciborium::de::from_reader_with_recursion_limit(bytes, limit).map_err(|error| fault(&SEAL_1_4, place(&error)))
}

/// As [`decode`], then encodes again and compares: a key at any depth that `T` does not know is refused too.
pub fn decode_closed<T: DeserializeOwned + Serialize>(bytes: &[u8], limits: Limits) -> Result<T, Fault> {
    let value: T = decode(bytes, limits)?;
    match encode(&value) {
        Ok(again) if again == bytes => Ok(value),
        _ => Err(fault(&SEAL_1_4, "a key or spelling that this kind does not have")),
    }
}

/// Where decoding stopped. The text of the error is not passed on: it may hold what the document said.
fn place<E>(error: &ciborium::de::Error<E>) -> String {
    use ciborium::de::Error;
    match error {
        Error::Syntax(offset) | Error::Semantic(Some(offset), _) => format!("byte {offset}"),
        Error::Io(_) => "early end".to_owned(),
        Error::Semantic(None, _) | Error::RecursionLimitExceeded => "keys or types".to_owned(),
    }
}
