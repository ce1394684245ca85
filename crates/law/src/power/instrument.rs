//! Each article that might serve, held against both sides: a basis, or a candidate with what it lacks.

use super::lack::{Lack, lacks};
use super::position::Position;
use super::record::{
    Addition, Basis, BasisKind, Bearing, Candidate, ClockShown, Condition, DeclarationShown, GroundShown, Power,
};
use super::words;
use crate::lawbook::article::Article;
use crate::lawbook::clock::ClockEntry;
use crate::lawbook::instrument::Instrument;
use crate::lawbook::serving::{Closeness, Ranked, order};
use crate::standing::Bound;
use crate::{Lawbook, Question};
use model::{State, Verification};

/// Positions of both sides, found once for each instrument.
pub(super) struct Positions<'a> {
    book: &'a Lawbook,
    question: &'a Question,
    found: Vec<(&'a str, [Position; 2])>,
}

impl<'a> Positions<'a> {
    pub(super) fn new(book: &'a Lawbook, question: &'a Question) -> Positions<'a> {
        Positions { book, question, found: Vec::with_capacity(32) }
    }

    /// The positions of both sides towards an instrument.
    pub(super) fn of(&mut self, instrument: &'a Instrument) -> [&Position; 2] {
        let id = instrument.id.as_str();
        let at = self.found.iter().position(|(known, _)| std::ptr::eq(*known, id)).unwrap_or_else(|| {
            let (book, on) = (self.book, self.question.on);
            let position = |state: State| Position::of(book, instrument, state, on);
            self.found.push((id, [position(self.question.from.state), position(self.question.to.state)]));
            self.found.len().saturating_sub(1)
        });
        let [from, to] = &self.found[at].1;
        [from, to]
    }
}

/// Adds every basis and candidate of the register.
pub(super) fn collect<'a>(book: &'a Lawbook, question: &'a Question, positions: &mut Positions<'a>, power: &mut Power) {
    let as_charged = book.offence(&question.offence).is_some_and(|offence| offence.as_charged);
    for Ranked { instrument, article, .. } in book.serving(question.kind) {
        if !article.offences.contains(&question.offence, as_charged) {
            continue;
        }
        let [from, to] = positions.of(instrument);
        let mut missing = Vec::new();
        lacks(question, instrument, article, [from, to], |lack: Lack<'_>| {
            missing.push(words::missing(book, question, instrument, article, &lack));
        });
        match (from.operative(question.on), to.operative(question.on)) {
            (Some(one), Some(other)) if missing.is_empty() => {
                let sides = [(from.state, one), (to.state, other)];
                let across = from.side.max(to.side);
                power.bases.push(basis(book, question, instrument, article, sides, across));
            }
            (one, other) => power.candidates.push(Candidate {
                instrument: instrument.id.to_string(),
                title: instrument.short_title.clone(),
                article: article.article.clone(),
                missing,
                verification: article.verification,
                sides_bound: u8::from(one.is_some()).saturating_add(u8::from(other.is_some())),
            }),
        }
    }
}

fn basis(
    book: &Lawbook,
    question: &Question,
    instrument: &Instrument,
    article: &Article,
    sides: [(State, &Bound); 2],
    across: Verification,
) -> Basis {
    let mut verification = article.verification.max(across);
    for (_, bound) in sides {
        verification = verification.max(bound.weakest());
    }
    let bearing = |(state, bound): (State, &Bound)| Bearing {
        state,
        since: bound.since,
        act: bound.by,
        computed: bound.computed,
        verification: bound.verification,
        rule: bound.rule(),
        note: bound.note.clone(),
    };
    let [(_, one), (_, other)] = sides;
    Basis {
        kind: BasisKind::Instrument,
        instrument: instrument.id.to_string(),
        title: instrument.short_title.clone(),
        article: article.article.clone(),
        provides: article.provides.clone(),
        since: one.since.max(other.since),
        computed: one.computed || other.computed,
        as_of: instrument.participation.as_of,
        verification,
        conditions: conditions(question, instrument, article, sides),
        parties: sides.map(bearing).into(),
        source: article.source.clone(),
        invented: false,
        serves: article.serves,
        closeness: Closeness::of(instrument),
        special: article.offences.special(),
        adopted: Some(instrument.adopted),
        ranked: String::new(),
        threshold: article.threshold.clone(),
        dual_criminality: article.dual_criminality,
        grounds: grounds(question, instrument),
        contents: article.contents.clone(),
        documents: article.documents.clone(),
        channels: article.channels.clone(),
        languages: article.languages.clone(),
        clocks: clocks(book, question, instrument),
        additions: Vec::<Addition>::new(),
        declarations: declarations(question, instrument, sides),
        order: order(instrument, article),
    }
}

