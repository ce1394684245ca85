//! The outbox at work: what is due is handed to the wire, tried again with growing pauses, and given up, visibly, when it
//! expires.

use crate::exchange_state::ExchangeState;
use crate::parcel::Outgoing;
use crate::standstill::standstill;
use crate::station::code;
use audit::Event;
use jiff::SignedDuration;
use model::{AuthorityId, Instant, Stop};
use store::{OutboxRow, OutboxState, Tx};

/// The pause after the first attempt; each further one doubles it.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_secs(30);
/// The longest pause.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(6);

/// Takes what is due now, nothing if the node [stands still](crate::standstill), at most `limit` parcels, and notes the
/// attempt before anything leaves: a crash in between costs one pause, never a second message.
pub fn due(tx: &mut Tx<'_>, limit: usize) -> Result<Vec<Outgoing>, Stop> {
    if standstill(tx)?.is_some() {
        return Ok(Vec::new());
    }
    let mut parcels = Vec::new();
    for row in tx.outbox().due(None, limit)? {
        let next = next_attempt(tx, row.attempts);
        parcels.extend(take(tx, row, next)?);
    }
    for row in tx.carried().due(None, limit)? {
        tx.carried().handed_on(row.digest)?;
        parcels.push(Outgoing::carried(row.recipient, row.parcel));
    }
    Ok(parcels)
}

/// As [`due`], for what goes next to one of `hops`, who can be reached; the rest waits without counting attempts. What has
/// run out of time is given up whatever its hop, and what was carried for others long enough is let go.
pub fn due_over(tx: &mut Tx<'_>, hops: &[AuthorityId], limit: usize) -> Result<Vec<Outgoing>, Stop> {
    for row in tx.outbox().overdue(limit)? {
        give_up(tx, &row)?;
    }
    tx.carried().let_go()?;
    if standstill(tx)?.is_some() {
        return Ok(Vec::new());
    }
    let mut parcels = Vec::new();
    for row in tx.outbox().due(Some(hops), limit)? {
        let next = next_attempt(tx, row.attempts);
        parcels.extend(take(tx, row, next)?);
    }
    for row in tx.carried().due(Some(hops), limit)? {
        let next = next_attempt(tx, row.attempts);
        tx.carried().tried(row.digest, next)?;
        parcels.push(Outgoing::carried(row.recipient, row.parcel));
    }
    Ok(parcels)
}

/// What waits for `hop`, who has come to fetch it; nothing if the node stands still: at most `limit` parcels and about
/// `bytes` bytes, each again only after half a minute.
pub fn due_to(tx: &mut Tx<'_>, hop: &AuthorityId, limit: usize, bytes: usize) -> Result<Vec<Outgoing>, Stop> {
    if standstill(tx)?.is_some() {
        return Ok(Vec::new());
    }
    let again = tx.at().checked_add(FIRST_PAUSE).unwrap_or(Instant::MAX);
    let (hops, mut parcels, mut size) = (std::slice::from_ref(hop), Vec::new(), 0);
    for row in tx.outbox().due(Some(hops), limit)? {
        if size >= bytes {
            return Ok(parcels);
        }
        let Some(parcel) = take(tx, row, again)? else { continue };
        size += parcel.bytes().len();
        parcels.push(parcel);
    }
    for row in tx.carried().due(Some(hops), limit)? {
        if size >= bytes {
            return Ok(parcels);
        }
        tx.carried().tried(row.digest, again)?;
        size += row.parcel.len();
        parcels.push(Outgoing::carried(row.recipient, row.parcel));
    }
    Ok(parcels)
}

/// Notes an attempt at a delivery, the next one at `next`, and takes its parcel; one whose time has run out is given up, by
/// whatever way it would have left.
pub(crate) fn take(tx: &mut Tx<'_>, row: OutboxRow, next: Instant) -> Result<Option<Outgoing>, Stop> {
    if has_run_out(tx, &row)? {
        return Ok(None);
    }
    tx.outbox().tried(row.message, &row.recipient, next)?;
    let sealed = tx.outbox().parcel(row.message, &row.recipient)?;
    Ok(Some(Outgoing::content(row.hop, &row.recipient, &sealed)))
}

/// Whether the time of a delivery has run out; if so it is given up.
pub(crate) fn has_run_out(tx: &mut Tx<'_>, row: &OutboxRow) -> Result<bool, Stop> {
    let over = row.expires <= tx.at();
    if over {
        give_up(tx, row)?;
    }
    Ok(over)
}

fn give_up(tx: &mut Tx<'_>, row: &OutboxRow) -> Result<(), Stop> {
    tx.outbox().end(row.message, &row.recipient, OutboxState::Expired)?;
    let Some(item) = tx.outbound().by_message(row.message)? else { return Ok(()) };
    if nobody_has_it(tx, row)? {
        tx.exchanges().set_state(item.exchange, ExchangeState::Undelivered.word())?;
    }
    tx.audit().append(Event::Undelivered {
        exchange: item.exchange,
        message: row.message,
        to: row.recipient.clone(),
        because: code("expired")?,
    })?;
    Ok(())
}

/// An exchange is undelivered once the last recipient of what opened it can no longer get it, and none has.
fn nobody_has_it(tx: &mut Tx<'_>, row: &OutboxRow) -> Result<bool, Stop> {
    let is_item = tx.copies().of(row.message, &row.recipient)?.is_some();
    let open = |other: &OutboxRow| matches!(other.state, OutboxState::Waiting | OutboxState::Delivered);
    Ok(is_item && !tx.outbox().of(row.message)?.iter().any(open))
}

/// Doubling pauses with a random part, so that many senders do not knock at the same second.
pub(crate) fn next_attempt(tx: &mut Tx<'_>, attempts: u32) -> Instant {
    let doubled = FIRST_PAUSE.checked_mul(1 << attempts.min(16)).unwrap_or(LONGEST_PAUSE).min(LONGEST_PAUSE);
    let mut byte = [0; 1];
    tx.chance().fill(&mut byte);
    let jitter = doubled.checked_mul(i32::from(byte[0])).unwrap_or_default() / 1024;
    tx.at().checked_add(doubled).and_then(|at| at.checked_add(jitter)).unwrap_or(Instant::MAX)
}
