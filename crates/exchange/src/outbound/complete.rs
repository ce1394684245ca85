//! Whether a draft is complete: what must be there before anyone is asked anything.

use super::beside::Beside;
use super::draft::{DraftForm, urgency_word};
use crate::checks;
use model::subject::Subject;
use model::{Answer, Content, ExchangeId, HolderOutcome, InformationRequest, Outcome, Personal, Refusal, Stop};
use std::collections::BTreeSet;
use store::{DemandKind, Direction, ExchangeRow, Judgement, Tx};

fn refuse(check: &'static model::Check, because: impl Into<String>, remedy: &str) -> Stop {
    Refusal { check, cites: Vec::new(), because: because.into(), remedy: remedy.to_owned() }.into()
}

/// Checks OUT-1.1 to OUT-1.5, and IN-5.2 of an answer.
pub(super) fn check(tx: &mut Tx<'_>, form: &DraftForm) -> Result<(), Stop> {
    recipients(tx, form)?;
    match &form.content {
        Content::Request(request) => {
            if form.exchange.is_some() {
                let because = "a request begins an exchange of its own";
                return Err(refuse(&checks::OUT_1_4, because, "leave the exchange out"));
            }
            request_complete(request)?;
        }
        Content::Answer(answer) => answer_complete(tx, form, answer)?,
        Content::Onward(_) | Content::Correction(_) if form.content.statements().is_empty() => {
            return Err(refuse(&checks::OUT_1_3, "it informs but states nothing", "add at least one statement"));
        }
        Content::PermissionRequest(asked) if asked.justification.expose().trim().is_empty() => {
            let remedy = "say why it is necessary and what the third authority has to do with it";
            return Err(refuse(&checks::OUT_1_3, "the justification is missing", remedy));
        }
        _ => {}
    }
    let uncategorised = |subject: &Subject| matches!(subject, Subject::Person(person) if person.category.is_none());
    if form.content.subjects().iter().any(uncategorised) {
        let remedy = "say for each person: person concerned, convicted, victim, or other party";
        return Err(refuse(&checks::OUT_1_5, "a person has no category of data subject", remedy));
    }
    Ok(())
}

/// An answer answers a request of its exchange; information rests on a candidate that a person confirmed (IN-5.2).
fn answer_complete(tx: &mut Tx<'_>, form: &DraftForm, answer: &Answer) -> Result<(), Stop> {
    let request = tx.inbox().get(answer.to)?;
    if request.is_none_or(|row| Some(row.exchange) != form.exchange) {
        let because = "the answer names no request that was received in this exchange";
        return Err(refuse(&checks::OUT_1_4, because, "answer from the exchange itself"));
    }
    of_this_exchange(tx, form)?;
    if tx.demands().on_copy(answer.to)?.iter().any(|demand| demand.what == DemandKind::Recall) {
        return Err(refuse(&checks::OUT_1_4, "the request was recalled", "nothing is to be answered any more"));
    }
    let Outcome::Information { statements, subjects } = &answer.outcome else { return Ok(()) };
    if subjects.is_empty() {
        let remedy = "name the person or thing as our record has it";
        return Err(refuse(&checks::OUT_1_3, "the answer carries information and says about nobody", remedy));
    }
    if statements.is_empty() {
        let remedy = "add at least one statement, as fact or as assessment";
        return Err(refuse(&checks::OUT_1_3, "the answer carries information but states nothing", remedy));
    }
    if tx.candidates().of(answer.to)?.iter().any(|candidate| candidate.judgement == Judgement::Same) {
        return Ok(());
    }
    let remedy = "judge the candidates first; a hit is not a match";
    Err(refuse(&checks::IN_5_2, "no candidate of this request was confirmed by a person", remedy))
}

/// An answer goes to whoever asked, under the arrangement of the exchange, from the tray that the exchange lies in.
fn of_this_exchange(tx: &mut Tx<'_>, form: &DraftForm) -> Result<(), Stop> {
    let row = form.exchange.map(|id| tx.exchanges().get(id)).transpose()?.flatten();
    let because = match (row, form.to.as_slice()) {
        (Some(row), _) if row.compartment != form.unit => "the exchange does not lie in this unit's tray",
        (Some(row), [one]) if one.to == row.partner && one.under == row.arrangement => return Ok(()),
        _ => "the answer is not addressed to the partner of the exchange alone, under its arrangement",
    };
    Err(refuse(&checks::OUT_1_4, because, "answer from the exchange itself"))
}

/// What follows sending has acts of its own, which check what it speaks of.
pub(super) fn in_turn(form: &DraftForm) -> Result<(), Stop> {
    if !form.content.is_after() {
        return Ok(());
    }
    let because = "what follows sending is not written as a draft of its own";
    Err(refuse(&checks::AFT_1_1, because, "ask, decide, pass on, correct, recall or acknowledge from the message"))
}

