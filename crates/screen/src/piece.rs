//! One piece of evidence: what was compared, both values, the rule, the weight.

use crate::{LogOdds, Rule};
use model::Personal;
use serde::{Deserialize, Serialize};

/// What was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// Part of a name.
    Name,
    /// Person, organisation, vessel ...
    Kind,
    /// Birth date.
    Birth,
    /// Nationality, or State of establishment.
    State,
    /// Sex.
    Sex,
    /// Place of birth.
    Place,
    /// Address.
    Address,
    /// Document, telephone, account.
    Identifier,
}

/// Whether a piece speaks for the candidate, against it, or could not be compared. Absence is not contradiction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// For: both sides say it and agree.
    For,
    /// Against: both sides say it and do not agree.
    Against,
    /// One side or both do not say. A missing part of a name is of this kind, and may weigh a little.
    Absent,
}

/// One piece of evidence. `Debug` shows the rule and the weight, never the values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What was compared.
    pub what: What,
    /// The value of the queried subject, as written; empty if it does not say.
    pub query: Personal<String>,
    /// The value of the entry, as written; empty if it does not say.
    pub entry: Personal<String>,
    /// Why it weighs what it weighs.
    pub rule: Rule,
    /// How much it weighs.
    pub weight: LogOdds,
    /// For, against, or absent.
    pub direction: Direction,
}
