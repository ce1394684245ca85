//! External lists in the holdings: taken whole, compared entry by entry with what is held from the same list. What left
//! the list is erased here; what changed is replaced. A list has no legal effect by being imported.

use audit::{Code, Event};
use exchange::{Station, erase, take_in};
use formats::ListEntry;
use jiff::ToSpan;
use model::time::Date;
use model::{
    Citation, Digest, Failure, Handling, HandlingCode, Officer, OfficerId, Origin, Record, RecordId, Refusal,
    Retention, Stop, Subject, UnitId,
};
use policy::{Action, Actor, Circumstances, Machine, Resource, ResourceId};
use serde::Serialize;
use std::collections::BTreeMap;
use store::Tx;

model::checks! {
    NOD_2_1 = "NOD-2.1", "a new edition of a list has at least nine tenths of the entries held from the one before", "house";
}

/// An edition of a list, read and guarded by `formats`.
#[derive(Debug)]
pub struct Edition<'a> {
    /// The code of the list: `OFAC-SDN`, `UN-SC`.
    pub list: &'a str,
    /// The digest of its files.
    pub document: Digest,
    /// Its entries.
    pub entries: &'a [ListEntry],
    /// In which compartment they are kept.
    pub compartment: &'a UnitId,
    /// A person has looked and says that the list did shrink so much.
    pub shrunk: bool,
}

/// What an import changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Imported {
    /// Entries that were not held.
    pub added: u64,
    /// Entries that are different from what was held.
    pub changed: u64,
    /// Entries that left the list and are erased.
    pub removed: u64,
    /// Entries held as they are.
    pub unchanged: u64,
}

struct Held {
    id: RecordId,
    subject: Subject,
    review: Date,
}

/// Imports an edition in the visit's transaction: all of it or nothing. `progress` is called with entries done. An officer
/// who is named must be permitted to; `comity import`, which runs beside a stopped node, names none.
pub fn import(
    station: &Station,
    tx: &mut Tx<'_>,
    edition: &Edition<'_>,
    by: Option<&Officer>,
    progress: &mut dyn FnMut(usize),
) -> Result<Imported, Stop> {
    if let Some(officer) = by {
        let list = Resource::of_node(ResourceId::List(edition.list.to_owned()));
        let at = Circumstances::at(tx.at());
        station.demand(&Actor::Officer(officer.clone()), Action::ImportList, &list, &at)?;
    }
    let by = by.map(|officer| &officer.id);
    let mut held = held(station, tx, edition.list)?;
    not_shrunk(edition, held.len())?;
    let today = Circumstances::at(tx.at()).today();
    let mut done = Imported::default();
    for (n, entry) in edition.entries.iter().enumerate() {
        match held.remove(&entry.id) {
            Some(known) if known.subject == entry.subject && today < known.review => done.unchanged += 1,
            Some(known) => {
                erase(station, tx, known.id, "list-entry-changed", by)?;
                let record = record(tx, edition, entry, today);
                take_in(station, tx, &record, edition.list, by)?;
                done.changed += 1;
            }
            None => {
                let record = record(tx, edition, entry, today);
                take_in(station, tx, &record, edition.list, by)?;
                done.added += 1;
            }
        }
        progress(n + 1);
    }
    for gone in held.values() {
        erase(station, tx, gone.id, "left-the-list", by)?;
        done.removed += 1;
    }
    let Imported { added, changed, removed, .. } = done;
    let (list, document, by) = (code(edition.list)?, edition.document, by.cloned());
    tx.audit().append(Event::ListImported { list, document, added, changed, removed, by })?;
    Ok(done)
}

/// Notes that a document was refused whole; in a transaction of its own.
pub fn note_refused(
    tx: &mut Tx<'_>,
    list: &str,
    document: Digest,
    check: &model::Check,
    by: Option<&OfficerId>,
) -> Result<(), Stop> {
    let (list, check, by) = (code(list)?, code(check.id)?, by.cloned());
    tx.audit().append(Event::ImportRefused { list, document, check, by })?;
    Ok(())
}

fn code(text: &str) -> Result<Code, Failure> {
    Code::parse(text).map_err(|e| Failure::new("importing a list", e))
}

/// What is held from the list, by entry, opened under the indexing machine's permit: the comparison is a machine's.
fn held(station: &Station, tx: &mut Tx<'_>, list: &str) -> Result<BTreeMap<String, Held>, Stop> {
    let (machine, at) = (Actor::Machine(Machine::Screening), Circumstances::at(tx.at()));
    let holdings = Resource::of_node(ResourceId::Holdings);
    let permit = station.permit(&machine, Action::IndexHoldings, &holdings, &at)?;
    let mut held = BTreeMap::new();
    tx.records().for_each(|head, record| {
        if head.source != list {
            return Ok(());
        }
        let record = record.disclose(&permit)?;
        if let Origin::ExternalList { entry, .. } = record.origin {
            held.insert(entry, Held { id: head.id, subject: record.subject, review: record.retention.review });
        }
        Ok(())
    })?;
    Ok(held)
}

fn not_shrunk(edition: &Edition<'_>, held: usize) -> Result<(), Stop> {
    if edition.shrunk || edition.entries.len() * 10 >= held * 9 {
        return Ok(());
    }
    Err(Refusal {
        check: &NOD_2_1,
        cites: Vec::<Citation>::new(),
        because: format!(
            "{} entries are held from {}, and the new edition has {}",
            held,
            edition.list,
            edition.entries.len()
        ),
        remedy: "look at the files; if the list did shrink so much, say so (--shrunk)".to_owned(),
    }
    .into())
}

/// A record of an entry: reviewed after a year, kept for three unless a later edition still has it.
fn record(tx: &mut Tx<'_>, edition: &Edition<'_>, entry: &ListEntry, today: Date) -> Record {
    let years = |years: i64| today.checked_add(years.years()).unwrap_or(today);
    Record {
        id: RecordId::draw(tx.chance()),
        compartment: edition.compartment.clone(),
        origin: Origin::ExternalList { list: edition.list.to_owned(), entry: entry.id.clone() },
        subject: entry.subject.clone(),
        handling: Handling::of([HandlingCode::H0]),
        retention: Retention { review: years(1), until: years(3) },
        marker: None,
    }
}
