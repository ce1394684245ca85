//! A decision with its reasons: never a bare bool.

use crate::Check;
use crate::time::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Where a rule stands: `UN-ICSFT-1999 art. 18(3)`, `policy release.four-eyes`, `Dir. (EU) 2016/680 art. 38(1)(d)`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Citation(pub String);

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Citation {
    fn from(text: &str) -> Citation {
        Citation(text.to_owned())
    }
}

/// Whether a rule or a row was checked against its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verification {
    /// Read in the source that the row names.
    Sourced,
    /// General knowledge, not checked against the text. Every output that rests on it says so.
    Unverified,
}

/// How far an answer can be relied on. The weakest row that it rests on decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "certainty", content = "since")]
pub enum Certainty {
    /// Every row that decides names its source.
    Sourced,
    /// At least one row or rule that decides was not checked against its text.
    Unverified,
    /// The data end on this date; what happened later is not known.
    UnknownSince(Date),
}

impl fmt::Display for Certainty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Certainty::Sourced => f.write_str("sourced"),
            Certainty::Unverified => f.write_str("unverified"),
            Certainty::UnknownSince(date) => write!(f, "unknown-since {date}"),
        }
    }
}

/// Does a law or an arrangement cover this? `Gap` whenever a human would have to assume anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Covered {
    /// A basis in force covers it.
    Covered,
    /// None does, or the data do not reach.
    Gap,
}

/// Which version of the rules decided, so that a finding can be recomputed: `lawbook 2026.11.23 sha256:…`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RulesetVersion(pub String);

/// One reason of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The id of the check or rule.
    pub check: String,
    /// Where it stands.
    pub cites: Vec<Citation>,
    /// In one sentence, without personal data.
    pub because: String,
}

impl Reason {
    /// A reason that rests on a numbered check.
    pub fn of(check: &Check, cites: Vec<Citation>, because: impl Into<String>) -> Reason {
        Reason { check: check.id.to_owned(), cites, because: because.into() }
    }
}

/// What was decided, on which reasons, by which version of the rules, for which date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding<D> {
    /// The decision.
    pub decision: D,
    /// Why.
    pub reasons: Vec<Reason>,
    /// By which rules.
    pub rules: RulesetVersion,
    /// For which date.
    pub on: Date,
}
