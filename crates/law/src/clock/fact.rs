//! What happens to a running clock, as stored facts. What they do to it: [`replay`](super::replay()).

use super::Period;
use model::Citation;
use model::time::Instant;
use serde::{Deserialize, Serialize};

/// What happened to a running clock, as a stored fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockEvent {
    /// When.
    pub at: Instant,
    /// What.
    pub what: ClockFact,
    /// The end that followed from it when it was recorded. It prevails: a later change of a zone or of a calendar does not
    /// move what was told to the parties. Absent where the fact moves nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Instant>,
}

impl ClockEvent {
    /// A fact that moves no end.
    pub fn new(at: Instant, what: ClockFact) -> ClockEvent {
        ClockEvent { at, what, due: None }
    }
}

/// What can happen to a clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum ClockFact {
    /// A judicial authorisation is awaited; the requester is told. The clock stands still.
    AwaitingAuthorisation,
    /// Postponed, suspended or interrupted on another ground, cited.
    Suspended {
        /// Where the ground stands.
        cite: Citation,
    },
    /// It runs again.
    Resumed,
    /// Extended once, with a reason, where the act permits it.
    Extended {
        /// By how long.
        by: Period,
        /// Why, without personal data.
        reason: String,
    },
    /// The whole period begins anew (a clarification arrived).
    Restarted,
    /// What prolongs it without end was confirmed (a production order follows a preservation order).
    Confirmed,
    /// What was asked for was given, or refused with reasons.
    Met,
}
