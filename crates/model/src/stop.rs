//! The three words for "no", never mixed.

use crate::{Check, Citation};
use serde::Serialize;
use std::fmt;

/// Law or policy says no: an answer, with its citation and what an officer can do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// The check that decided.
    pub check: &'static Check,
    /// Articles or policies that it rests on.
    pub cites: Vec<Citation>,
    /// Why, in one sentence, without personal data.
    pub because: String,
    /// What would lead on: whom to ask, what to establish. Empty only when nothing would.
    pub remedy: String,
}

/// The peer broke the protocol. Carries ids and codes only, and goes back to the peer as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The check that failed.
    pub check: &'static Check,
    /// Where, in the terms of the specification: a field, a length, an id.
    pub place: String,
}

/// We could not: disk, lock, key. Details for the log of this node, never for a peer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// What was being attempted.
    pub doing: String,
    /// What went wrong, without personal data.
    pub because: String,
}

impl Failure {
    /// A failure while `doing`, because of `because`.
    pub fn new(doing: impl Into<String>, because: impl fmt::Display) -> Failure {
        Failure { doing: doing.into(), because: because.to_string() }
    }
}

/// Why a step did not happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "stop", rename_all = "kebab-case")]
pub enum Stop {
    /// Law or policy says no.
    #[error("refused: {0}")]
    Refusal(Refusal),
    /// The peer broke the protocol.
    #[error("fault: {0}")]
    Fault(Fault),
    /// We could not.
    #[error("failure: {0}")]
    Failure(Failure),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.check.id, self.because)?;
        for cite in &self.cites {
            write!(f, " [{cite}]")?;
        }
        if !self.remedy.is_empty() {
            write!(f, "; {}", self.remedy)?;
        }
        Ok(())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} failed at {}: {}", self.check.id, self.place, self.check.sentence)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.doing, self.because)
    }
}

impl std::error::Error for Refusal {}
impl std::error::Error for Fault {}
impl std::error::Error for Failure {}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Stop {
        Stop::Refusal(refusal)
    }
}
impl From<Fault> for Stop {
    fn from(fault: Fault) -> Stop {
        Stop::Fault(fault)
    }
}
impl From<Failure> for Stop {
    fn from(failure: Failure) -> Stop {
        Stop::Failure(failure)
    }
}
