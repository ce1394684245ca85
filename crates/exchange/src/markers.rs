//! Protection markers about the subjects of an item: from which States a recognised refugee or applicant fled. What a
//! marker says never leaves the node, not even that there is one.

use crate::{Station, holdings};
use model::subject::Subject;
use model::{RecordId, State, Stop};
use std::collections::BTreeSet;
use store::Tx;

/// From this probability on a marked record counts as perhaps the same person: low, because a miss is dangerous.
const LEAST: f64 = 0.5;
/// How many marked records are looked at for one subject.
const MOST: usize = 20;

/// The States fled from, over all markers that may concern these subjects.
pub(crate) fn about(station: &Station, tx: &mut Tx<'_>, subjects: &[Subject]) -> Result<BTreeSet<State>, Stop> {
    let mut states = BTreeSet::new();
    for subject in subjects {
        let found = station.marked().screen(subject, MOST);
        for candidate in found.into_iter().filter(|candidate| candidate.probability >= LEAST) {
            let Ok(id) = RecordId::parse(candidate.entry.as_str()) else { continue };
            let record = holdings::look(station, tx, id)?;
            states.extend(record.and_then(|record| record.marker).map(|marker| marker.from));
        }
    }
    Ok(states)
}
