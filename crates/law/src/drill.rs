//! The change drill: from one lawbook to another, what changed, and which arrangements and open cases rest on it. Each is
//! asked again under both; a dependent is what gets another answer. Ids and instruments only, nothing about a person.
//! A denunciation that is only feared: [`Lawbook::supposing`] makes the second lawbook.

use crate::lawbook::instrument::Instrument;
use crate::power::{Basis, BasisKind, Power};
use crate::{Lawbook, Question, power};
use model::{Arrangement, Certainty, Covered, InstrumentId, Kind, Offence, Purpose, RulesetVersion, State};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt::Debug;

/// Which part of an instrument changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// It is new in the lawbook.
    Added,
    /// It is no longer in the lawbook.
    Removed,
    /// An article as a rule.
    Article,
    /// What a State did.
    Participation,
    /// A refusal ground.
    Ground,
    /// What it does to others.
    Effect,
    /// A reservation or declaration.
    Declaration,
    /// Its dates, its rule of entry into force, or how far its list goes.
    Particulars,
}

/// One change of the lawbook.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Changed {
    /// Which instrument.
    pub instrument: InstrumentId,
    /// Which part.
    pub part: Part,
    /// The article, the State, the ground; empty for the whole.
    pub of: String,
}

/// What may rest on the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SubjectKind {
    /// A registered arrangement that implements treaties.
    Arrangement,
    /// An open case.
    Case,
}

/// An arrangement or an open case, as the questions that the law is asked about it.
#[derive(Debug, Clone)]
pub struct Subject {
    /// Which of the two.
    pub kind: SubjectKind,
    /// Its id.
    pub id: String,
    /// What it asks of the law.
    pub questions: Vec<Question>,
    /// Arrangements that the question is asked with.
    pub arrangements: Vec<Arrangement>,
}

/// What the change does to one answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It was covered and no longer is.
    Lost,
    /// It was not covered and now is.
    Gained,
    /// It is covered still, by less or by other articles, or on other conditions.
    Altered,
}

/// One answer that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Affected {
    /// What happens to it.
    pub outcome: Outcome,
    /// From which State.
    pub from: State,
    /// To which.
    pub to: State,
    /// For which kind.
    pub kind: Kind,
    /// For which offence.
    pub offence: Offence,
    /// For which purpose.
    pub purpose: Purpose,
    /// Bases that go.
    pub lost: Vec<String>,
    /// Bases that come.
    pub gained: Vec<String>,
    /// Bases that stay with other words, dates, grounds or conditions.
    pub altered: Vec<String>,
    /// What it rests on afterwards.
    pub rests_on: Vec<String>,
    /// How far the answer could be relied on before.
    pub certainty_before: Certainty,
    /// How far it can be afterwards.
    pub certainty_after: Certainty,
}

/// Something that depends on what changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dependent {
    /// An arrangement or a case.
    pub kind: SubjectKind,
    /// Its id.
    pub id: String,
    /// The worst that happens to it.
    pub outcome: Outcome,
    /// Each answer that is not as it was.
    pub affected: Vec<Affected>,
}

/// What changed, and what depends on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drill {
    /// By which rules before.
    pub before: RulesetVersion,
    /// By which rules after.
    pub after: RulesetVersion,
    /// What changed.
    pub changed: Vec<Changed>,
    /// How many arrangements and cases were asked again.
    pub asked: usize,
    /// Those that depend on it, lost ones first.
    pub dependents: Vec<Dependent>,
}

/// Finds what changed from one lawbook to another, and what depends on it.
pub fn drill(before: &Lawbook, after: &Lawbook, subjects: &[Subject]) -> Drill {
    let mut dependents: Vec<Dependent> =
        subjects.iter().filter_map(|subject| dependent(before, after, subject)).collect();
    dependents.sort_by(|a, b| (a.outcome, a.kind, &a.id).cmp(&(b.outcome, b.kind, &b.id)));
    Drill {
        before: before.version().clone(),
        after: after.version().clone(),
        changed: changed(before, after),
        asked: subjects.len(),
        dependents,
    }
}

fn dependent(before: &Lawbook, after: &Lawbook, subject: &Subject) -> Option<Dependent> {
    let affected: Vec<Affected> = subject
        .questions
        .iter()
        .filter_map(|question| {
            let ask = |book| power(book, question, &subject.arrangements).decision;
            affected(question, &ask(before), &ask(after))
        })
        .collect();
    let outcome = affected.iter().map(|affected| affected.outcome).min()?;
    Some(Dependent { kind: subject.kind, id: subject.id.clone(), outcome, affected })
}

