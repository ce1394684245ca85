//! A natural person, as an item describes him.

use super::{Identifier, Name, PartialDate, SubjectCategory};
use crate::{Personal, State};
use serde::{Deserialize, Serialize};

/// Sex as documents state it.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sex {
    /// `F` in a travel document.
    Female,
    /// `M` in a travel document.
    Male,
    /// `X` in a travel document.
    Unspecified,
}

impl std::fmt::Debug for Sex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("<withheld>")
    }
}

/// A natural person. Every field but the names may be unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Names and aliases; the first is the primary one.
    pub names: Vec<Name>,
    /// What he is to the matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<SubjectCategory>,
    /// Birth date or what is known of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth: Option<PartialDate>,
    /// Place of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_place: Option<Personal<String>>,
    /// Sex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// Nationalities.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nationalities: Vec<Personal<State>>,
    /// Documents, telephones, accounts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identifiers: Vec<Identifier>,
    /// Addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<Personal<String>>,
    /// What else is known, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remarks: Option<Personal<String>>,
}

impl Person {
    /// A person known by name only.
    pub fn named(name: &str) -> Person {
        Person {
            names: vec![Name::new(name)],
            category: None,
            birth: None,
            birth_place: None,
            sex: None,
            nationalities: Vec::new(),
            identifiers: Vec::new(),
            addresses: Vec::new(),
            remarks: None,
        }
    }
}
