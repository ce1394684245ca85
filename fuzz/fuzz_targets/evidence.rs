//! Evidence: parsed, and verified with a card that signed some of it.
#![no_main]

use fuzz::Reader;
use seal::{Limits, UnverifiedEvidence};
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(Reader::of_the_vectors);

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(evidence) = UnverifiedEvidence::parse(bytes, Limits::EVIDENCE) {
        let _ = exchange::Payload::decode(evidence.claimed_payload());
        let _ = evidence.verify(&READER.card);
    }
});
