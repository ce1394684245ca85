//! The three findings towards each recipient, as the officer is shown them before anything is decided.

use super::beside::Third;
use super::draft::{Assessed, DraftBody, DraftForm};
use crate::inbound;
use crate::markers::{self, Marked};
use crate::{Station, checks};
use law::{BarQuestion, Direction, Facts, Power, Question, Side, Status, TransferNeed};
use model::subject::Subject;
use model::{Answer, Arrangement, AuthorityId, Content, DataCategory, Finding, Officer, Reason, State, Stop};
use serde::Serialize;
use std::collections::BTreeSet;
use store::{Judgement, Tx};

/// Power, transfer and bars towards one recipient.
#[derive(Debug, Clone, Serialize)]
pub struct Findings {
    /// Towards whom.
    pub to: AuthorityId,
    /// His State.
    pub state: State,
    /// Is there a power?
    pub power: Finding<Power>,
    /// Is there a ground for personal data to go there?
    pub transfer: Finding<TransferNeed>,
    /// Which obstacles must a person look at?
    pub bars: Finding<Vec<BarQuestion>>,
}

/// Who looks at the findings. That a marker exists is known in its own compartment and nowhere else.
#[derive(Debug, Clone, Copy)]
pub(super) enum Viewer<'a> {
    /// An officer: what only a marker of another compartment raises stands as the question to the competent authority.
    Officer(&'a Officer),
    /// The pipeline itself.
    Machine,
}

/// Asks the law towards every recipient of a draft.
pub(super) fn all(
    station: &Station,
    tx: &mut Tx<'_>,
    body: &DraftBody,
    viewer: Viewer<'_>,
) -> Result<Vec<Findings>, Stop> {
    let marked = marked(station, tx, &body.form)?;
    let veiled = match viewer {
        Viewer::Officer(officer) => marked.iter().any(|marked| !marked.known_to(officer)),
        Viewer::Machine => false,
    };
    let protected: BTreeSet<State> = marked.into_iter().map(|marked| marked.from).collect();
    let mut findings = Vec::new();
    for addressee in &body.form.to {
        let arrangement = station.arrangement(tx, &addressee.under, &checks::OUT_1_2)?;
        let card = station.partner(tx, &addressee.to, &arrangement)?;
        let assessed = body.assessed.get(&addressee.to).cloned().unwrap_or_default();
        let question = question(station, tx, &body.form, Side::authority(card.authority()));
        let known = facts(body.form.content.subjects(), &assessed, protected.get(&question.to.state).copied());
        let mut found = towards(station, &addressee.to, &question, std::slice::from_ref(&arrangement), &known);
        if veiled {
            found.bars = law::bars::veiled(station.lawbook(), found.bars);
        }
        findings.push(found);
    }
    if let Some(third) = &body.beside.third {
        findings.push(towards_third(station, tx, body, third, viewer)?);
    }
    Ok(findings)
}

/// The same questions towards the authority to which another may pass our item on: as if we gave it there ourselves.
fn towards_third(
    station: &Station,
    tx: &mut Tx<'_>,
    body: &DraftBody,
    third: &Third,
    viewer: Viewer<'_>,
) -> Result<Findings, Stop> {
    let marked = if third.personal { markers::about(station, tx, &third.subjects)? } else { BTreeSet::new() };
    let veiled = match viewer {
        Viewer::Officer(officer) => marked.iter().any(|marked| !marked.known_to(officer)),
        Viewer::Machine => false,
    };
    let protected: BTreeSet<State> = marked.into_iter().map(|marked| marked.from).collect();
    let party = &third.party;
    let side = Side { authority: Some(party.authority.clone()), state: party.state, body: Some(party.body) };
    let mut question = question(station, tx, &body.form, side);
    question.category = if third.personal { DataCategory::Personal } else { DataCategory::None };
    let all = tx.arrangements().all()?.into_iter();
    let ours: Vec<Arrangement> =
        all.filter(|arrangement| arrangement.partner(&station.us().id) == Some(&party.authority)).collect();
    let assessed = body.assessed.get(&party.authority).cloned().unwrap_or_default();
    let known = facts(&third.subjects, &assessed, protected.get(&question.to.state).copied());
    let mut found = towards(station, &party.authority, &question, &ours, &known);
    if veiled {
        found.bars = law::bars::veiled(station.lawbook(), found.bars);
    }
    Ok(found)
}

/// The markers that may concern whoever the item is about: its subjects; and of an answer also the subjects of the
/// request and the records that a person confirmed, whatever the answer names.
fn marked(station: &Station, tx: &mut Tx<'_>, form: &DraftForm) -> Result<BTreeSet<Marked>, Stop> {
    if !form.content.is_personal() {
        return Ok(BTreeSet::new());
    }
    let mut marked = markers::about(station, tx, form.content.subjects())?;
    let (Content::Answer(Answer { to, .. }), Some(exchange)) = (&form.content, form.exchange) else {
        return Ok(marked);
    };
    let asked = inbound::subjects(station, tx, *to, exchange)?;
    marked.extend(markers::about(station, tx, &asked)?);
    for row in tx.candidates().of(*to)?.into_iter().filter(|row| row.judgement == Judgement::Same) {
        marked.extend(markers::of(station, tx, row.record)?);
    }
    Ok(marked)
}

/// The question of law that a form puts, towards one side.
pub(super) fn question(station: &Station, tx: &Tx<'_>, form: &DraftForm, to: Side) -> Question {
    let category = if form.content.is_personal() { DataCategory::Personal } else { DataCategory::None };
    Question {
        from: Side::authority(station.us()),
        to,
        kind: form.kind,
        offence: form.offence.clone(),
        purpose: form.purpose,
        category,
        on: jiff::tz::Offset::UTC.to_datetime(tx.at()).date(),
        confirmed: form.confirmed.clone(),
    }
}

fn towards(
    station: &Station,
    to: &AuthorityId,
    question: &Question,
    arrangements: &[Arrangement],
    facts: &Facts,
) -> Findings {
    let book = station.lawbook();
    let bars = if question.category == DataCategory::None {
        let because = "nothing about a person goes: no bar can stand against it";
        let reasons = vec![Reason::of(&checks::OUT_2_3, Vec::new(), because)];
        Finding { decision: Vec::new(), reasons, rules: book.version().clone(), on: question.on }
    } else {
        law::bars(book, question, facts)
    };
    Findings {
        to: to.clone(),
        state: question.to.state,
        power: law::power(book, question, arrangements),
        transfer: law::transfer(book, question, arrangements),
        bars,
    }
}

/// What is known: from the subjects, from a marker of ours that speaks of the other side's State, from what officers stated.
fn facts(subjects: &[Subject], assessed: &Assessed, protected_from: Option<State>) -> Facts {
    let nationalities = subjects.iter().filter_map(|subject| match subject {
        Subject::Person(person) => Some(&person.nationalities),
        Subject::Organisation(_) => None,
    });
    let stated = assessed.stated;
    let status = match (protected_from, stated.status_checked) {
        (Some(state), _) => Status::Protected { from: BTreeSet::from([state]) },
        (None, true) => Status::CheckedNone,
        (None, false) => Status::Unknown,
    };
    Facts {
        direction: Direction::Out,
        nationalities: nationalities.flatten().map(|state| *state.expose()).collect(),
        status,
        opposition_journalist_lawyer: stated.opposition_journalist_lawyer,
        speech_or_association: stated.speech_or_association,
        earlier_refusals_of_issuer: stated.earlier_refusals_of_issuer,
        extradition_refused: stated.extradition_refused,
        torture_indications: stated.torture_indications,
    }
}
