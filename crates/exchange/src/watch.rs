//! Standing watch: what is newly held is compared with the requests that are still of interest: those that nobody has answered,
//! and those whose asker stated until when. What comes out stays inside and is told to the unit, never to the asker: what an
//! officer then lets out goes by the same doors as everything else.

use crate::exchange_state::ExchangeState;
use crate::inbound::{self, ADMITTED, Found, barring};
use crate::station::code;
use crate::{Station, after, holdings};
use audit::Event;
use model::subject::Subject;
use model::{ExchangeId, MessageId, RecordId, Role, Stop, UnitId};
use policy::Circumstances;
use screen::{Algorithm, Candidate, EntryId, Index};
use store::{Direction, ExchangeRow, Interest, Tx};

/// A request that something newly held may be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Met {
    /// The request.
    pub message: MessageId,
    /// Its exchange.
    pub exchange: ExchangeId,
    /// How many records.
    pub candidates: u32,
}

/// A request that was met, or one that could not be compared now and why.
pub type Watched = Result<Met, (MessageId, Stop)>;

/// Compares the records that came in since the last time with every standing interest. Each stands alone; while one cannot be
/// compared, the records wait, and what was found before is not found again.
pub fn watch(station: &Station, tx: &mut Tx<'_>) -> Result<Vec<Watched>, Stop> {
    let new = tx.interests().take_new()?;
    if new.is_empty() {
        return Ok(Vec::new());
    }
    let few = few(station, tx, &new)?;
    let (mut done, mut candidates) = (Vec::new(), 0);
    for interest in tx.interests().all()? {
        let compared = tx.nested(|tx| match standing(tx, &interest)? {
            Some(row) => compare(station, tx, &interest, row, &few),
            None => Ok(None),
        });
        match compared {
            Ok(Some(met)) => {
                candidates += u64::from(met.candidates);
                done.push(Ok(met));
            }
            Ok(None) => {}
            Err(stop) => done.push(Err((interest.message, stop))),
        }
    }
    if done.iter().any(Result::is_err) {
        new.iter().try_for_each(|record| tx.interests().note_new(*record))?;
    }
    let (algorithm, searched) = (code(&Algorithm::V1.to_string())?, few.len() as u64);
    tx.audit().append(Event::InterestsCompared { algorithm, searched, candidates })?;
    Ok(done)
}

/// An index of the new records alone: most interests have nothing in common with any of them, and are done with that.
fn few(station: &Station, tx: &mut Tx<'_>, new: &[RecordId]) -> Result<Index, Stop> {
    let mut few = Index::empty(Algorithm::V1);
    for id in new {
        if let Some(record) = holdings::look(station, tx, *id)? {
            few.insert(EntryId::new(id.to_string()), record.subject);
        }
    }
    Ok(few)
}

/// The exchange of an interest that stands: screened once already, still held, and open or not past its last day. One that is
/// over ends.
fn standing(tx: &mut Tx<'_>, interest: &Interest) -> Result<Option<ExchangeRow>, Stop> {
    let row = tx.exchanges().get(interest.exchange)?.filter(|row| row.direction == Direction::Inbound);
    let open = [ExchangeState::Admitted, ExchangeState::Routed].map(ExchangeState::word);
    let today = Circumstances::at(tx.at()).today();
    let stands =
        |row: &ExchangeRow| open.contains(&row.state.as_str()) || interest.until.is_some_and(|until| today <= until);
    let Some(row) = row.filter(stands) else {
        tx.interests().end(interest.message)?;
        return Ok(None);
    };
    // What was erased, by whatever act, is watched for nobody.
    let now = after::current(tx, interest.message)?;
    if !tx.inbox().is_held(now)? {
        tx.interests().end(interest.message)?;
        return Ok(None);
    }
    let waits = tx.inbox().get(now)?.is_none_or(|message| message.state == ADMITTED);
    Ok(if waits { None } else { Some(row) })
}

fn compare(
    station: &Station,
    tx: &mut Tx<'_>,
    interest: &Interest,
    row: ExchangeRow,
    few: &Index,
) -> Result<Option<Met>, Stop> {
    // Who is asked about is whom the newest correction names.
    let (message, exchange) = (after::current(tx, interest.message)?, interest.exchange);
    let subjects = inbound::subjects(station, tx, message, exchange)?;
    if subjects.iter().all(|subject| few.screen(subject, 1).is_empty()) {
        return Ok(None);
    }
    let barring = barring(station, tx, exchange, &subjects)?;
    let mut found = Found::after(tx, message, exchange)?;
    let before = found.count();
    for (position, candidate) in candidates(station, &subjects, few) {
        found.keep(station, tx, position, &candidate)?;
    }
    let candidates = found.count() - before;
    if let Some(unit) = barring.first() {
        bar(tx, &row, message, unit)?;
    }
    if candidates == 0 {
        return Ok(None);
    }
    let algorithm = code(&Algorithm::V1.to_string())?;
    let (searched, purpose) = (few.len() as u64, row.purpose);
    let counted = u64::from(candidates);
    tx.audit().append(Event::InterestMet { exchange, message, algorithm, searched, candidates: counted, purpose })?;
    if barring.is_empty() {
        let told = serde_json::json!({ "act": "interest-met", "exchange": exchange, "unit": row.compartment });
        tx.notices().append(Role::DeskOfficer, &told.to_string())?;
    }
    Ok(Some(Met { message, exchange, candidates }))
}

/// The candidates of all holdings, as when the request came in, that are among the few.
fn candidates(station: &Station, subjects: &[Subject], few: &Index) -> Vec<(usize, Candidate)> {
    let (most, least) = (station.ways().most_candidates, station.ways().least_probability);
    let all = station.holdings();
    let of = |subject| all.screen_from(subject, most, least).into_iter().filter(|one| few.contains(&one.entry));
    subjects.iter().enumerate().flat_map(|(at, subject)| of(subject).map(move |one| (at, one))).collect()
}

/// A protection marker that is newly held bars an exchange as it would have when the request came in.
fn bar(tx: &mut Tx<'_>, row: &ExchangeRow, message: MessageId, unit: &UnitId) -> Result<(), Stop> {
    if row.compartment == *unit {
        return Ok(());
    }
    inbound::bar(tx, row.id, message)?;
    tx.exchanges().set_compartment(row.id, unit)?;
    tx.inbox().set_compartment(message, unit)
}
