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
use crate::{Lawbook, Question};

/// Applies every effect between the two.
pub(super) fn apply<'a>(book: &'a Lawbook, question: &'a Question, positions: &mut Positions<'a>, power: &mut Power) {
    let as_charged = book.offence(&question.offence).is_some_and(|offence| offence.as_charged);
    for instrument in book.instruments().filter(|instrument| !instrument.effects.is_empty()) {
        let here: Vec<&Effect> =
            instrument.effects.iter().filter(|effect| concerns(effect, question, as_charged)).collect();
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
pub(crate) fn concerns(effect: &Effect, question: &Question, as_charged: bool) -> bool {
    effect.kinds.contains(&question.kind)
        && effect.offences.as_ref().is_none_or(|set| set.contains(&question.offence, as_charged))
        && effect.needs.is_subset(&question.confirmed)
}

/// Whether an effect of `by` reaches a basis under `instrument`.
fn reaches(by: &Instrument, effect: &Effect, basis: &Basis) -> bool {
    basis.adopted.is_some()
        && basis.instrument != by.id.as_str()
        && (effect.on.is_empty() || effect.on.iter().any(|id| id.as_str() == basis.instrument))
}

fn one(instrument: &Instrument, effect: &Effect, power: &mut Power) {
    if effect.does == Does::Replaces {
        return replace(instrument, effect, power);
    }
    for basis in power.bases.iter_mut().filter(|basis| reaches(instrument, effect, basis)) {
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
    if power.bases.iter().all(|basis| reaches(instrument, effect, basis)) {
        return;
    }
    let (gone, stay): (Vec<Basis>, Vec<Basis>) =
        power.bases.drain(..).partition(|basis| reaches(instrument, effect, basis));
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