fn affected(question: &Question, before: &Power, after: &Power) -> Option<Affected> {
    let (was, is) = (plain(before), plain(after));
    if was == is && before.decision == after.decision && before.certainty == after.certainty {
        return None;
    }
    let cited = |bases: &[Basis]| bases.iter().map(|basis| basis.citation().0).collect::<BTreeSet<String>>();
    let (old, new) = (cited(&was), cited(&is));
    let altered =
        is.iter().filter(|basis| old.contains(&basis.citation().0) && !was.iter().any(|other| other == *basis));
    let outcome = match (before.decision, after.decision) {
        (Covered::Covered, Covered::Gap) => Outcome::Lost,
        (Covered::Gap, Covered::Covered) => Outcome::Gained,
        (Covered::Gap, Covered::Gap) => return None,
        (Covered::Covered, Covered::Covered) => Outcome::Altered,
    };
    Some(Affected {
        outcome,
        from: question.from.state,
        to: question.to.state,
        kind: question.kind,
        offence: question.offence.clone(),
        purpose: question.purpose,
        lost: old.difference(&new).cloned().collect(),
        gained: new.difference(&old).cloned().collect(),
        altered: altered.map(|basis| basis.citation().0).collect(),
        rests_on: is.iter().map(|basis| basis.citation().0).collect(),
        certainty_before: before.certainty,
        certainty_after: after.certainty,
    })
}

/// The bases without the words on their place among each other, which change with any neighbour.
fn plain(power: &Power) -> Vec<Basis> {
    let bases = power.bases.iter().filter(|basis| basis.kind == BasisKind::Instrument);
    let mut bases: Vec<Basis> = bases.cloned().collect();
    bases.iter_mut().for_each(|basis| basis.ranked.clear());
    bases
}

/// Every part of every instrument that is not as it was.
pub fn changed(before: &Lawbook, after: &Lawbook) -> Vec<Changed> {
    let mut found = BTreeSet::new();
    let note = |part: Part, instrument: &Instrument, of: &str| Changed {
        instrument: instrument.id.clone(),
        part,
        of: of.to_owned(),
    };
    for new in after.instruments() {
        match before.instrument(&new.id) {
            Some(old) => parts(old, new, |part, of| {
                found.insert(note(part, new, of));
            }),
            None => {
                found.insert(note(Part::Added, new, ""));
            }
        }
    }
    let gone = before.instruments().filter(|old| after.instrument(&old.id).is_none());
    found.extend(gone.map(|old| note(Part::Removed, old, "")));
    found.into_iter().collect()
}

fn parts(old: &Instrument, new: &Instrument, mut found: impl FnMut(Part, &str)) {
    by_name(&old.rules, &new.rules, |article| article.article.clone(), |of| found(Part::Article, of));
    by_name(&old.grounds, &new.grounds, |ground| ground.id.clone(), |of| found(Part::Ground, of));
    by_name(&old.effects, &new.effects, |effect| effect.article.clone(), |of| found(Part::Effect, of));
    by_name(old.declarations(), new.declarations(), |said| said.state.to_string(), |of| found(Part::Declaration, of));
    let states: BTreeSet<State> = old.acts.keys().chain(new.acts.keys()).copied().collect();
    for state in states.into_iter().filter(|state| !same(old.acts_of(*state), new.acts_of(*state))) {
        found(Part::Participation, state.as_str());
    }
    let particulars = |instrument: &Instrument| {
        let dates = (instrument.adopted, instrument.in_force, instrument.provisional);
        format!("{dates:?} {:?} {:?} {}", instrument.entry, instrument.participation, instrument.region)
    };
    if particulars(old) != particulars(new) {
        found(Part::Particulars, "");
    }
}

/// Compares two lists by the names of their items; items of one name are compared together.
fn by_name<T: Debug>(old: &[T], new: &[T], name: impl Fn(&T) -> String, mut found: impl FnMut(&str)) {
    let names: BTreeSet<String> = old.iter().chain(new).map(&name).collect();
    for of in names {
        let of_name =
            |list: &[T]| -> String { list.iter().filter(|item| name(item) == of).map(|i| format!("{i:?}")).collect() };
        if of_name(old) != of_name(new) {
            found(&of);
        }
    }
}

/// Whether two parts of the register are the same in every field: all of it is plain data.
fn same<T: Debug + ?Sized>(a: &T, b: &T) -> bool {
    format!("{a:?}") == format!("{b:?}")
}
