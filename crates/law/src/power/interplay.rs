//! What instruments in force between the two do to each other's bases: the later one replaces, a protocol supplements, a
//! convention takes the political-offence exception away. Adds no basis and never leaves a question without one: an
//! instrument is replaced only where the one that replaces it serves.

use super::instrument::Positions;
use super::position::{Position, across};
use super::record::{Addition, Basis, Condition, Power, Replaced};
use crate::lawbook::declaration::DeclarationEffect;
use crate::lawbook::effect::{Does, Effect};
use crate::lawbook::ground::Force;
use crate::lawbook::instrument::Instrument;
use crate::power::GroundShown;
use crate::{Fact, Lawbook, Question};
use model::{Kind, Offence, Verification};
use std::collections::BTreeSet;

/// The ground that reservations to the conventions on terrorism are about.
const POLITICAL_OFFENCE: &str = "political-offence";

/// Applies every effect between the two: first what replaces, then what takes grounds away and supplements; among these what
/// no statement touches comes first, because one convention that takes a ground away without reserve is enough.
pub(super) fn apply<'a>(book: &'a Lawbook, question: &'a Question, positions: &mut Positions<'a>, power: &mut Power) {
    let as_charged = book.offence(&question.offence).is_some_and(|offence| offence.as_charged);
    let about = |effect: &&Effect| concerns(effect, question.kind, &question.offence, as_charged, &question.confirmed);
    let mut others = Vec::new();
    for instrument in book.instruments().filter(|instrument| !instrument.effects.is_empty()) {
        let here: Vec<&Effect> = instrument.effects.iter().filter(about).collect();
        if here.is_empty() || power.bases.is_empty() {
            continue;
        }
        let [from, to] = positions.of(instrument);
        let both = from.operative(question.on).is_some() && to.operative(question.on).is_some() && across(from, to);
        if !both {
            continue;
        }
        let kept = kept(instrument, question, [from, to]);
        let (replaces, rest): (Vec<&Effect>, Vec<&Effect>) =
            here.into_iter().partition(|effect| effect.does == Does::Replaces);
        replaces.into_iter().for_each(|effect| replace(instrument, effect, power));
        others.push((instrument, kept, rest));
    }
    others.sort_by_key(|(_, kept, _)| kept.touched());
    for (instrument, kept, effects) in &others {
        effects.iter().for_each(|effect| one(instrument, effect, kept, power));
    }
}

/// Whether an effect is about this question.
pub(crate) fn concerns(
    effect: &Effect,
    kind: Kind,
    offence: &Offence,
    as_charged: bool,
    confirmed: &BTreeSet<Fact>,
) -> bool {
    effect.kinds.contains(&kind)
        && effect.offences.as_ref().is_none_or(|set| set.contains(offence, as_charged))
        && effect.needs.is_subset(confirmed)
}

/// Said of what was not read in its text.
pub(super) fn unread(verification: Verification) -> &'static str {
    if verification == Verification::Unverified { " (unverified)" } else { "" }
}

/// Whether an effect of `by` reaches what serves under the instrument of this id.
fn reaches(by: &Instrument, effect: &Effect, id: &str) -> bool {
    id != by.id.as_str() && (effect.on.is_empty() || effect.on.iter().any(|on| on.as_str() == id))
}

/// Which of what serves, given by the ids of instruments, goes because `by` replaces it. None, if nothing would be left.
pub(crate) fn taken(by: &Instrument, effect: &Effect, serving: &[&str]) -> Vec<bool> {
    let gone: Vec<bool> = serving.iter().map(|id| reaches(by, effect, id)).collect();
    if gone.iter().all(|gone| *gone) { vec![false; serving.len()] } else { gone }
}

/// What either side may have kept by a statement under the instrument that takes a ground away: known, or only flagged.
struct Kept {
    political: Option<String>,
    flagged: Vec<String>,
    /// Whether what binds both to it was read: the weakest.
    binding: Verification,
}

