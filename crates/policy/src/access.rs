//! The decision: what the policies say of an [`Ask`](crate::Ask).

use serde::{Deserialize, Serialize};
use std::fmt;

/// What the policies say. Only `Permitted` permits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Access {
    /// At least one policy permits it and none forbids it.
    Permitted,
    /// At least one policy forbids it.
    Forbidden,
    /// No policy speaks of it: what is not permitted is refused.
    NotPermitted,
    /// A policy could not be evaluated, so nothing is permitted, whatever the others say.
    NotEvaluated,
}

/// What the node must do in the same transaction as a permitted action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Obligation {
    /// Tell the originator at once.
    TellOriginator,
    /// Put it into the overseer's queue.
    TellOverseer,
    /// Tell the administrator.
    TellAdministrator,
}

impl Obligation {
    /// Every obligation that the node can carry out.
    pub const ALL: &[Obligation] =
        &[Obligation::TellOriginator, Obligation::TellOverseer, Obligation::TellAdministrator];

    /// The word used in the annotation `@obligation`.
    pub fn as_str(self) -> &'static str {
        match self {
            Obligation::TellOriginator => "tell-originator",
            Obligation::TellOverseer => "tell-overseer",
            Obligation::TellAdministrator => "tell-administrator",
        }
    }

    /// Reads the word; `None` for one that the node cannot carry out.
    pub fn parse(word: &str) -> Option<Obligation> {
        Obligation::ALL.iter().copied().find(|obligation| obligation.as_str() == word)
    }
}

impl fmt::Display for Obligation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
