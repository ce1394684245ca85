//! Bars: human-rights obstacles, the third of the three questions. A person answers each with reasons; the software
//! never answers one and never lets one be skipped.

use crate::{OfficerId, Personal, time::Instant};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A bar by its id in the lawbook: `death-penalty`, `protected-status`.
pub type BarId = String;

/// What a person found. `Debug` does not say it: it speaks of somebody's status, and a condition is an officer's own words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum BarOutcome {
    /// The obstacle does not stand.
    Clear,
    /// It would stand without this condition of use, which travels with the item.
    Condition {
        /// The condition, in words the receiver is bound by.
        condition: String,
    },
    /// It stands: nothing is provided.
    Barred,
}

impl fmt::Debug for BarOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BarOutcome(<withheld>)")
    }
}

/// One answer of a person, with reasons. Some bars take two persons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BarAnswer {
    /// Which question.
    pub bar: BarId,
    /// What was found.
    #[serde(flatten)]
    pub outcome: BarOutcome,
    /// On which facts.
    pub reasons: Personal<String>,
    /// Who answered.
    pub by: OfficerId,
    /// Who confirmed, where two persons are required.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<OfficerId>,
    /// When.
    pub at: Instant,
}