impl Kept {
    fn touched(&self) -> bool {
        self.political.is_some() || !self.flagged.is_empty()
    }
}

fn kept(instrument: &Instrument, question: &Question, positions: [&Position; 2]) -> Kept {
    let states = positions.map(|position| position.state);
    let statement = instrument.declarations().iter().find(|statement| {
        statement.effect == DeclarationEffect::PoliticalOffence
            && states.contains(&statement.state)
            && statement.stands(question.on, question.kind)
    });
    let political = statement.map(|statement| {
        let (state, says, provision) = (statement.state, &statement.says, &statement.provision);
        let unread = unread(statement.verification);
        format!("{state}, statement to {} art. {provision}{unread}: {says}", instrument.id)
    });
    let flagged = positions
        .iter()
        .filter(|position| position.operative(question.on).is_some_and(|bound| bound.reserved))
        .map(|position| {
            let (state, id) = (position.state, &instrument.id);
            format!("{state}: reservation or declaration flagged under {id}, its text to be looked up: it may keep the exception")
        });
    let weakest = positions.iter().filter_map(|position| position.weakest(question.on));
    let binding = weakest.max().unwrap_or(Verification::Unverified);
    Kept { political, flagged: flagged.collect(), binding }
}

fn one(instrument: &Instrument, effect: &Effect, kept: &Kept, power: &mut Power) {
    for basis in power.bases.iter_mut().filter(|basis| reaches(instrument, effect, &basis.instrument)) {
        if let Some(id) = &effect.ground {
            exclude(instrument, effect, id, kept, basis);
        }
        basis.additions.push(Addition {
            does: effect.does,
            instrument: instrument.id.to_string(),
            article: effect.article.clone(),
            says: effect.says.clone(),
            verification: effect.verification.max(kept.binding),
        });
    }
}

/// The ground of a basis goes, unless a statement keeps it. A statement that is only flagged is a condition to confirm, where
/// the basis has the ground at all and no other convention has taken it away.
fn exclude(instrument: &Instrument, effect: &Effect, id: &str, kept: &Kept, basis: &mut Basis) {
    let stands = basis.grounds.iter().any(|ground| ground.id == id && ground.force != Force::Excluded);
    if kept.touched() && !stands {
        return;
    }
    let mut confirm =
        |sentence: &String| basis.conditions.push(Condition { sentence: sentence.clone(), confirmed: false });
    match &kept.political {
        Some(statement) if id == POLITICAL_OFFENCE => return confirm(statement),
        _ => kept.flagged.iter().for_each(&mut confirm),
    }
    let excluded = GroundShown {
        id: id.to_owned(),
        force: Force::Excluded,
        article: effect.article.clone(),
        says: effect.says.clone(),
        by: Some(instrument.id.to_string()),
        verification: effect.verification.max(kept.binding),
    };
    match basis.grounds.iter_mut().find(|ground| ground.id == id) {
        Some(ground) => *ground = excluded,
        None => basis.grounds.push(excluded),
    }
}

fn replace(instrument: &Instrument, effect: &Effect, power: &mut Power) {
    let id = instrument.id.as_str();
    let serves = power.bases.iter().any(|basis| basis.instrument == id);
    if !serves && !power.replaced.iter().any(|replaced| replaced.instrument == id) {
        return;
    }
    let serving: Vec<&str> = power.bases.iter().map(|basis| basis.instrument.as_str()).collect();
    let mut goes = taken(instrument, effect, &serving).into_iter();
    let (gone, stay): (Vec<Basis>, Vec<Basis>) = power.bases.drain(..).partition(|_| goes.next().unwrap_or_default());
    power.bases = stay;
    for basis in gone {
        power.replaced.push(Replaced {
            citation: basis.citation(),
            instrument: basis.instrument,
            title: basis.title,
            article: basis.article,
            by: instrument.id.to_string(),
            by_article: effect.article.clone(),
            because: effect.says.clone(),
            verification: effect.verification.max(basis.verification),
        });
    }
}
