//! Bundles of parcels (`spec/bundle.md`): what is read is made of parts that stand in the bytes.
#![no_main]

use exchange::bundle::{MAGIC, Unread};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(unread) = Unread::parse(bytes) {
        assert!(MAGIC.len() + unread.size() < bytes.len());
    }
});
