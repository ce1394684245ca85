//! What officers state and answer on a draft before it can be grounded: facts, bar questions (some by two persons), the
//! documented decision for a single-case transfer. Each act is permitted, kept and logged by itself.

use super::stating::Stated;
use super::{Draft, Findings};
use crate::Station;
use crate::station::code;
use audit::Event;
use law::BarQuestion;
use model::{
    AuthorityId, BarAnswer, BarOutcome, Citation, DraftId, Officer, Personal, Refusal, Stop, TransferDecision,
};
use policy::{Action, Actor, AnsweredBar, DraftFacts, Resource};
use store::Tx;

/// States facts about the case towards one recipient.
pub fn state(
    station: &Station,
    tx: &mut Tx<'_>,
    officer: &Officer,
    id: DraftId,
    to: &AuthorityId,
    stated: Stated,
) -> Result<(), Stop> {
    let mut draft = Draft::resume(station, tx, officer, Action::AnswerBar, id)?;
    addressed(&draft, to)?;
    draft.keep_assessed(tx, to, |assessed| assessed.stated = stated)?;
    let facts = stated.words().into_iter().map(code).collect::<Result<Vec<_>, _>>()?;
    let (exchange, to, officer) = (draft.exchange(), to.clone(), officer.id.clone());
    tx.audit().append(Event::FactsStated { exchange, to, facts, officer })?;
    Ok(())
}

/// Answers one bar question, with reasons. A later answer to the same question replaces the earlier one and needs its own
/// second person.
#[expect(clippy::too_many_arguments, reason = "one for each fact that the act records")]
pub fn answer_bar(
    station: &Station,
    tx: &mut Tx<'_>,
    officer: &Officer,
    id: DraftId,
    to: &AuthorityId,
    bar: &str,
    outcome: BarOutcome,
    reasons: Personal<String>,
) -> Result<(), Stop> {
    let mut draft = Draft::resume(station, tx, officer, Action::AnswerBar, id)?;
    addressed(&draft, to)?;
    let question = raised(draft.findings(station, tx, officer)?, to, bar)?;
    let word = outcome_word(&outcome);
    let answer = BarAnswer { bar: bar.to_owned(), outcome, reasons, by: officer.id.clone(), second: None, at: tx.at() };
    law::reasoned(&question, &answer)?;
    draft.keep_assessed(tx, to, |assessed| {
        assessed.bars.retain(|known| known.bar != answer.bar);
        assessed.bars.push(answer);
    })?;
    let event = Event::BarAnswered {
        exchange: draft.exchange(),
        bar: code(bar)?,
        outcome: code(word)?,
        officer: officer.id.clone(),
        second: None,
    };
    tx.audit().append(event)?;
    Ok(())
}

/// Confirms, as the second person, an answer that another gave.
pub fn second_bar(
    station: &Station,
    tx: &mut Tx<'_>,
    officer: &Officer,
    id: DraftId,
    to: &AuthorityId,
    bar: &str,
) -> Result<(), Stop> {
    let mut draft = Draft::resume(station, tx, officer, Action::AnswerBar, id)?;
    let assessed = draft.body().assessed.get(to);
    let answer = assessed.and_then(|assessed| assessed.bars.iter().find(|answer| answer.bar == bar)).cloned();
    let Some(answer) = answer else {
        return Err(unanswered(bar));
    };
    let body = draft.body();
    let answered = AnsweredBar { persons: 2, by: answer.by.clone(), second: None };
    let facts = DraftFacts { bars: vec![answered], ..DraftFacts::default() };
    let resource = Resource::draft(id, body.form.unit.clone(), body.drafted_by.clone()).with_facts(facts);
    let circumstances = station.circumstances(tx, body.form.purpose, &body.form.case)?;
    station.demand(&Actor::Officer(officer.clone()), Action::SecondBar, &resource, &circumstances)?;
    draft.keep_assessed(tx, to, |assessed| {
        for known in assessed.bars.iter_mut().filter(|known| known.bar == bar) {
            known.second = Some(officer.id.clone());
        }
    })?;
    let event = Event::BarAnswered {
        exchange: draft.exchange(),
        bar: code(bar)?,
        outcome: code(outcome_word(&answer.outcome))?,
        officer: answer.by,
        second: Some(officer.id.clone()),
    };
    tx.audit().append(event)?;
    Ok(())
}

/// Documents the decision to transfer in this single case (Dir. (EU) 2016/680 art. 38).
#[expect(clippy::too_many_arguments, reason = "one for each fact that the act records")]
pub fn decide_transfer(
    station: &Station,
    tx: &mut Tx<'_>,
    officer: &Officer,
    id: DraftId,
    to: &AuthorityId,
    cite: Citation,
    justification: Personal<String>,
    balance: Personal<String>,
) -> Result<(), Stop> {
    let mut draft = Draft::resume(station, tx, officer, Action::DecideTransfer, id)?;
    addressed(&draft, to)?;
    let ground = code("single-case")?;
    let decision = TransferDecision { cite, justification, balance, by: officer.id.clone(), at: tx.at() };
    draft.keep_assessed(tx, to, |assessed| assessed.transfer = Some(decision))?;
    tx.audit().append(Event::TransferDecided { exchange: draft.exchange(), ground, officer: officer.id.clone() })?;
    Ok(())
}

fn outcome_word(outcome: &BarOutcome) -> &'static str {
    match outcome {
        BarOutcome::Clear => "clear",
        BarOutcome::Condition { .. } => "condition",
        BarOutcome::Barred => "barred",
    }
}

fn addressed(draft: &Draft, to: &AuthorityId) -> Result<(), Stop> {
    let body = draft.body();
    let third = body.beside.third.as_ref().map(|third| &third.party.authority);
    if third == Some(to) || body.form.to.iter().any(|addressee| &addressee.to == to) {
        return Ok(());
    }
    Err(Refusal {
        check: &crate::checks::OUT_1_1,
        cites: Vec::new(),
        because: format!("the draft is not addressed to {to}"),
        remedy: "name one of its recipients".to_owned(),
    }
    .into())
}

/// Only a question that the law raised is answered; what else an officer calls a bar would stand in the log for nothing.
fn raised(findings: Vec<Findings>, to: &AuthorityId, bar: &str) -> Result<BarQuestion, Stop> {
    let asked = findings.into_iter().filter(|found| found.to == *to).flat_map(|found| found.bars.decision);
    let asked: Vec<BarQuestion> = asked.collect();
    if let Some(question) = asked.iter().find(|question| question.id == bar) {
        return Ok(question.clone());
    }
    let ids: Vec<&str> = asked.iter().map(|question| question.id.as_str()).collect();
    let remedy = match ids.is_empty() {
        true => "there is nothing to answer towards this recipient".to_owned(),
        false => format!("answer one of: {}", ids.join(", ")),
    };
    let because = "no such question was raised by the facts of this draft".to_owned();
    Err(Refusal { check: &crate::checks::OUT_2_3, cites: Vec::new(), because, remedy }.into())
}

fn unanswered(bar: &str) -> Stop {
    Refusal {
        check: &crate::checks::OUT_2_3,
        cites: Vec::new(),
        because: format!("the question `{bar}` has no answer to confirm"),
        remedy: "let the officer on the case answer it first".to_owned(),
    }
    .into()
}
