//! Acknowledged: the recipient's signed receipt is stored. A receipt that says `delivered` starts the executing side's
//! clock; one that says `refused` names the check that refused it.

use super::kept::Stage;
use crate::exchange_state::ExchangeState;
use crate::station::code;
use crate::witnessing::Partner;
use crate::{Station, checks, clocks, witnessing};
use audit::Event;
use model::{AuthorityId, Fault, MessageId, Stop};
use seal::digest::sha256;
use seal::{Receipt, ReceiptEvent, SignedReceipt};
use std::sync::Arc;
use store::{Direction, OutboxState, Tx};

/// A message whose receipt is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledged {
    /// Which message.
    pub message: MessageId,
    /// Whose receipt.
    pub by: AuthorityId,
    /// What it says.
    pub event: ReceiptEvent,
    /// True if it was here before.
    pub repeated: bool,
}

/// Takes a receipt: verified against the card of who claims to have given it, matched with a delivery that was sent, kept
/// once. A receipt for something that was never sent, or not like this, is a Fault (OUT-6.1); so is one whose time cannot
/// be (OUT-6.3).
pub fn acknowledge(station: &Station, tx: &mut Tx<'_>, bytes: &[u8]) -> Result<Acknowledged, Stop> {
    let claimed = SignedReceipt::claimed(bytes)?;
    let sent = tx.outbox().get(claimed.message, &claimed.by)?;
    let Some(sent) = sent else { return Err(unknown("message, by")) };
    let Some(item) = tx.outbound().by_message(claimed.message)? else { return Err(unknown("message")) };
    let Some(exchange) = tx.exchanges().get(item.exchange)? else { return Err(unknown("message")) };
    let Some((_, under)) = tx.channels().outbound(sent.channel)? else { return Err(unknown("channel")) };
    let arrangement = station.arrangement(tx, &under, &checks::OUT_6_1)?;
    let card = station.partner(tx, &claimed.by, &arrangement)?;
    let receipt = SignedReceipt::verify(bytes, &card)?;
    super::bound::check(tx, &receipt, &sent)?;
    let done =
        |repeated| Acknowledged { message: receipt.message, by: receipt.by.clone(), event: receipt.event, repeated };
    if receipt.check.as_deref() == Some(seal::checks::SEAL_4_4.id) && sent.state == OutboxState::Waiting {
        super::sent::reseal(station, tx, receipt.message, &receipt.by)?;
        return Ok(done(false));
    }
    // On the way, not there: the delivery goes on waiting.
    if matches!(receipt.event, ReceiptEvent::Submitted | ReceiptEvent::Relayed) {
        return Ok(done(false));
    }
    let log = super::logged::check(station, &receipt, &card)?;
    if !tx.receipts().add(receipt.message, &receipt.by, bytes)? {
        return Ok(done(true));
    }
    let hop = arrangement.relay.clone().unwrap_or_else(|| receipt.by.clone());
    let partner = Partner { authority: receipt.by.clone(), hop, card: Arc::clone(&card) };
    witnessing::claim(tx, &partner, &log.origin, (log.size, log.root), bytes)?;
    let end = if receipt.event == ReceiptEvent::Refused { OutboxState::Refused } else { OutboxState::Delivered };
    tx.outbox().end(receipt.message, &receipt.by, end)?;
    note(tx, &receipt, bytes)?;
    settle_exchange(station, tx, &receipt, &exchange, &card)?;
    let all = tx.outbox().of(receipt.message)?;
    if all.iter().all(|row| row.state != OutboxState::Waiting) {
        tx.outbound().set_state(item.id, Stage::Sent.word(), Stage::Acknowledged.word())?;
    }
    Ok(done(false))
}

fn settle_exchange(
    station: &Station,
    tx: &mut Tx<'_>,
    receipt: &Receipt,
    exchange: &store::ExchangeRow,
    card: &seal::VerifiedCard,
) -> Result<(), Stop> {
    // Only the receipt of the request itself says anything about the exchange: what follows sending has copies of nothing.
    let is_item = tx.copies().of(receipt.message, &receipt.by)?.is_some();
    if exchange.direction == Direction::Inbound || exchange.state != ExchangeState::Asked.word() || !is_item {
        return Ok(());
    }
    if receipt.event == ReceiptEvent::Refused {
        return tx.exchanges().set_state(exchange.id, ExchangeState::Refused.word());
    }
    tx.exchanges().set_state(exchange.id, ExchangeState::Received.word())?;
    clocks::start(station, tx, exchange.id, station.us(), card.authority(), exchange, receipt.at)
}

fn note(tx: &mut Tx<'_>, receipt: &Receipt, bytes: &[u8]) -> Result<(), Stop> {
    tx.audit().append(Event::ReceiptIn {
        message: receipt.message,
        from: receipt.by.clone(),
        what: code(event_word(receipt.event))?,
        receipt: sha256(&[bytes]),
    })?;
    Ok(())
}

/// The event of a receipt by its ETSI REM word.
pub(crate) fn event_word(event: ReceiptEvent) -> &'static str {
    match event {
        ReceiptEvent::Submitted => "submitted",
        ReceiptEvent::Relayed => "relayed",
        ReceiptEvent::Delivered => "delivered",
        ReceiptEvent::Retrieved => "retrieved",
        ReceiptEvent::Refused => "refused",
    }
}

fn unknown(place: &str) -> Stop {
    Fault { check: &checks::OUT_6_1, place: place.to_owned() }.into()
}
