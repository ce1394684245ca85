//! Which States lack a basis for which kind with whom, for one offence, purpose and day. A pair counts as lacking if it is not
//! covered in one of its two directions.

use crate::survey::{Reach, Scope, Survey};
use crate::{Fact, Lawbook};
use model::time::Date;
use model::{Certainty, Kind, Offence, Purpose, RulesetVersion, State};
use serde::Serialize;
use std::collections::BTreeSet;

/// One State and one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StateGaps {
    /// Which State.
    pub state: State,
    /// With how many it is covered.
    pub covered: usize,
    /// With whom it is not, by our data.
    pub lacks: Vec<State>,
    /// With whom it is not, and the lists end before the day: somebody may have joined since.
    pub unknown: Vec<State>,
    /// With whom an officer could make something serve by confirming a fact or establishing a position; they stand in one of
    /// the two lists as well.
    pub within_reach: Vec<State>,
}

impl StateGaps {
    /// With how many it is not covered.
    pub fn missing(&self) -> usize {
        self.lacks.len().saturating_add(self.unknown.len())
    }
}

/// One kind over all States.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KindGaps {
    /// Which kind.
    pub kind: Kind,
    /// Unordered pairs of States.
    pub pairs: usize,
    /// How many are covered.
    pub covered: usize,
    /// How many are not, and may be by now: the lists end before the day.
    pub unknown: usize,
    /// Each State, by code.
    pub states: Vec<StateGaps>,
}

/// Which States lack a basis, for which kind, with whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Harmony {
    /// For which offence.
    pub offence: Offence,
    /// For which purpose.
    pub purpose: Purpose,
    /// On which day.
    pub on: Date,
    /// Facts supposed to be confirmed.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub confirmed: BTreeSet<Fact>,
    /// Each kind.
    pub kinds: Vec<KindGaps>,
    /// By which rules.
    pub rules: RulesetVersion,
}

/// Looks at every pair of these States, or of all where none is named, for these kinds. `of` names the States to be listed;
/// empty means each.
pub fn harmony(book: &Lawbook, scope: &Scope, among: &[State], of: &[State], kinds: &[Kind]) -> Harmony {
    let survey = Survey::of(book, scope, among);
    let kinds = kinds.iter().map(|kind| of_kind(&survey, of, *kind)).collect();
    Harmony {
        offence: scope.offence.clone(),
        purpose: scope.purpose,
        on: scope.on,
        confirmed: scope.confirmed.clone(),
        kinds,
        rules: book.version().clone(),
    }
}

/// The answer about one unordered pair: the weaker of its two directions.
enum Between {
    Covered,
    Lacks { unknown: bool, within_reach: bool },
}

fn between(survey: &Survey<'_>, a: usize, b: usize, kind: Kind) -> Option<Between> {
    let (there, back) = (survey.at(a, b, kind)?, survey.at(b, a, kind)?);
    let gap = [there, back].into_iter().find(|reach| !reach.covered());
    Some(match gap {
        Some(Reach::Gap { certainty, within_reach }) => {
            Between::Lacks { unknown: matches!(certainty, Certainty::UnknownSince(_)), within_reach }
        }
        _ => Between::Covered,
    })
}

fn of_kind(survey: &Survey<'_>, of: &[State], kind: Kind) -> KindGaps {
    let states = survey.states();
    let wanted = |state: State| of.is_empty() || of.contains(&state);
    let empty = |state: &State| StateGaps {
        state: *state,
        covered: 0,
        lacks: Vec::new(),
        unknown: Vec::new(),
        within_reach: Vec::new(),
    };
    let mut found: Vec<StateGaps> = states.iter().map(empty).collect();
    let (mut pairs, mut covered, mut open) = (0_usize, 0_usize, 0_usize);
    for a in 0..states.len() {
        for b in a.saturating_add(1)..states.len() {
            let Some(between) = between(survey, a, b, kind) else { continue };
            pairs = pairs.saturating_add(1);
            match between {
                Between::Covered => covered = covered.saturating_add(1),
                Between::Lacks { unknown, .. } => open = open.saturating_add(usize::from(unknown)),
            }
            for (one, other) in [(a, b), (b, a)] {
                note(&mut found[one], states[other], &between);
            }
        }
    }
    found.retain(|gaps| wanted(gaps.state));
    KindGaps { kind, pairs, covered, unknown: open, states: found }
}

fn note(gaps: &mut StateGaps, partner: State, between: &Between) {
    match between {
        Between::Covered => gaps.covered = gaps.covered.saturating_add(1),
        Between::Lacks { unknown, within_reach } => {
            if *unknown {
                gaps.unknown.push(partner)
            } else {
                gaps.lacks.push(partner)
            }
            if *within_reach {
                gaps.within_reach.push(partner);
            }
        }
    }
}
