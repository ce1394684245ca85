//! The OFAC list: four files, parted by a zero byte. Read whole or refused with a place.
#![no_main]

use formats::Guards;
use formats::ofac::{Files, read};

const GUARDS: Guards = Guards { min_entries: 0, min_bytes: 0, ..Guards::SMALL };

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.split(|byte| *byte == 0);
    let mut next = || parts.next().unwrap_or_default();
    let files = Files { sdn: next(), alt: next(), add: next(), comments: next() };
    if let Err(bad) = read(&files, &GUARDS, &mut |_| {}) {
        assert!(!bad.because.is_empty() && !bad.remedy.is_empty());
    }
});
