//! Kinds of cooperation, how urgent, and what category of data.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What is being done between authorities. The law is asked about a kind; an arrangement covers kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Kind {
    /// A police information request, its answer, or information on one's own initiative.
    Information,
}

impl Kind {
    /// Every kind, in order.
    pub const ALL: &[Kind] = &[Kind::Information];

    /// The word used in data and commands.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Information => "information",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.as_str() == text)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How urgent a request is, in the terms of Dir. (EU) 2023/977 art. 5; elsewhere a wish, without statutory effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    /// Urgent, and the data are directly accessible to the single point of contact.
    UrgentDirect,
    /// Urgent, and the data are held by others.
    UrgentIndirect,
    /// All other requests.
    Ordinary,
}

/// What sort of data would go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DataCategory {
    /// No data about a person: the neutral answer, a refusal.
    None,
    /// Personal data of the ordinary kind.
    Personal,
    /// Special categories: health, biometrics, beliefs (LED art. 10).
    Special,
}
