//! A competent authority's marker on a person, in its own compartment.

use crate::State;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What the marker says. `Debug` does not say it.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MarkerKind {
    /// Recognised refugee or holder of another protected status.
    ProtectedStatus,
    /// An application for it is pending.
    ProtectionApplication,
}

/// Protected status or an application for it. Its very existence is never told to the State fled from.
/// `Debug` says that there is one, and nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marker {
    /// What it says.
    pub kind: MarkerKind,
    /// The State fled from.
    pub from: State,
    /// The authority that set it, in words.
    pub set_by: String,
}

impl fmt::Debug for MarkerKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MarkerKind(<withheld>)")
    }
}

impl fmt::Debug for Marker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Marker(<withheld>)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_tells_no_status_no_state_and_no_authority() {
        let marker = Marker {
            kind: MarkerKind::ProtectionApplication,
            from: State::parse("XXA").unwrap(),
            set_by: "Canary Agency".to_owned(),
        };
        let printed = format!("{marker:?} {:?} {:#?}", marker.kind, Some(&marker));
        for word in ["XXA", "Canary", "Protection", "Status"] {
            assert!(!printed.contains(word), "{printed}");
        }
    }
}
