//! The outbox at work: what is due is handed to the wire, tried again with growing pauses, and given up, visibly, when it
//! expires.

use crate::exchange_state::ExchangeState;
use crate::parcel::Outgoing;
use crate::station::code;
use audit::Event;
use jiff::SignedDuration;
use model::{Instant, Stop};
use store::{OutboxRow, OutboxState, Tx};

/// The pause after the first attempt; each further one doubles it.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_secs(30);
/// The longest pause.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(6);

/// Takes what is due now, at most `limit` parcels, and notes the attempt before anything leaves: a crash in between costs
/// one pause, never a second message.
pub fn due(tx: &mut Tx<'_>, limit: usize) -> Result<Vec<Outgoing>, Stop> {
    let mut parcels = Vec::new();
    for row in tx.outbox().due(limit)? {
        if row.expires <= tx.at() {
            give_up(tx, &row)?;
            continue;
        }
        let next = next_attempt(tx, row.attempts);
        tx.outbox().tried(row.message, &row.recipient, next)?;
        let sealed = tx.outbox().parcel(row.message, &row.recipient)?;
        parcels.push(Outgoing::content(row.hop, &row.recipient, &sealed));
    }
    for row in tx.carried().due(limit)? {
        tx.carried().handed_on(row.digest)?;
        parcels.push(Outgoing::carried(row.recipient, row.parcel));
    }
    Ok(parcels)
}

fn give_up(tx: &mut Tx<'_>, row: &OutboxRow) -> Result<(), Stop> {
    tx.outbox().end(row.message, &row.recipient, OutboxState::Expired)?;
    let Some(item) = tx.outbound().by_message(row.message)? else { return Ok(()) };
    tx.exchanges().set_state(item.exchange, ExchangeState::Undelivered.word())?;
    tx.audit().append(Event::Undelivered {
        exchange: item.exchange,
        message: row.message,
        to: row.recipient.clone(),
        because: code("expired")?,
    })?;
    Ok(())
}

/// Doubling pauses with a random part, so that many senders do not knock at the same second.
fn next_attempt(tx: &mut Tx<'_>, attempts: u32) -> Instant {
    let doubled = FIRST_PAUSE.checked_mul(1 << attempts.min(16)).unwrap_or(LONGEST_PAUSE).min(LONGEST_PAUSE);
    let mut byte = [0; 1];
    tx.chance().fill(&mut byte);
    let jitter = doubled.checked_mul(i32::from(byte[0])).unwrap_or_default() / 1024;
    tx.at().checked_add(doubled).and_then(|at| at.checked_add(jitter)).unwrap_or(Instant::MAX)
}
