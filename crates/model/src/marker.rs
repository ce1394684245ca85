//! A competent authority's marker on a person, in its own compartment.

use crate::State;
use serde::{Deserialize, Serialize};

/// What the marker says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MarkerKind {
    /// Recognised refugee or holder of another protected status.
    ProtectedStatus,
    /// An application for it is pending.
    ProtectionApplication,
}

/// Protected status or an application for it. Its very existence is never told to the State fled from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marker {
    /// What it says.
    pub kind: MarkerKind,
    /// The State fled from.
    pub from: State,
    /// The authority that set it, in words.
    pub set_by: String,
}
