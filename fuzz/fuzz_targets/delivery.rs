//! Deliveries: parsed, and opened with a key that some of them are sealed to.
#![no_main]

use fuzz::Reader;
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(Reader::of_the_vectors);

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(delivery) = seal::UnopenedDelivery::parse(bytes) {
        let _ = delivery.header().check_time(READER.now);
        let _ = delivery.open([&READER.epoch]);
    }
});
