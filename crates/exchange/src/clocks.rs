//! The clocks of an exchange: started at legal receipt, stopped by the answer, each event a stored fact.

use crate::Station;
use crate::exchange_state::ExchangeState;
use crate::station::code;
use audit::{Event, Says};
use law::clock::{self, ClockEvent, ClockFact, ClockQuestion};
use model::{Authority, ExchangeId, Failure, Instant, Stop, Urgency};
use store::{ExchangeRow, Tx};

/// Starts the statutory clock of a request, if the law sets one between these two; else the exchange has none.
pub(crate) fn start(
    station: &Station,
    tx: &mut Tx<'_>,
    exchange: ExchangeId,
    requesting: &Authority,
    requested: &Authority,
    row: &ExchangeRow,
    receipt: Instant,
) -> Result<(), Stop> {
    let question = ClockQuestion {
        requesting: law::Side::authority(requesting),
        requested: law::Side::authority(requested),
        kind: row.kind,
        urgency: urgency(&row.urgency)?,
        on: jiff::tz::Offset::UTC.to_datetime(receipt).date(),
    };
    let Some(zone) = clock::zone(&requested.zone) else {
        let because = format!("the zone `{}` of {} is unknown", requested.zone, requested.id);
        return Err(Failure::new("starting a clock", because).into());
    };
    let found = clock::deadline(station.lawbook(), &question, receipt, &zone);
    let Some(statutory) = found.decision.statutory() else { return Ok(()) };
    let body = serde_json::to_string(statutory).map_err(|e| Failure::new("starting a clock", e))?;
    tx.clock_events().append(exchange, &body)?;
    tx.exchanges().set_due(exchange, Some(statutory.due))?;
    tx.audit().append(Event::ClockStarted { exchange, clock: code(&statutory.clock)?, due: statutory.due })?;
    Ok(())
}

/// Stops the clock of an exchange: it was answered.
pub(crate) fn answered(tx: &mut Tx<'_>, exchange: ExchangeId, says: Says) -> Result<(), Stop> {
    let Some(row) = tx.exchanges().get(exchange)? else { return Ok(()) };
    let at = tx.at();
    tx.exchanges().set_answered(exchange, at, ExchangeState::Answered.word())?;
    if row.due.is_some() && row.answered.is_none() {
        let event = ClockEvent::new(at, ClockFact::Met);
        let body = serde_json::to_string(&event).map_err(|e| Failure::new("stopping a clock", e))?;
        tx.clock_events().append(exchange, &body)?;
        let because = if says == Says::NeutralAnswer { "neutral-answer" } else { "answered" };
        tx.audit().append(Event::ClockStopped { exchange, clock: code("statutory")?, because: code(because)? })?;
    }
    Ok(())
}

/// A word that nobody wrote is a Failure: read as ordinary, eight hours would become seven days.
fn urgency(word: &str) -> Result<Urgency, Failure> {
    Urgency::parse(word).ok_or_else(|| Failure::new("starting a clock", format!("the urgency `{word}` is unknown")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_urgency_is_a_failure_and_no_limit() {
        assert_eq!(urgency("urgent-direct"), Ok(Urgency::UrgentDirect));
        assert!(urgency("urgent").is_err() && urgency("").is_err());
    }
}
