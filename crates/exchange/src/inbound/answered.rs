//! Answered: a draft. The answer leaves by the same doors as everything else.

use crate::payload::Addressee;
use crate::{Draft, DraftForm, Station, checks};
use model::{Answer, CaseReference, Content, ExchangeId, Officer, Outcome, Refusal, Stop, UnitId, Urgency};
use serde::{Deserialize, Serialize};
use store::{Direction, ExchangeRow, Judgement, Tx};

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

/// Drafts an answer to the request of an exchange. One that carries information rests on a candidate that a person
/// confirmed (IN-5.2).
pub fn answer(
    station: &Station,
    tx: &mut Tx<'_>,
    officer: &Officer,
    exchange: ExchangeId,
    form: AnswerForm,
) -> Result<Draft, Stop> {
    let (row, content) = request(tx, exchange, form.outcome)?;
    if let Content::Answer(Answer { to, outcome: Outcome::Information { .. } }) = &content {
        let confirmed = tx.candidates().of(*to)?.iter().any(|candidate| candidate.judgement == Judgement::Same);
        if !confirmed {
            let because = "no candidate of this request was confirmed by a person".to_owned();
            let remedy = "judge the candidates first; a hit is not a match".to_owned();
            return Err(Refusal { check: &checks::IN_5_2, cites: Vec::new(), because, remedy }.into());
        }
    }
    if matches!(&content, Content::Answer(Answer { outcome: Outcome::Neutral(_), .. })) {
        not_before_its_tick(station, tx, &row)?;
    }
    let draft = draft_form(&row, content, form.case, form.unit);
    Draft::write(station, tx, officer, draft)
}

/// Where the arrangement fixed a schedule, the neutral answer is the schedule's alone: a person's would tell by its hour.
fn not_before_its_tick(station: &Station, tx: &mut Tx<'_>, row: &ExchangeRow) -> Result<(), Stop> {
    let arrangement = station.arrangement(tx, &row.arrangement, &checks::OUT_1_2)?;
    if arrangement.neutral.is_none() {
        return Ok(());
    }
    Err(Refusal {
        check: &checks::OUT_4_2,
        cites: Vec::new(),
        because: format!("under `{}` the neutral answer leaves at its tick, by the schedule alone", arrangement.id),
        remedy: "leave it to the schedule; nothing needs to be done".to_owned(),
    }
    .into())
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
