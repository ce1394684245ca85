//! One row: an id, and what is known of a subject.

use super::birth::birth;
use super::field::Field;
use crate::{alpha2, place};
use model::subject::{Identifier, IdentifierKind, Name, PartialDate, Sex};
use model::{Personal, State};

/// A subject of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listed {
    /// Line on which it begins, from 1.
    pub line: u64,
    /// The id that the table gives it.
    pub id: String,
    /// What it is, in the word of the table; empty where the table does not say.
    pub schema: String,
    /// Names and aliases.
    pub names: Vec<Name>,
    /// Birth dates: not before, and not after.
    pub births: Vec<(PartialDate, PartialDate)>,
    /// Places of birth.
    pub places: Vec<Personal<String>>,
    /// Nationalities, or States of establishment, flag or registration.
    pub states: Vec<Personal<State>>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Documents, telephones, accounts, registrations.
    pub identifiers: Vec<Identifier>,
    /// Addresses.
    pub addresses: Vec<Personal<String>>,
    /// Columns of which a value could not be read and was left out.
    pub unread: Vec<&'static str>,
    parts: [Vec<String>; 5],
}

impl Listed {
    /// A row of which nothing is known but its line.
    pub(super) fn at(line: u64) -> Listed {
        Listed { line, ..Listed::default() }
    }

    /// Whether there is anything by which it can be looked for.
    pub fn seeks(&self) -> bool {
        !self.names.is_empty() || !self.identifiers.is_empty()
    }

    /// Takes one value of a field.
    pub(super) fn take(&mut self, field: Field, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        match field {
            Field::Schema => self.schema = value.to_owned(),
            Field::Name => self.names.push(Name::new(value)),
            Field::Part(at) => self.parts[at].push(value.to_owned()),
            Field::Birth => match birth(value) {
                Some(birth) => self.births.push(birth),
                None => self.unread.push("dob"),
            },
            Field::Place => self.places.push(Personal::from(value)),
            Field::State => match state(value) {
                Some(state) => self.states.push(Personal::new(state)),
                None => self.unread.push("nationality"),
            },
            Field::Sex => match value.to_lowercase().as_str() {
                "m" | "male" | "man" => self.sex = Some(Sex::Male),
                "f" | "female" | "woman" => self.sex = Some(Sex::Female),
                "x" | "other" | "unspecified" | "unknown" => self.sex = Some(Sex::Unspecified),
                _ => self.unread.push("sex"),
            },
            Field::Address => self.addresses.push(Personal::from(value)),
            Field::Number(kind, label) => self.number(kind, label, value),
            Field::Numbers if value.contains('@') => self.number(IdentifierKind::Email, "", value),
            Field::Numbers => self.number(IdentifierKind::Registration, "", value),
        }
    }

    /// Puts the parts of a name together, where no whole name is given.
    pub(super) fn finish(&mut self) {
        if self.names.is_empty() {
            let whole: Vec<&str> = self.parts.iter().flatten().map(String::as_str).collect();
            if !whole.is_empty() {
                self.names.push(Name::new(&whole.join(" ")));
            }
        }
        self.parts = Default::default();
    }

    fn number(&mut self, kind: IdentifierKind, label: &str, value: &str) {
        let said = value.get(..label.len()).is_some_and(|start| start.eq_ignore_ascii_case(label));
        let value = if said { value.to_owned() } else { format!("{label}{value}") };
        self.identifiers.push(Identifier { kind, value: Personal::new(value), issuer: None });
    }
}

fn state(text: &str) -> Option<State> {
    place::state(text).or_else(|| alpha2::state(text)).or_else(|| State::parse(&text.to_ascii_uppercase()).ok())
}
