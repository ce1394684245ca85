//! The gap, precisely: what comes nearest, what is unknown since when, what an officer would have to establish.

use super::record::{Candidate, Missing, Obstacle, Power};
use crate::{Lawbook, Question};
use model::time::Date;
use model::{Certainty, State, Verification};
use serde::{Deserialize, Serialize};

/// How many candidates a gap names.
const NEAREST: usize = 4;

/// How many accessions a gap names.
const ACCESSIONS: usize = 6;

/// Who would have to join what, and the article would serve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accession {
    /// The instrument's id.
    pub instrument: String,
    /// What it is called.
    pub title: String,
    /// Which article would serve.
    pub article: String,
    /// Who would have to join: one of the two, or both.
    pub states: Vec<State>,
    /// In one sentence, with what must be confirmed besides.
    pub sentence: String,
}

/// What is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// In one sentence.
    pub sentence: String,
    /// What comes nearest, at most four, nearest first.
    pub nearest: Vec<Candidate>,
    /// The first day from which something that matters is unknown.
    pub unknown_since: Option<Date>,
    /// What an officer would have to establish or conclude.
    pub establish: Vec<String>,
    /// Who would have to join what, fewest first, at most six.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accessions: Vec<Accession>,
    /// Bilateral treaties of the register between both, whose articles it does not hold.
    pub look_up: Vec<String>,
}

/// Describes why nothing serves.
pub(super) fn describe(book: &Lawbook, question: &Question, power: &Power) -> Gap {
    let (from, to) = (question.from.state, question.to.state);
    let real = !super::invented(book, from) && !super::invented(book, to);
    let near = |candidate: &&Candidate| real && (candidate.within_reach() || candidate.sides_bound > 0);
    let nearest: Vec<Candidate> = power.candidates.iter().filter(near).take(NEAREST).cloned().collect();
    let mut establish = Vec::new();
    for candidate in nearest.iter().filter(|candidate| candidate.within_reach()) {
        for missing in &candidate.missing {
            let what = format!("{} art. {}: {}", candidate.instrument, candidate.article, missing.because);
            if !establish.contains(&what) {
                establish.push(what);
            }
        }
    }
    let look_up: Vec<String> = power.bilateral.iter().map(|treaty| treaty.title.clone()).collect();
    if !look_up.is_empty() {
        establish.push("whether a listed bilateral treaty covers this: its articles are not in the lawbook".to_owned());
    }
    establish.push(last_resort(book, question));
    let accessions = if real { accessions(power) } else { Vec::new() };
    let sentence = sentence(question, power, &nearest);
    Gap { sentence, unknown_since: unknown(power), nearest, establish, accessions, look_up }
}

/// What joining would bring: candidates that lack nothing but parties, and facts that a person confirms.
fn accessions(power: &Power) -> Vec<Accession> {
    let mut found: Vec<Accession> = Vec::new();
    for candidate in &power.candidates {
        let confirmable = |missing: &Missing| matches!(missing.obstacle, Obstacle::NeedsFact { .. });
        let states: Vec<State> =
            candidate.missing.iter().filter(|missing| missing.join).filter_map(|missing| missing.state).collect();
        let only = candidate.missing.iter().all(|missing| missing.join || confirmable(missing));
        if states.is_empty() || !only || found.iter().any(|other| other.instrument == candidate.instrument) {
            continue;
        }
        let names: Vec<&str> = states.iter().map(State::as_str).collect();
        let mut sentence = format!("{} would have to join {}", names.join(" and "), candidate.title);
        let known = candidate.missing.iter().filter(|missing| missing.join || confirmable(missing));
        for missing in known {
            sentence.push_str("; ");
            sentence.push_str(&missing.because);
        }
        found.push(Accession {
            instrument: candidate.instrument.clone(),
            title: candidate.title.clone(),
            article: candidate.article.clone(),
            states,
            sentence,
        });
    }
    found.sort_by_key(|accession| accession.states.len());
    found.truncate(ACCESSIONS);
    found
}

fn sentence(question: &Question, power: &Power, nearest: &[Candidate]) -> String {
    let (from, to, on) = (question.from.state, question.to.state, question.on);
    let what = format!(
        "no basis in this lawbook covers {} on {} from {from} to {to} on {on}",
        question.kind, question.offence
    );
    match (nearest.first(), unknown(power)) {
        (Some(first), Some(day)) => format!("{what}; {} comes nearest; unknown since {day}", first.instrument),
        (Some(first), None) => format!("{what}; {} comes nearest", first.instrument),
        _ => what,
    }
}

fn last_resort(book: &Lawbook, question: &Question) -> String {
    let invented = [question.from.state, question.to.state].into_iter().find(|state| super::invented(book, *state));
    match invented {
        Some(state) => {
            format!("an arrangement with an authority of {} (invented), registered and marked so", book.name(state))
        }
        None => {
            "an arrangement between the two authorities, or declared reciprocity, in force and registered".to_owned()
        }
    }
}

/// The day on which the data end for the nearest candidate that lacks nothing but knowledge.
fn unknown(power: &Power) -> Option<Date> {
    power.candidates.iter().find_map(|candidate| {
        let days = candidate.missing.iter().map(|missing| match missing.obstacle {
            Obstacle::UnknownSince { since } => Some(since),
            _ => None,
        });
        days.collect::<Option<Vec<Date>>>()?.into_iter().min()
    })
}

/// A gap is as certain as, for each article that might serve, the firmest reason why it does not.
pub(super) fn certainty(power: &Power) -> Certainty {
    if let Some(since) = unknown(power) {
        return Certainty::UnknownSince(since);
    }
    let firm = |candidate: &Candidate| {
        candidate
            .missing
            .iter()
            .any(|missing| matches!(missing.obstacle, Obstacle::Definite { verification: Verification::Sourced }))
    };
    if power.candidates.iter().all(firm) { Certainty::Sourced } else { Certainty::Unverified }
}
