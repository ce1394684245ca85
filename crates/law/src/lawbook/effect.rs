//! What one instrument does to others between States that both bind: it replaces them, supplements them, or takes a
//! refusal ground away. An `[[effect]]` of `instruments/<ID>.toml`. Not what it serves by itself.

use super::article::OffenceSet;
use super::ground::GroundId;
use crate::question::Fact;
use model::{InstrumentId, Kind, Verification};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Does {
    /// The other no longer serves between these two for these kinds, where this one does.
    Replaces,
    /// The other serves, with what this one adds.
    Supplements,
    /// The other serves, and a refusal ground of it may not be invoked for these offences.
    ExcludesGround,
}

impl Does {
    /// In words, before the name of what it is done to.
    pub fn sentence(self) -> &'static str {
        match self {
            Does::Replaces => "replaces",
            Does::Supplements => "supplements",
            Does::ExcludesGround => "takes a refusal ground away from",
        }
    }
}

/// An effect on other instruments.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effect {
    /// What is done.
    pub does: Does,
    /// To which instruments; empty means to every treaty between the two.
    #[serde(default)]
    pub on: BTreeSet<InstrumentId>,
    /// For which kinds of cooperation.
    pub kinds: BTreeSet<Kind>,
    /// For which offences; absent means for all that the other serves.
    #[serde(default)]
    pub offences: Option<OffenceSet>,
    /// Facts that a person must have confirmed before it applies.
    #[serde(default)]
    pub needs: BTreeSet<Fact>,
    /// Which ground is taken away.
    #[serde(default)]
    pub ground: Option<GroundId>,
    /// Where it stands.
    pub article: String,
    /// In our words.
    pub says: String,
    /// Whether the article was read.
    pub verification: Verification,
}
