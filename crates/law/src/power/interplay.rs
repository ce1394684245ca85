//! What instruments in force between the two do to each other's bases: the later one replaces, a protocol supplements, a
//! convention takes the political-offence exception away. Adds no basis and never leaves a question without one: an
//! instrument is replaced only where the one that replaces it serves.

use super::instrument::Positions;
use super::position::across;
use super::record::{Addition, Basis, Power, Replaced};
use crate::lawbook::effect::{Does, Effect};
use crate::lawbook::ground::Force;
use crate::lawbook::instrument::Instrument;
use crate::power::GroundShown;
use crate::{Fact, Lawbook, Question};
use model::{Kind, Offence};
use std::collections::BTreeSet;

/// Applies every effect between the two.
pub(super) fn apply<'a>(book: &'a Lawbook, question: &'a Question, positions: &mut Positions<'a>, power: &mut Power) {
    let as_charged = book.offence(&question.offence).is_some_and(|offence| offence.as_charged);
    let about = |effect: &&Effect| concerns(effect, question.kind, &question.offence, as_charged, &question.confirmed);
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
        for effect in here {
            one(instrument, effect, power);
        }
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

/// Whether an effect of `by` reaches what serves under the instrument of this id.
fn reaches(by: &Instrument, effect: &Effect, id: &str) -> bool {
    id != by.id.as_str() && (effect.on.is_empty() || effect.on.iter().any(|on| on.as_str() == id))
}

/// Which of what serves, given by the ids of instruments, goes because `by` replaces it. None, if nothing would be left.
pub(crate) fn taken(by: &Instrument, effect: &Effect, serving: &[&str]) -> Vec<bool> {
    let gone: Vec<bool> = serving.iter().map(|id| reaches(by, effect, id)).collect();
    if gone.iter().all(|gone| *gone) { vec![false; serving.len()] } else { gone }
}

fn one(instrument: &Instrument, effect: &Effect, power: &mut Power) {
    if effect.does == Does::Replaces {
        return replace(instrument, effect, power);
    }
    for basis in power.bases.iter_mut().filter(|basis| reaches(instrument, effect, &basis.instrument)) {
        if let Some(id) = &effect.ground {
            exclude(instrument, effect, id, basis);
        }
        basis.additions.push(Addition {
            does: effect.does,
            instrument: instrument.id.to_string(),
            article: effect.article.clone(),
            says: effect.says.clone(),
            verification: effect.verification,
        });
    }
}

fn exclude(instrument: &Instrument, effect: &Effect, id: &str, basis: &mut Basis) {
    let excluded = GroundShown {
        id: id.to_owned(),
        force: Force::Excluded,
        article: effect.article.clone(),
        says: effect.says.clone(),
        by: Some(instrument.id.to_string()),
        verification: effect.verification,
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
            verification: effect.verification,
        });
    }
}
