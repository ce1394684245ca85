//! Entries of the log: one line has one spelling.
#![no_main]

use audit::Entry;

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(entry) = Entry::parse(text) {
        assert_eq!(entry.line().as_deref().ok(), Some(text));
    }
});
