//! The fields of a subject, so that an officer can be shown which go and which stay.

use super::{Person, Subject};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A field of a subject by name. The value is never part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// Primary name. Always goes: without it there is no request.
    Name,
    /// Aliases.
    Aliases,
    /// Birth date.
    Birth,
    /// Place of birth.
    BirthPlace,
    /// Sex.
    Sex,
    /// Nationalities, or States of establishment.
    Nationalities,
    /// Documents, telephones, accounts.
    Identifiers,
    /// Addresses.
    Addresses,
    /// Free remarks.
    Remarks,
}

impl Field {
    /// Every field, in the order officers read them.
    pub const ALL: &[Field] = &[
        Field::Name,
        Field::Aliases,
        Field::Birth,
        Field::BirthPlace,
        Field::Sex,
        Field::Nationalities,
        Field::Identifiers,
        Field::Addresses,
        Field::Remarks,
    ];

    /// The word used in data and shown to officers.
    pub fn as_str(self) -> &'static str {
        match self {
            Field::Name => "name",
            Field::Aliases => "aliases",
            Field::Birth => "birth",
            Field::BirthPlace => "birth-place",
            Field::Sex => "sex",
            Field::Nationalities => "nationalities",
            Field::Identifiers => "identifiers",
            Field::Addresses => "addresses",
            Field::Remarks => "remarks",
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One field of one subject of a message: `subject 0, birth`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FieldId {
    /// Which subject, from 0.
    pub subject: usize,
    /// Which field.
    pub field: Field,
}

impl Subject {
    /// The fields that hold something.
    pub fn filled(&self) -> Vec<Field> {
        let holds = |field: &&Field| match (self, field) {
            (_, Field::Name) => !self.names().is_empty(),
            (_, Field::Aliases) => self.names().len() > 1,
            (_, Field::Identifiers) => !self.identifiers().is_empty(),
            (Subject::Person(p), Field::Birth) => p.birth.is_some(),
            (Subject::Person(p), Field::BirthPlace) => p.birth_place.is_some(),
            (Subject::Person(p), Field::Sex) => p.sex.is_some(),
            (Subject::Person(p), Field::Nationalities) => !p.nationalities.is_empty(),
            (Subject::Person(p), Field::Addresses) => !p.addresses.is_empty(),
            (Subject::Person(p), Field::Remarks) => p.remarks.is_some(),
            (Subject::Organisation(o), Field::Nationalities) => !o.states.is_empty(),
            (Subject::Organisation(o), Field::Addresses) => !o.addresses.is_empty(),
            (Subject::Organisation(o), Field::Remarks) => o.remarks.is_some(),
            (Subject::Organisation(_), Field::Birth | Field::BirthPlace | Field::Sex) => false,
        };
        Field::ALL.iter().filter(holds).copied().collect()
    }

    /// The subject with one field emptied. The name cannot be: it comes back unchanged.
    pub fn without(&self, field: Field) -> Subject {
        let mut subject = self.clone();
        match &mut subject {
            Subject::Person(person) => empty_person_field(person, field),
            Subject::Organisation(organisation) => match field {
                Field::Aliases => organisation.names.truncate(1),
                Field::Nationalities => organisation.states.clear(),
                Field::Identifiers => organisation.identifiers.clear(),
                Field::Addresses => organisation.addresses.clear(),
                Field::Remarks => organisation.remarks = None,
                Field::Name | Field::Birth | Field::BirthPlace | Field::Sex => {}
            },
        }
        subject
    }
}

fn empty_person_field(person: &mut Person, field: Field) {
    match field {
        Field::Name => {}
        Field::Aliases => person.names.truncate(1),
        Field::Birth => person.birth = None,
        Field::BirthPlace => person.birth_place = None,
        Field::Sex => person.sex = None,
        Field::Nationalities => person.nationalities.clear(),
        Field::Identifiers => person.identifiers.clear(),
        Field::Addresses => person.addresses.clear(),
        Field::Remarks => person.remarks = None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subject::{Name, PartialDate};

    #[test]
    fn emptying_every_field_leaves_the_name() {
        let mut person = Person::named("A B");
        person.names.push(Name::new("C"));
        person.birth = PartialDate::parse("1980");
        let mut subject = Subject::Person(person);
        assert_eq!(subject.filled(), [Field::Name, Field::Aliases, Field::Birth]);
        for field in Field::ALL {
            subject = subject.without(*field);
        }
        assert_eq!(subject.filled(), [Field::Name]);
    }
}
