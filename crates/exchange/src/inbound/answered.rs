//! Answered: a draft. The answer leaves by the same doors as everything else.

use crate::payload::Addressee;
use crate::{Draft, DraftForm, Station, checks};
use model::{Answer, CaseReference, Content, ExchangeId, Officer, Outcome, Refusal, Stop, UnitId, Urgency};
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
    let (row, content) = request(tx, exchange, form.outcome)?;
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
    let (Some(row), Some(first)) = (row, messages.first()) else {
        let because = format!("{exchange} holds no request that could be answered");
        let remedy = "answer from an exchange that a partner began".to_owned();
        return Err(Refusal { check: &checks::OUT_1_4, cites: Vec::new(), because, remedy }.into());
    };
    Ok((row, Content::Answer(Answer { to: first.message, outcome })))
}
