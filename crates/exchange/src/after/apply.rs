//! Carrying out a correction or recall on the copy that is held here: erased at once, or kept under a named duty; items on
//! their way out that rest on it are marked; those to whom it was passed on are to be told.

use super::note::expected;
use super::overtaken::overtake;
use crate::exchange_state::ExchangeState;
use crate::station::code;
use crate::{Station, checks, holdings};
use audit::Event;
use jiff::SignedDuration;
use model::time::Date;
use model::{HolderOutcome, Instant, MessageId, Purpose, Refusal, Stop};
use store::{CopyRow, DemandKind, DemandRow, Direction, Tx};

/// By when no backup holds what was erased: backups are kept for 35 days (house; the longest that a message may be under
/// way, so that what a restored node is sent again is erased again).
const BACKUPS: SignedDuration = SignedDuration::from_hours(35 * 24);

/// Carries out a demand on one copy held here, and says what became of it.
pub(super) fn carry_out(
    station: &Station,
    tx: &mut Tx<'_>,
    demand: &DemandRow,
    copy: &CopyRow,
) -> Result<HolderOutcome, Stop> {
    mark_items(tx, demand, copy)?;
    tell_on(station, tx, demand, copy)?;
    let mut all = tx.demands().on_copy(copy.message)?;
    all.retain(|known| known.message != demand.message);
    all.push(demand.clone());
    overtake(tx, &all)?;
    let kept = tx.restrictions().of(copy.message)?;
    let recalled = all.iter().any(|known| known.what == DemandKind::Recall);
    if recalled {
        close_request(tx, copy.message)?;
    }
    let backups_by = backups_by(tx.at());
    if let Some(restriction) = kept {
        return Ok(HolderOutcome::Restricted { duty: restriction.duty, until: restriction.until });
    }
    if recalled {
        erase_all(station, tx, demand, copy)?;
        return Ok(HolderOutcome::Erased { backups_by });
    }
    replace(station, tx, demand, copy)?;
    Ok(HolderOutcome::Corrected { backups_by })
}

/// The day by which nothing that is erased now is in a backup.
pub(super) fn backups_by(now: Instant) -> Date {
    let gone = now.checked_add(BACKUPS).unwrap_or(now);
    jiff::tz::Offset::UTC.to_datetime(gone).date()
}

/// The message, what corrected it, and what was taken from it into the holdings.
pub(super) fn erase_all(station: &Station, tx: &mut Tx<'_>, demand: &DemandRow, copy: &CopyRow) -> Result<(), Stop> {
    erase(station, tx, copy.message, "recalled")?;
    let corrections = tx.demands().on_copy(copy.message)?.into_iter();
    for correction in corrections.filter(|known| known.what == DemandKind::Correction) {
        erase(station, tx, correction.message, "recalled")?;
    }
    if demand.what == DemandKind::Correction {
        erase(station, tx, demand.message, "recalled")?;
    }
    close_request(tx, copy.message)
}

/// The newest correction stays; what it corrects, and older corrections, go.
fn replace(station: &Station, tx: &mut Tx<'_>, demand: &DemandRow, copy: &CopyRow) -> Result<(), Stop> {
    erase(station, tx, copy.message, "corrected")?;
    let mut corrections: Vec<DemandRow> = tx.demands().on_copy(copy.message)?;
    corrections.retain(|known| known.what == DemandKind::Correction && known.message != demand.message);
    corrections.push(demand.clone());
    corrections.sort_by_key(|known| (known.at, known.message));
    corrections.pop();
    for older in corrections {
        erase(station, tx, older.message, "corrected")?;
    }
    Ok(())
}

/// Erases again in a restored node what was erased after its backup, on the ground of then: `false` if the backup has no such
/// message, or has it without its body. A request that is erased again is neither answered nor watched.
pub fn erase_again(station: &Station, tx: &mut Tx<'_>, message: MessageId, ground: &str) -> Result<bool, Stop> {
    let erased = erase(station, tx, message, ground)?;
    if erased {
        close_request(tx, message)?;
    }
    Ok(erased)
}

