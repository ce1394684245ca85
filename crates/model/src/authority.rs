//! A body with a competence, which runs a node.

use crate::{AuthorityId, State};
use serde::{Deserialize, Serialize};

/// What kind of body an authority is. The law asks it: a relay needs no basis, a regional body has its own instruments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Body {
    /// Police, a national central bureau, a single point of contact.
    Police,
    /// A prosecutor or investigating judge.
    Prosecutor,
    /// A financial intelligence unit.
    Fiu,
    /// The body empowered to receive and transmit legal-assistance requests.
    CentralAuthority,
    /// A regional body such as Europol or SCO RATS.
    RegionalBody,
    /// Passes on what it cannot read.
    Relay,
}

/// An authority as its partners know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authority {
    /// The short name, also of its node.
    pub id: AuthorityId,
    /// The name in full, in English.
    pub name: String,
    /// Whose authority it is.
    pub state: State,
    /// What kind of body.
    pub body: Body,
    /// Its time zone by IANA name, for clocks that officers read: `Europe/Helsinki`.
    pub zone: String,
}
