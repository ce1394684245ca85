//! Receipts: read as claimed, and verified with the card of who signs some of them.
#![no_main]

use fuzz::Reader;
use seal::SignedReceipt;
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(Reader::of_the_vectors);

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let claimed = SignedReceipt::claimed(bytes);
    if let Ok(receipt) = SignedReceipt::verify(bytes, &READER.card) {
        assert_eq!(claimed.as_ref().ok(), Some(&receipt));
    }
});
