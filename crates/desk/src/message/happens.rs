//! What happens when an officer asks or replies: his form, checked, becomes a draft. Everything after that (three
//! findings, marking, release, sealing, sending) is the pipeline's, the same for every room.

use super::{Ask, Reply, fields};
use exchange::inbound::{self, AnswerForm};
use exchange::{Draft, Station};
use model::{ExchangeId, Officer, Stop};
use store::Tx;

/// Begins an exchange: a draft of a request.
pub fn ask(station: &Station, tx: &mut Tx<'_>, officer: &Officer, form: Ask) -> Result<Draft, Stop> {
    let form = form.form(tx.at())?;
    Draft::write(station, tx, officer, form)
}

/// Answers the request of an exchange: with information, with a refusal on a named ground, or neutrally (check MSG-2.1).
pub fn answer(
    station: &Station,
    tx: &mut Tx<'_>,
    officer: &Officer,
    exchange: ExchangeId,
    form: AnswerForm,
) -> Result<Draft, Stop> {
    fields::certain(&form.outcome)?;
    inbound::answer(station, tx, officer, exchange, form)
}

/// Answers the request of an exchange with information, once a person confirmed a candidate.
pub fn reply(
    station: &Station,
    tx: &mut Tx<'_>,
    officer: &Officer,
    exchange: ExchangeId,
    form: Reply,
) -> Result<Draft, Stop> {
    answer(station, tx, officer, exchange, form.form())
}
