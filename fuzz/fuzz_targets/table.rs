//! Tables of entities and queries for screening.
#![no_main]

use formats::{Guards, screening};

const GUARDS: Guards = Guards { min_entries: 0, min_bytes: 0, ..Guards::SMALL };

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = screening::read_entities("entities.tsv", bytes, &GUARDS);
    let _ = screening::read_queries("queries.tsv", bytes, &GUARDS);
});