/// What the officer confirms: what the table only flags, what the article asks, who may use it.
fn conditions(
    question: &Question,
    instrument: &Instrument,
    article: &Article,
    sides: [(State, &Bound); 2],
) -> Vec<Condition> {
    let mut conditions = Vec::new();
    let mut to_confirm = |sentence: String| conditions.push(Condition { sentence, confirmed: false });
    for (state, bound) in sides {
        if bound.reserved {
            to_confirm(format!("{state}: reservation or declaration flagged, its text to be looked up"));
        }
    }
    for declaration in standing_declarations(question, instrument, sides) {
        if declaration.effect.to_confirm() {
            let (state, provision, says) = (declaration.state, &declaration.provision, &declaration.says);
            to_confirm(format!("{state}, statement to {provision} {}: {says}", declaration.effect.sentence()));
        }
    }
    if let Some(threshold) = &article.threshold {
        to_confirm(threshold.sentence());
    }
    if let Some(rule) = article.dual_criminality.filter(|rule| rule.to_confirm()) {
        to_confirm(rule.sentence().to_owned());
    }
    if !article.bodies.is_empty() && [&question.from, &question.to].iter().any(|side| side.body.is_none()) {
        let names: Vec<String> = article.bodies.iter().map(|body| format!("{body:?}").to_lowercase()).collect();
        to_confirm(format!("both authorities are of a sort that the article serves: {}", names.join(", ")));
    }
    for text in &article.conditions {
        to_confirm(text.clone());
    }
    for fact in &article.needs {
        conditions.push(Condition { sentence: fact.sentence().to_owned(), confirmed: true });
    }
    conditions
}

fn grounds(question: &Question, instrument: &Instrument) -> Vec<GroundShown> {
    let shown = |ground: &crate::lawbook::ground::Ground| GroundShown {
        id: ground.id.clone(),
        force: ground.force,
        article: ground.article.clone(),
        says: ground.says.clone(),
        by: None,
        verification: ground.verification,
    };
    instrument.grounds_for(question.kind).map(shown).collect()
}

fn clocks(book: &Lawbook, question: &Question, instrument: &Instrument) -> Vec<ClockShown> {
    let times =
        |clock: &&ClockEntry| clock.instrument.as_ref() == Some(&instrument.id) && clock.kinds.contains(&question.kind);
    let of_this = book.clocks().iter().filter(times);
    let shown = |clock: &ClockEntry| ClockShown {
        id: clock.id.clone(),
        article: clock.article.clone(),
        period: clock.period.to_string(),
        starts: clock.starts.clone(),
        verification: clock.verification,
    };
    of_this.map(shown).collect()
}

fn standing_declarations<'a>(
    question: &'a Question,
    instrument: &'a Instrument,
    sides: [(State, &Bound); 2],
) -> impl Iterator<Item = &'a crate::lawbook::declaration::Declaration> {
    let states = sides.map(|(state, _)| state);
    instrument
        .declarations
        .iter()
        .filter(move |entry| states.contains(&entry.state) && entry.stands(question.on, question.kind))
}

fn declarations(question: &Question, instrument: &Instrument, sides: [(State, &Bound); 2]) -> Vec<DeclarationShown> {
    let shown = |entry: &crate::lawbook::declaration::Declaration| DeclarationShown {
        state: entry.state,
        effect: entry.effect,
        provision: entry.provision.clone(),
        says: entry.says.clone(),
        verification: entry.verification,
    };
    standing_declarations(question, instrument, sides).map(shown).collect()
}