/// Where the arrangement fixed a schedule, the neutral answer is the schedule's alone: a person's would tell by its hour.
pub(super) fn by_a_person(tx: &mut Tx<'_>, form: &DraftForm) -> Result<(), Stop> {
    if !is_neutral(form) {
        return Ok(());
    }
    for addressee in &form.to {
        if tx.arrangements().get(&addressee.under)?.is_some_and(|arrangement| arrangement.neutral.is_some()) {
            let because =
                format!("under `{}` the neutral answer leaves at its tick, by the schedule alone", addressee.under);
            return Err(refuse(&checks::OUT_4_2, because, "leave it to the schedule; nothing needs to be done"));
        }
    }
    Ok(())
}

fn recipients(tx: &mut Tx<'_>, form: &DraftForm) -> Result<(), Stop> {
    let named: BTreeSet<_> = form.to.iter().map(|addressee| &addressee.to).collect();
    if named.is_empty() || named.len() != form.to.len() {
        let because = "there is no recipient, or one is named twice";
        return Err(refuse(&checks::OUT_1_1, because, "name each recipient once"));
    }
    for addressee in &form.to {
        let known = tx.arrangements().get(&addressee.under)?;
        if known.is_none_or(|a| a.between.0 != addressee.to && a.between.1 != addressee.to) {
            let because = format!("no arrangement `{}` with {} is registered here", addressee.under, addressee.to);
            return Err(refuse(&checks::OUT_1_2, because, "ask the administrator which arrangements are registered"));
        }
    }
    Ok(())
}

fn request_complete(request: &InformationRequest) -> Result<(), Stop> {
    let blank = |text: &Personal<String>| text.expose().trim().is_empty();
    let unnamed = |subject: &Subject| subject.names().iter().all(|name| name.expose().trim().is_empty());
    let missing = [
        ("the subject", request.subjects.is_empty() || request.subjects.iter().any(unnamed)),
        ("the question", blank(&request.question)),
        ("the justification", blank(&request.justification)),
    ];
    match missing.iter().find(|(_, missing)| *missing) {
        None => Ok(()),
        Some((what, _)) => {
            let remedy = "say about whom, what is asked and why it is necessary";
            Err(refuse(&checks::OUT_1_3, format!("{what} is missing"), remedy))
        }
    }
}

fn is_neutral(form: &DraftForm) -> bool {
    matches!(&form.content, Content::Answer(answer) if matches!(answer.outcome, Outcome::Neutral(_)))
}

/// What says only what became of a copy here, or hands on a recall: nothing that a person has to weigh.
pub(super) fn acknowledges(content: &Content, beside: &Beside) -> bool {
    match content {
        Content::Acknowledgement(told) => {
            let weighed = matches!(told.outcome, HolderOutcome::Restricted { .. } | HolderOutcome::Late { .. });
            !weighed
        }
        Content::Recall(_) => beside.hands_on.is_some(),
        _ => false,
    }
}

/// The schedule may write the neutral answer, an acknowledgement, a recall handed on, and nothing else.
pub(super) fn by_schedule_only(form: &DraftForm, beside: &Beside) -> Result<(), Stop> {
    if is_neutral(form) || acknowledges(&form.content, beside) {
        return Ok(());
    }
    Err(refuse(&checks::OUT_4_2, "it is none of what leaves by itself", "let an officer draft it"))
}

/// Only the notice to an originator leaves together with another item.
pub(super) fn notice_only(form: &DraftForm) -> Result<(), Stop> {
    match &form.content {
        Content::OnwardNotice(_) => Ok(()),
        _ => Err(refuse(&checks::AFT_1_1, "it is no notice to an originator", "let an officer draft it")),
    }
}

/// Begins the exchange that a request opens.
pub(super) fn begin_exchange(tx: &mut Tx<'_>, form: &DraftForm) -> Result<ExchangeId, Stop> {
    let Some(first) = form.to.first() else {
        return Err(refuse(&checks::OUT_1_1, "there is no recipient", "name a recipient"));
    };
    let id = ExchangeId::draw(tx.chance());
    let row = ExchangeRow {
        id,
        direction: Direction::Outbound,
        partner: first.to.clone(),
        arrangement: first.under.clone(),
        kind: form.kind,
        offence: form.offence.clone(),
        purpose: form.purpose,
        urgency: urgency_word(form.urgency).to_owned(),
        state: "drafting".to_owned(),
        compartment: form.unit.clone(),
        our_reference: Some(form.case.clone()),
        their_reference: None,
        begun: tx.at(),
        due: None,
        answered: None,
        version: 1,
    };
    tx.exchanges().add(&row)?;
    Ok(id)
}
