//! Protection markers about the subjects of an item: from which States a recognised refugee or applicant fled. What a
//! marker says never leaves the node, not even that there is one.

use crate::{Station, holdings};
use model::subject::Subject;
use model::{Officer, RecordId, State, Stop, UnitId};
use std::collections::BTreeSet;
use store::Tx;

/// From this probability on a marked record counts as perhaps the same person: low, because a miss is dangerous. A node
/// that shows candidates from lower on counts from there.
const LEAST: f64 = 0.5;
/// How many marked records are looked at for one subject.
const MOST: usize = 20;

/// One marker that may concern a subject: the State fled from, and the compartment it lies in.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Marked {
    pub(crate) from: State,
    pub(crate) compartment: UnitId,
}

impl Marked {
    /// Whether an officer may know of it.
    pub(crate) fn known_to(&self, officer: &Officer) -> bool {
        officer.unit == self.compartment || officer.compartments.contains(&self.compartment)
    }
}

impl std::fmt::Debug for Marked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Marked(<withheld>)")
    }
}

/// Every marker that may concern one of these subjects. Asked of the marked records alone, so that no number of unmarked
/// namesakes hides one.
pub(crate) fn about(station: &Station, tx: &mut Tx<'_>, subjects: &[Subject]) -> Result<BTreeSet<Marked>, Stop> {
    let least = LEAST.min(station.ways().least_probability);
    let mut marked = BTreeSet::new();
    for subject in subjects {
        let found = station.marked().screen_from(subject, MOST, least);
        for candidate in found {
            let Ok(id) = RecordId::parse(candidate.entry.as_str()) else { continue };
            marked.extend(of(station, tx, id)?);
        }
    }
    Ok(marked)
}

/// The marker of a record, if it has one.
pub(crate) fn of(station: &Station, tx: &mut Tx<'_>, id: RecordId) -> Result<Option<Marked>, Stop> {
    let Some(record) = holdings::look(station, tx, id)? else { return Ok(None) };
    Ok(record.marker.map(|marker| Marked { from: marker.from, compartment: record.compartment }))
}
