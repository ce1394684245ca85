//! Answered: a draft. The answer leaves by the same doors as everything else.

use crate::payload::Addressee;
use crate::{Draft, DraftForm, Station, checks};
use model::{Answer, CaseReference, Content, ExchangeId, Officer, Outcome, Refusal, Stop, UnitId, Urgency};
use policy::{Actor, Circumstances};
use serde::{Deserialize, Serialize};
use store::{Direction, ExchangeRow, Tx};

/// What an officer fills in to answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerForm {
    /// Our case reference.
    pub case: CaseReference,
    /// For which unit he answers.
    pub unit: UnitId,
    /// What the answer is.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// Drafts an answer to the request of an exchange. What an answer must rest on is checked where every draft is.
pub fn answer(
    station: &Station,
    tx: &mut Tx<'_>,
    officer: &Officer,
    exchange: ExchangeId,
    form: AnswerForm,
) -> Result<Draft, Stop> {
    let seen = tx.exchanges().get(exchange)?.is_some_and(|row| may_see(station, tx, officer, &row));
    let (row, content) = if seen { request(tx, exchange, form.outcome)? } else { return Err(no_request(exchange)) };
    let draft = draft_form(&row, content, form.case, form.unit);
    Draft::write(station, tx, officer, draft)
}

/// The form of an answer in an exchange: kind, offence, purpose and urgency are the request's.
pub(crate) fn draft_form(row: &ExchangeRow, content: Content, case: CaseReference, unit: UnitId) -> DraftForm {
    DraftForm {
        exchange: Some(row.id),
        kind: row.kind,
        to: vec![Addressee { to: row.partner.clone(), under: row.arrangement.clone() }],
        offence: row.offence.clone(),
        purpose: row.purpose,
        urgency: Urgency::Ordinary,
        case,
        unit,
        content,
        confirmed: Default::default(),
        reply_by: None,
    }
}

/// The request that an exchange began with, as the content of its answer.
pub(crate) fn request(tx: &mut Tx<'_>, exchange: ExchangeId, outcome: Outcome) -> Result<(ExchangeRow, Content), Stop> {
    let row = tx.exchanges().get(exchange)?.filter(|row| row.direction == Direction::Inbound);
    let messages = tx.inbox().of(exchange)?;
    // A recall of it may have come before the request itself. What came before copies were kept count of was the first.
    let mut asked = messages.first();
    for message in messages.iter().rev() {
        if tx.copies().is_copy(message.message)? {
            asked = Some(message);
        }
    }
    let (Some(row), Some(first)) = (row, asked) else {
        return Err(no_request(exchange));
    };
    Ok((row, Content::Answer(Answer { to: first.message, outcome })))
}

/// Whether the tray that the exchange lies in is shown to this officer.
pub(crate) fn may_see(station: &Station, tx: &Tx<'_>, officer: &Officer, row: &ExchangeRow) -> bool {
    let mut circumstances = Circumstances::at(tx.at());
    circumstances.purpose = Some(row.purpose);
    let actor = Actor::Officer(officer.clone());
    !station.policies().visible(&actor, std::slice::from_ref(&row.compartment), &circumstances).is_empty()
}

/// The same whether there is none, we began it, or it lies where he may not look.
fn no_request(exchange: ExchangeId) -> Stop {
    let because = format!("{exchange} holds no request that you could answer");
    let remedy = "answer from an exchange in your own tray that a partner began".to_owned();
    Refusal { check: &checks::OUT_1_4, cites: Vec::new(), because, remedy }.into()
}