/// Erases one received message: its key, its body, the explanations of its candidates, the records taken from it. `false` if
/// its body is not here.
fn erase(station: &Station, tx: &mut Tx<'_>, message: MessageId, ground: &str) -> Result<bool, Stop> {
    let Some(row) = tx.inbox().get(message)? else { return Ok(false) };
    if !tx.inbox().erase(message)? {
        return Ok(false);
    }
    tx.candidates().erase_of(message)?;
    for record in tx.records().from_source(&source(message))? {
        holdings::erase(station, tx, record, ground, None)?;
    }
    tx.audit().append(Event::MessageErased { exchange: row.exchange, message, ground: code(ground)? })?;
    Ok(true)
}

/// The source under which records that were taken from a received message stand in the holdings.
fn source(message: MessageId) -> String {
    format!("message:{message}")
}

/// A request that was taken back is neither answered nor watched any more. The only copy in an exchange that a partner opened is what
/// opened it.
fn close_request(tx: &mut Tx<'_>, message: MessageId) -> Result<(), Stop> {
    tx.interests().end(message)?;
    let Some(row) = tx.inbox().get(message)? else { return Ok(()) };
    let Some(exchange) = tx.exchanges().get(row.exchange)? else { return Ok(()) };
    let waits = [ExchangeState::Admitted, ExchangeState::Routed].iter().any(|state| exchange.state == state.word());
    if exchange.direction == Direction::Inbound && waits {
        tx.exchanges().set_state(row.exchange, ExchangeState::Recalled.word())?;
    }
    Ok(())
}

/// Items that have not left and rest on the copy, or on a correction of it.
fn mark_items(tx: &mut Tx<'_>, demand: &DemandRow, copy: &CopyRow) -> Result<(), Stop> {
    let mut about = vec![copy.message];
    let before = tx.demands().on_copy(copy.message)?.into_iter().map(|known| known.message);
    about.extend(before.filter(|known| *known != demand.message));
    for about in about {
        for draft in tx.rests_on().items(about)? {
            let Some(row) = tx.outbound().get(draft)? else { continue };
            if row.message.is_some() {
                continue;
            }
            tx.rests_on().break_by(draft, about, demand.message)?;
            tx.audit().append(Event::ItemFlagged { exchange: row.exchange, message: demand.message, about })?;
        }
    }
    Ok(())
}

/// Those to whom it was passed on from here are to be told, and their answers are waited for.
fn tell_on(station: &Station, tx: &mut Tx<'_>, demand: &DemandRow, copy: &CopyRow) -> Result<(), Stop> {
    let us = station.us().id.clone();
    for passed in tx.copies().about(copy.item)?.into_iter().filter(|passed| passed.via == us && passed.holder != us) {
        tx.holder_answers().expect(&expected(demand.message, &passed.holder, &passed.holder, demand.answer_by))?;
    }
    Ok(())
}

/// Whether a message that is held here was recalled.
pub(super) fn is_recalled(tx: &mut Tx<'_>, message: MessageId) -> Result<bool, Stop> {
    Ok(tx.demands().on_copy(message)?.iter().any(|demand| demand.what == DemandKind::Recall))
}

/// What stands in the place of a received message now: the newest correction, or the message itself.
pub(crate) fn current(tx: &mut Tx<'_>, message: MessageId) -> Result<MessageId, Stop> {
    let corrections = tx.demands().on_copy(message)?.into_iter();
    let newest =
        corrections.filter(|demand| demand.what == DemandKind::Correction).max_by_key(|row| (row.at, row.message));
    Ok(newest.map_or(message, |demand| demand.message))
}

/// Whether a received message may still be read, and what is read in its place (READ-1.4). What is kept under a restriction
/// is read as it came, for prosecution or oversight alone.
pub(crate) fn readable(tx: &mut Tx<'_>, message: MessageId, purpose: Option<Purpose>) -> Result<MessageId, Stop> {
    let kept = tx.restrictions().of(message)?;
    let for_the_duty = matches!(purpose, Some(Purpose::Prosecution | Purpose::Oversight));
    if kept.is_some() && for_the_duty {
        return if tx.inbox().is_held(message)? { Ok(message) } else { current(tx, message) };
    }
    if !is_recalled(tx, message)? {
        return current(tx, message);
    }
    let remedy = match kept {
        Some(_) => "it is kept under a named duty: state the purpose of prosecution or oversight",
        None => "nothing of it is held here any more; ask whoever provided it",
    };
    Err(Refusal {
        check: &checks::READ_1_4,
        cites: Vec::new(),
        because: format!("{message} was recalled by whoever provided it"),
        remedy: remedy.to_owned(),
    }
    .into())
}
