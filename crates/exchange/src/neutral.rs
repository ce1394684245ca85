//! The neutral answer: one true sentence, for no hit, hit not released and barred alike. It leaves at the tick that the
//! arrangement fixed, never when the machine is done, under a standing approval that a named person signed.

use crate::Station;
use crate::exchange_state::ExchangeState;
use crate::inbound::{draft_form, request};
use crate::outbound::{Draft, Sent};
use audit::Event;
use model::arrangement::StandingKind;
use model::{Arrangement, ExchangeId, Instant, NeutralAnswer, Outcome, Stop};
use store::{Direction, ExchangeRow, Tx};

/// One neutral answer, or the exchange that could not be answered now and why.
pub type Attempted = Result<Sent, (ExchangeId, Stop)>;

/// Answers neutrally every request whose tick has come and that nobody has answered. Each stands alone: one that cannot
/// be answered now is left for the next tick and does not hold up the others.
pub fn answer_due(station: &Station, tx: &mut Tx<'_>) -> Result<Vec<Attempted>, Stop> {
    let mut done = Vec::new();
    for (row, arrangement, tick) in due(tx)? {
        let id = row.id;
        let sent = tx.nested(|tx| answer(station, tx, &row, &arrangement, tick));
        done.push(sent.map_err(|stop| (id, stop)));
    }
    Ok(done)
}

/// When the next neutral answer falls due, if any waits.
pub fn next_tick(tx: &mut Tx<'_>) -> Result<Option<Instant>, Stop> {
    Ok(waiting(tx)?.into_iter().map(|(_, _, tick)| tick).min())
}

fn due(tx: &mut Tx<'_>) -> Result<Vec<(ExchangeRow, Arrangement, Instant)>, Stop> {
    let now = tx.at();
    let mut all = waiting(tx)?;
    all.retain(|(_, _, tick)| *tick <= now);
    Ok(all)
}

fn waiting(tx: &mut Tx<'_>) -> Result<Vec<(ExchangeRow, Arrangement, Instant)>, Stop> {
    let mut waiting = Vec::new();
    for state in [ExchangeState::Admitted, ExchangeState::Routed] {
        for row in tx.exchanges().in_state(Direction::Inbound, state.word())? {
            let Some(arrangement) = tx.arrangements().get(&row.arrangement)? else { continue };
            let signed = arrangement.standing.as_ref();
            let signed = signed.is_some_and(|standing| standing.covers.contains(&StandingKind::NeutralAnswer));
            if let (Some(schedule), true) = (arrangement.neutral, signed) {
                let tick = schedule.tick_for(row.begun);
                waiting.push((row, arrangement, tick));
            }
        }
    }
    Ok(waiting)
}

fn answer(
    station: &Station,
    tx: &mut Tx<'_>,
    row: &ExchangeRow,
    arrangement: &Arrangement,
    tick: Instant,
) -> Result<Sent, Stop> {
    let (row, content) = request(tx, row.id, Outcome::Neutral(NeutralAnswer { as_of: tick }))?;
    // Always their reference: one of ours would tell that somebody here opened a case.
    let Some(case) = row.their_reference.clone() else {
        return Err(model::Failure::new("answering neutrally", format!("{} has no reference", row.id)).into());
    };
    let form = draft_form(&row, content, case, row.compartment.clone());
    let grounded = Draft::neutral(tx, form)?.ground_by_schedule(station, tx)?;
    let released = grounded.mark_plain(station, tx)?.release_standing(station, tx, arrangement)?;
    let sent = released.seal(station, tx)?.send(station, tx)?;
    tx.audit().append(Event::NeutralAnswered {
        exchange: row.id,
        message: sent.message(),
        arrangement: arrangement.id.clone(),
        tick,
    })?;
    Ok(sent)
}
