//! The holdings and their screening index: what enters one enters the other, what is erased leaves both.

use crate::Station;
use crate::station::code;
use audit::Event;
use model::{OfficerId, Record, RecordId, Stop, UnitId};
use policy::{Action, Actor, Ask, Circumstances, Machine, Policies, Resource, ResourceId};
use screen::{Algorithm, EntryId, Index};
use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use store::Tx;

/// Builds the two indexes, over all holdings and over the marked ones, under the screening machine's one permit. A
/// record past its retention is in neither.
pub(crate) fn indexes(policies: &Policies, tx: &mut Tx<'_>) -> Result<(Index, Index), Stop> {
    let actor = Actor::Machine(Machine::Screening);
    let circumstances = Circumstances::at(tx.at());
    let resource = Resource::of_node(ResourceId::Holdings);
    let ask = Ask { actor: &actor, action: Action::IndexHoldings, resource: &resource, circumstances: &circumstances };
    let permit = policies.permit(&ask)?;
    let today = circumstances.today();
    let (mut all, mut marked) = (Vec::new(), Vec::new());
    tx.records().for_each(|head, record| {
        let record = record.disclose(&permit)?;
        if record.retention.until < today {
            return Ok(());
        }
        let entry = EntryId::new(head.id.to_string());
        if record.marker.is_some() {
            marked.push((entry.clone(), record.subject.clone()));
        }
        all.push((entry, record.subject));
        Ok(())
    })?;
    Ok((Index::build(all, Algorithm::V1), Index::build(marked, Algorithm::V1)))
}

/// An index of the holdings of some units, without what is past its retention and without protection markers, under the
/// screening machine's permit.
pub(crate) fn index_of(station: &Station, tx: &mut Tx<'_>, units: &BTreeSet<UnitId>) -> Result<Index, Stop> {
    let (machine, circumstances) = (Actor::Machine(Machine::Screening), Circumstances::at(tx.at()));
    let resource = Resource::of_node(ResourceId::Holdings);
    let permit = station.permit(&machine, Action::IndexHoldings, &resource, &circumstances)?;
    let today = circumstances.today();
    let mut index = Index::empty(Algorithm::V1);
    tx.records().for_each(|head, record| {
        if !units.contains(&head.compartment) {
            return Ok(());
        }
        let record = record.disclose(&permit)?;
        if record.marker.is_none() && today <= record.retention.until {
            index.insert(EntryId::new(head.id.to_string()), record.subject);
        }
        Ok(())
    })?;
    Ok(index)
}

fn locked(index: &Mutex<Index>) -> MutexGuard<'_, Index> {
    index.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes a record into the holdings, the blind index, the screening index and the log.
pub fn take_in(
    station: &Station,
    tx: &mut Tx<'_>,
    record: &Record,
    source: &str,
    by: Option<&OfficerId>,
) -> Result<(), Stop> {
    tx.records().put(record, source)?;
    let event = Event::RecordAdded { record: record.id, compartment: record.compartment.clone(), by: by.cloned() };
    tx.audit().append(event)?;
    tx.interests().note_new(record.id)?;
    let (entry, subject) = (EntryId::new(record.id.to_string()), record.subject.clone());
    let (holdings, marked) = station.indexes();
    let marker = record.marker.is_some();
    tx.after_commit(move || {
        if marker {
            locked(&marked).insert(entry.clone(), subject.clone());
        }
        locked(&holdings).insert(entry, subject);
    });
    Ok(())
}

/// Erases a record from the holdings, the blind index, the screening indexes and from what was found with it: the
/// explanations of its candidates hold its values. What a person judged of it stays, and the log keeps that it was
/// erased, and on which ground. What officers wrote of it in items and messages is not touched.
pub fn erase(
    station: &Station,
    tx: &mut Tx<'_>,
    id: RecordId,
    ground: &str,
    by: Option<&OfficerId>,
) -> Result<bool, Stop> {
    let erased = tx.records().erase(id)?;
    if erased {
        tx.candidates().erase_of_record(id)?;
        tx.hits().erase_of_record(id)?;
        tx.audit().append(Event::RecordErased { record: id, ground: code(ground)?, by: by.cloned() })?;
        let entry = EntryId::new(id.to_string());
        let (holdings, marked) = station.indexes();
        tx.after_commit(move || {
            locked(&holdings).remove(&entry);
            locked(&marked).remove(&entry);
        });
    }
    Ok(erased)
}

/// The machine's permit to look at one record while it screens; past its retention there is none to look at.
pub(crate) fn look(station: &Station, tx: &mut Tx<'_>, id: RecordId) -> Result<Option<Record>, Stop> {
    let circumstances = Circumstances::at(tx.at());
    if tx.records().kept_until(id)?.is_none_or(|until| until < circumstances.today()) {
        return Ok(None);
    }
    let Some(resource) = tx.records().resource(id)? else { return Ok(None) };
    let Some(record) = tx.records().get(id)? else { return Ok(None) };
    let permit =
        station.permit(&Actor::Machine(Machine::Screening), Action::IndexHoldings, &resource, &circumstances)?;
    Ok(Some(record.disclose(&permit)?))
}
