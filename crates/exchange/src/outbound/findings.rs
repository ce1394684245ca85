//! The three findings towards each recipient, as the officer is shown them before anything is decided.

use super::draft::{Assessed, DraftBody};
use crate::{Station, checks, markers};
use law::{BarQuestion, Direction, Facts, Power, Question, Side, Status, TransferNeed};
use model::subject::Subject;
use model::{Arrangement, AuthorityId, DataCategory, Finding, Reason, State, Stop};
use serde::Serialize;
use std::collections::BTreeSet;
use store::Tx;

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

/// Asks the law towards every recipient of a draft.
pub(super) fn all(station: &Station, tx: &mut Tx<'_>, body: &DraftBody) -> Result<Vec<Findings>, Stop> {
    let protected = markers::about(station, tx, body.form.content.subjects())?;
    let mut findings = Vec::new();
    for addressee in &body.form.to {
        let arrangement = station.arrangement(tx, &addressee.under, &checks::OUT_1_2)?;
        let card = station.partner(tx, &addressee.to, &arrangement)?;
        let assessed = body.assessed.get(&addressee.to).cloned().unwrap_or_default();
        let question = question(station, tx, body, Side::authority(card.authority()));
        findings.push(towards(station, &addressee.to, &question, &arrangement, body, &assessed, &protected));
    }
    Ok(findings)
}

/// The question of law that a draft puts, towards one side.
pub(super) fn question(station: &Station, tx: &Tx<'_>, body: &DraftBody, to: Side) -> Question {
    let form = &body.form;
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
    arrangement: &Arrangement,
    body: &DraftBody,
    assessed: &Assessed,
    protected: &BTreeSet<State>,
) -> Findings {
    let book = station.lawbook();
    let arrangements = std::slice::from_ref(arrangement);
    let bars = if question.category == DataCategory::None {
        let because = "nothing about a person goes: no bar can stand against it";
        let reasons = vec![Reason::of(&checks::OUT_2_3, Vec::new(), because)];
        Finding { decision: Vec::new(), reasons, rules: book.version().clone(), on: question.on }
    } else {
        law::bars(book, question, &facts(body.form.content.subjects(), assessed, protected))
    };
    Findings {
        to: to.clone(),
        state: question.to.state,
        power: law::power(book, question, arrangements),
        transfer: law::transfer(book, question, arrangements),
        bars,
    }
}

/// What is known: from the subjects, from markers in our holdings, from what officers stated.
fn facts(subjects: &[Subject], assessed: &Assessed, protected: &BTreeSet<State>) -> Facts {
    let nationalities = subjects.iter().filter_map(|subject| match subject {
        Subject::Person(person) => Some(&person.nationalities),
        Subject::Organisation(_) => None,
    });
    let stated = assessed.stated;
    let status = match (protected.is_empty(), stated.status_checked) {
        (false, _) => Status::Protected { from: protected.clone() },
        (true, true) => Status::CheckedNone,
        (true, false) => Status::Unknown,
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
