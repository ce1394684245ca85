//! Refusal grounds that an instrument knows, each with its force: a `[[ground]]` of `instruments/<ID>.toml`. What facts
//! trigger one is not here; neither is what another instrument does to it ([`Effect`](super::effect::Effect)).

use model::{Kind, Verification};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The stable name of a ground, the same in every instrument: `political-offence`, `ne-bis-in-idem`, `nationals`.
pub type GroundId = String;

/// How far a ground binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Force {
    /// The requested side must refuse.
    Mandatory,
    /// It may refuse.
    Optional,
    /// It may make execution depend on an assurance or condition.
    Conditional,
    /// It may not refuse on this ground: the instrument takes it away.
    Excluded,
}

impl Force {
    /// Whether it lets, or makes, the requested side refuse.
    pub fn refuses(self) -> bool {
        matches!(self, Force::Mandatory | Force::Optional)
    }

    /// The word used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Force::Mandatory => "mandatory",
            Force::Optional => "optional",
            Force::Conditional => "conditional",
            Force::Excluded => "excluded",
        }
    }
}

/// A refusal ground of an instrument.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    /// Its stable name.
    pub id: GroundId,
    /// For which kinds of cooperation under this instrument.
    pub kinds: BTreeSet<Kind>,
    /// How far it binds.
    pub force: Force,
    /// Which article.
    pub article: String,
    /// In our words.
    pub says: String,
    /// Whether the article was read.
    pub verification: Verification,
}
