//! What the receiver may do with what we send. Not access control inside this node (see `policy`).

use crate::Personal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// Handling codes, in their neutral meaning; an arrangement says which ones it adopts. H1 is about use in court, H2
/// about passing on, H0 about purpose: they combine freely, and classification is another axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum HandlingCode {
    /// Bound to the purpose: only for preventing and combating crime under the applicable law.
    H0,
    /// Not to be disclosed in judicial proceedings without the provider's permission.
    H1,
    /// Not to be passed on without the provider's permission.
    H2,
    /// Other restrictions, in words that a human must read.
    H3,
}

impl HandlingCode {
    /// Every code, in order.
    pub const ALL: &[HandlingCode] = &[HandlingCode::H0, HandlingCode::H1, HandlingCode::H2, HandlingCode::H3];

    /// `H0` to `H3`.
    pub fn as_str(self) -> &'static str {
        match self {
            HandlingCode::H0 => "H0",
            HandlingCode::H1 => "H1",
            HandlingCode::H2 => "H2",
            HandlingCode::H3 => "H3",
        }
    }

    /// What it asks of the receiver, in a few words.
    pub fn words(self) -> &'static str {
        match self {
            HandlingCode::H0 => "only for preventing and combating crime",
            HandlingCode::H1 => "not in court without the provider's permission",
            HandlingCode::H2 => "not passed on without the provider's permission",
            HandlingCode::H3 => "other restrictions, in words",
        }
    }
}

impl fmt::Display for HandlingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The handling of one item: its codes, H3's words, and the conditions of use that a bar brought. `Debug` shows the codes
/// and how many conditions there are: their words are an officer's.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Handling {
    /// The codes. Never empty on an item that leaves; see check OUT-3.1.
    pub codes: BTreeSet<HandlingCode>,
    /// The words of H3; present exactly when H3 is among the codes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restriction: Option<Personal<String>>,
    /// Conditions of use, such as "not in proceedings that may end in the death penalty".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<String>,
}

impl fmt::Debug for Handling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Handling");
        shown.field("codes", &self.codes).field("restriction", &self.restriction);
        shown.field("conditions", &self.conditions.len()).finish()
    }
}

impl Handling {
    /// Handling with these codes and nothing else.
    pub fn of(codes: impl IntoIterator<Item = HandlingCode>) -> Handling {
        Handling { codes: codes.into_iter().collect(), ..Handling::default() }
    }

    /// The union of restrictions: what is derived from two items is bound by both.
    pub fn join(&self, other: &Handling) -> Handling {
        let mut joined = self.clone();
        joined.codes.extend(other.codes.iter().copied());
        for condition in &other.conditions {
            if !joined.conditions.contains(condition) {
                joined.conditions.push(condition.clone());
            }
        }
        joined.restriction = match (&self.restriction, &other.restriction) {
            (Some(a), Some(b)) if a != b => Some(Personal::new(format!("{}; {}", a.expose(), b.expose()))),
            (a, b) => a.clone().or_else(|| b.clone()),
        };
        joined
    }
}
