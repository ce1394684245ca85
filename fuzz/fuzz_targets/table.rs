//! Tables of entities and queries for screening, in every layout, read, screened and explained.
#![no_main]

use formats::screening::{Listed, Rows};
use screen::{Algorithm, Birth, EntryId, Index, Kind, Profile};

/// Rows of one input that are screened: the engine's cost is not what is looked for here.
const MOST: usize = 16;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(mut rows) = Rows::open("table", "entity_id", bytes) else { return };
    let mut index = Index::empty(Algorithm::V1);
    let mut profiles = Vec::new();
    while let Ok(Some(row)) = rows.next_row() {
        let Ok(Listed { id, schema, names, births, places, states, sex, identifiers, addresses, .. }) = row else {
            continue;
        };
        let births = births.into_iter().map(|(from, to)| Birth { from, to }).collect();
        let kind = Kind::named(&schema);
        if profiles.len() < MOST {
            let profile = Profile { kind, names, births, places, states, sex, identifiers, addresses };
            index.insert(EntryId::new(id), profile.clone());
            profiles.push(profile);
        }
    }
    for profile in &profiles {
        for candidate in index.screen(profile, 3) {
            assert!(candidate.probability > 0.0 && candidate.probability < 1.0);
            assert_eq!(candidate.explanation.log_odds(), candidate.log_odds);
            let _ = candidate.explanation.expose().to_string();
        }
    }
});
