//! Cards, with the charter inside: verified up to the pinned root.
#![no_main]

use fuzz::Reader;
use seal::SignedCard;
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(Reader::of_the_vectors);

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(card) = SignedCard::verify(bytes, &READER.pinned, READER.now) {
        let _ = card.epoch_for(READER.now);
    }
});
