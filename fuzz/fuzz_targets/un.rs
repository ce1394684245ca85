//! The consolidated list: XML, read whole or refused with a place.
#![no_main]

use formats::{Guards, un};

const GUARDS: Guards = Guards { min_entries: 0, min_bytes: 0, ..Guards::SMALL };

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Err(bad) = un::read(bytes, &GUARDS, &mut |_| {}) {
        assert!(!bad.because.is_empty() && !bad.remedy.is_empty());
    }
});
