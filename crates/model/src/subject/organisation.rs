//! An organisation, as an item describes it.

use super::{Identifier, Name};
use crate::{Personal, State};
use serde::{Deserialize, Serialize};

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Names; the first is the primary one.
    pub names: Vec<Name>,
    /// Where it is established.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub states: Vec<Personal<State>>,
    /// Registration numbers, accounts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identifiers: Vec<Identifier>,
    /// Addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<Personal<String>>,
    /// What else is known, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remarks: Option<Personal<String>>,
}
