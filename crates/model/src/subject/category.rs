//! What a person is to the matter (LED art. 6).

use serde::{Deserialize, Serialize};

/// Category of data subject. Every person in an item that leaves has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SubjectCategory {
    /// Serious grounds to believe that he has committed or is about to commit an offence.
    PersonConcerned,
    /// Convicted of an offence.
    Convicted,
    /// Victim, or possible victim.
    Victim,
    /// Witness, informant, contact or associate.
    OtherParty,
}
