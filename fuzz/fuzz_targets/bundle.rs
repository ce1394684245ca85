//! Bundles of entries and tiles of hashes: one row has one spelling.
#![no_main]

use audit::{bundle, tile};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for (n, line) in bundle::lines(bytes).unwrap_or_default().into_iter().enumerate() {
        if let Ok((row, _)) = bundle::read_row(line, n as u64) {
            assert_eq!(bundle::write_row(&row), line);
        }
    }
    if let Some(hashes) = tile::hashes(bytes) {
        assert_eq!(tile::bytes(&hashes), bytes);
    }
});
