//! Routed: in a unit's tray. A request that a protection marker bars goes to the marker's own compartment and to the
//! overseer, and the ordinary tray does not show it. Next step: [`answer`](super::answer), by a person; or the neutral
//! answer at its tick.

use super::admitted::ADMITTED;
use super::screened::{SCREENED, Screened};
use crate::exchange_state::ExchangeState;
use crate::station::code;
use audit::Event;
use model::{ExchangeId, MessageId, Stop, UnitId};
use store::{Direction, Tx};

/// Where a received message stands, as the store spells it.
pub(crate) const ROUTED: &str = "routed";

/// A message in a tray.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Routed {
    /// Which message.
    pub message: MessageId,
    /// Its exchange.
    pub exchange: ExchangeId,
    /// In whose tray.
    pub unit: UnitId,
}

impl Screened {
    /// Puts the message into a tray.
    pub fn route(self, tx: &mut Tx<'_>) -> Result<Routed, Stop> {
        let (message, exchange) = (self.message(), self.exchange());
        let barring = self.into_barring();
        let Some(row) = tx.exchanges().get(exchange)? else {
            return Err(model::Failure::new("routing", format!("{exchange} is missing")).into());
        };
        let theirs = row.direction == Direction::Inbound;
        let asks = theirs && row.state == ADMITTED;
        let unit = match barring.first() {
            Some(unit) if theirs => {
                bar(tx, exchange, message)?;
                tx.exchanges().set_compartment(exchange, unit)?;
                tx.inbox().set_compartment(message, unit)?;
                unit.clone()
            }
            _ => row.compartment,
        };
        if asks {
            tx.exchanges().set_state(exchange, ExchangeState::Routed.word())?;
        }
        tx.inbox().step(message, SCREENED, ROUTED)?;
        tx.audit().append(Event::Routed { exchange, message, unit: unit.clone() })?;
        Ok(Routed { message, exchange, unit })
    }
}

pub(crate) fn bar(tx: &mut Tx<'_>, exchange: ExchangeId, message: MessageId) -> Result<(), Stop> {
    let because = code("protected-status")?;
    tx.audit().append(Event::Barred { exchange, message, bar: because.clone() })?;
    tx.audit().append(Event::QueuedForOverseer { exchange, because })?;
    let entry = serde_json::json!({ "exchange": exchange, "message": message, "because": "protected-status" });
    tx.overseer_queue().append(&entry.to_string())?;
    Ok(())
}
