//! What persons decided on a gate: as many as it asks for, different ones, with reasons. Nothing else closes it.

use super::answer::GateState;
use model::{OfficerId, Personal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How persons answer a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answered {
    /// It does not stand in the way.
    Passes,
    /// It does.
    Bars,
}

/// A decision on a gate, as it is recorded. The reasons may be about the person concerned: they are
/// not printed and not handed back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GateDecision {
    /// Which gate.
    pub gate: String,
    /// How it was answered.
    pub answer: Answered,
    /// Who decided.
    pub by: BTreeSet<OfficerId>,
    /// Why.
    #[serde(skip_serializing)]
    pub reasons: Personal<String>,
}

/// Where a gate stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decided {
    /// Persons said that it bars.
    Bars,
    /// Nobody has decided, too few have, they differ, or no reasons were given: nothing may be handed over.
    Waits,
    /// As many persons as it asks for said, with reasons, that it passes.
    Passes,
    /// The facts do not raise it.
    NotRaised,
}

impl Decided {
    /// The words used in output.
    pub fn as_str(self) -> &'static str {
        match self {
            Decided::Bars => "bars",
            Decided::Waits => "waits for a decision",
            Decided::Passes => "passed by persons",
            Decided::NotRaised => "not raised",
        }
    }
}

/// Where a gate stands after these decisions. One bar suffices; to pass takes as many different persons as the gate asks for.
pub(super) fn decided(gate: &str, state: GateState, persons: u8, decisions: &[GateDecision]) -> Decided {
    let of_gate: Vec<&GateDecision> = decisions.iter().filter(|decision| decision.gate == gate).collect();
    if of_gate.iter().any(|decision| decision.answer == Answered::Bars) {
        return Decided::Bars;
    }
    if state == GateState::NotRaised {
        return Decided::NotRaised;
    }
    let reasoned = of_gate.iter().filter(|decision| !decision.reasons.expose().trim().is_empty());
    let by: BTreeSet<&OfficerId> = reasoned.flat_map(|decision| &decision.by).collect();
    if by.len() >= usize::from(persons.max(1)) { Decided::Passes } else { Decided::Waits }
}
