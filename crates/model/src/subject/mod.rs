//! Whom or what an item is about: person, organisation, and what identifies them.

mod birth;
mod category;
mod field;
mod identifier;
mod name;
mod organisation;
mod person;

pub use birth::PartialDate;
pub use category::SubjectCategory;
pub use field::{Field, FieldId};
pub use identifier::{Identifier, IdentifierKind};
pub use name::Name;
pub use organisation::Organisation;
pub use person::{Person, Sex};

use serde::{Deserialize, Serialize};

/// A subject of an item. Further kinds (vehicle, vessel, account ...) are further variants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "subject", rename_all = "kebab-case")]
pub enum Subject {
    /// A natural person.
    Person(Person),
    /// An organisation.
    Organisation(Organisation),
}

impl Subject {
    /// The names, the first being the primary one.
    pub fn names(&self) -> &[Name] {
        match self {
            Subject::Person(person) => &person.names,
            Subject::Organisation(organisation) => &organisation.names,
        }
    }

    /// Documents, telephones, accounts.
    pub fn identifiers(&self) -> &[Identifier] {
        match self {
            Subject::Person(person) => &person.identifiers,
            Subject::Organisation(organisation) => &organisation.identifiers,
        }
    }
}
