//! What the engine answers with: grounds by instrument, gates, what follows a refusal, what is to be established.

use super::decision::Decided;
use super::duty::Following;
use crate::lawbook::ground::{Force, GroundId};
use crate::lawbook::trigger::{About, FactId};
use model::{Citation, Verification};
use serde::Serialize;

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Grounds {
    /// Grounds under each instrument that serves, or under the one that was named.
    pub sets: Vec<GroundSet>,
    /// Questions that are never weighed.
    pub gates: Vec<GateAnswer>,
    /// What follows a refusal.
    pub following: Following,
    /// Facts that somebody has to establish.
    pub establish: Vec<Asked>,
    /// What to keep in mind.
    pub cautions: Vec<String>,
}

impl Grounds {
    /// Whether a person decided that a gate bars, or a mandatory ground stands under each instrument that serves.
    pub fn barred(&self) -> bool {
        if self.gates.iter().any(|gate| gate.decided == Decided::Bars) {
            return true;
        }
        !self.sets.is_empty() && self.sets.iter().all(|set| set.conclusion == Conclusion::Mandatory)
    }
}

/// The grounds of one instrument or model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroundSet {
    /// Its id.
    pub instrument: String,
    /// What it is called.
    pub title: String,
    /// The article that serves; empty where the instrument was named and nothing was asked between the two.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub article: String,
    /// True if it serves between the two on that day; false if it was only named, or is a model.
    pub serves: bool,
    /// The heaviest ground that stands.
    pub conclusion: Conclusion,
    /// Every ground, the heaviest first.
    pub grounds: Vec<GroundAnswer>,
    /// Instruments that would add or take away grounds here, of which nobody knows whether they bind both.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub look_up: Vec<String>,
    /// The weakest of them and of the basis.
    pub verification: Verification,
}

/// What stands under an instrument. The heavier comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Conclusion {
    /// A mandatory ground.
    Mandatory,
    /// An optional ground.
    Optional,
    /// A condition or assurance may be asked for.
    Conditional,
    /// A ground is open: facts are to be established.
    Open,
    /// None stands.
    NoGround,
}

impl Conclusion {
    /// The words used in output.
    pub fn as_str(self) -> &'static str {
        match self {
            Conclusion::Mandatory => "a mandatory ground stands",
            Conclusion::Optional => "an optional ground stands",
            Conclusion::Conditional => "a condition may be asked for",
            Conclusion::Open => "open: facts are to be established",
            Conclusion::NoGround => "no ground stands",
        }
    }
}

/// Whether a ground stands. The heavier comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The facts trigger it.
    Applies,
    /// Facts are to be established.
    Open,
    /// The instrument, or another in force between the two, takes it away.
    Excluded,
    /// The facts do not trigger it.
    NotApplicable,
}

impl Outcome {
    /// The word used in output.
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Applies => "applies",
            Outcome::Open => "open",
            Outcome::Excluded => "excluded",
            Outcome::NotApplicable => "not applicable",
        }
    }
}

/// One ground.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroundAnswer {
    /// Its stable name; `threshold` for the penalty from which on the instrument serves at all.
    pub id: GroundId,
    /// How far it binds.
    pub force: Force,
    /// Whether it stands.
    pub outcome: Outcome,
    /// Which article.
    pub article: String,
    /// The other instrument whose article it is, where that one changed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// In our words.
    pub says: String,
    /// Why, in one sentence.
    pub because: String,
    /// The facts that decide it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<FactShown>,
    /// The facts that are open.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub establish: Vec<FactId>,
    /// What the requested State said on it under the instrument.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<String>,
    /// What is to be done before refusing on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// Whether the article was read.
    pub verification: Verification,
}

/// Who told us a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "told", rename_all = "kebab-case")]
pub enum Told {
    /// It was given.
    Given,
    /// It follows.
    Found {
        /// From what.
        because: String,
    },
}

/// A fact that decided something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactShown {
    /// Its id.
    pub id: FactId,
    /// Whether it is so.
    pub holds: bool,
    /// In words, when it is so.
    pub says: String,
    /// Where we have it from.
    #[serde(flatten)]
    pub told: Told,
}

/// A fact that somebody has to establish.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// Its id.
    pub id: FactId,
    /// What it is about.
    pub about: About,
    /// In words, when it is so.
    pub says: String,
}

/// Whether a gate is raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum GateState {
    /// Facts raise it.
    Raised,
    /// Facts are to be established.
    Open,
    /// The facts do not raise it.
    NotRaised,
}

impl GateState {
    /// The word used in output.
    pub fn as_str(self) -> &'static str {
        match self {
            GateState::Raised => "raised",
            GateState::Open => "open",
            GateState::NotRaised => "not raised",
        }
    }
}

/// A gate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GateAnswer {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Whether it is raised.
    pub state: GateState,
    /// The question that persons answer.
    pub asks: String,
    /// How many.
    pub persons: u8,
    /// What to do.
    pub then: String,
    /// Where it comes from.
    pub cites: Vec<Citation>,
    /// The facts that raise it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<FactShown>,
    /// The facts that are open.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub establish: Vec<FactId>,
    /// What persons decided on it.
    pub decided: Decided,
    /// Whether its sources were read.
    pub verification: Verification,
}
