//! The remarks of an entry: statements between semicolons. Those of a known form become fields; the others are kept word
//! for word. Nothing is dropped, and nothing is guessed.

use crate::{date, place};
use model::subject::{Identifier, IdentifierKind, PartialDate, Sex};
use model::{Personal, State};

/// What the remarks of an entry say.
#[derive(Default)]
pub struct Found {
    /// The first birth date that can be read.
    pub birth: Option<PartialDate>,
    /// The first place of birth.
    pub birth_place: Option<String>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Nationalities and citizenships whose State is known by name.
    pub nationalities: Vec<State>,
    /// Documents, numbers, telephones.
    pub identifiers: Vec<Identifier>,
    /// Names that stand in the remarks (weak aliases).
    pub names: Vec<String>,
    /// All other statements.
    pub rest: String,
}

/// Statements that give an identifier, by how they begin.
const IDENTIFIERS: &[(&str, IdentifierKind)] = &[
    ("Passport ", IdentifierKind::Passport),
    ("National ID No. ", IdentifierKind::NationalId),
    ("Cedula No. ", IdentifierKind::NationalId),
    ("Citizen's Card Number ", IdentifierKind::NationalId),
    ("Identification Number ", IdentifierKind::NationalId),
    ("Turkish Identification Number ", IdentifierKind::NationalId),
    ("Personal ID Card ", IdentifierKind::NationalId),
    ("Birth Certificate Number ", IdentifierKind::NationalId),
    ("SSN ", IdentifierKind::NationalId),
    ("C.U.R.P. # ", IdentifierKind::NationalId),
    ("C.U.R.P. ", IdentifierKind::NationalId),
    ("R.F.C. ", IdentifierKind::Registration),
    ("NIT # ", IdentifierKind::Registration),
    ("RUC # ", IdentifierKind::Registration),
    ("RIF # ", IdentifierKind::Registration),
    ("Tax ID No. ", IdentifierKind::Registration),
    ("V.A.T. Number ", IdentifierKind::Registration),
    ("Registration Number ", IdentifierKind::Registration),
    ("Registration ID ", IdentifierKind::Registration),
    ("Business Registration Number ", IdentifierKind::Registration),
    ("Company Number ", IdentifierKind::Registration),
    ("Commercial Registry Number ", IdentifierKind::Registration),
    ("D-U-N-S Number ", IdentifierKind::Registration),
    ("Trade License No. ", IdentifierKind::Registration),
    ("SWIFT/BIC ", IdentifierKind::Registration),
    ("Phone Number ", IdentifierKind::Phone),
    ("Phone No. ", IdentifierKind::Phone),
    ("Email Address ", IdentifierKind::Email),
    ("Digital Currency Address - ", IdentifierKind::Account),
];

/// The title before the remarks, so that it is kept with them.
pub fn with_title(title: &str, remarks: &str) -> String {
    match title {
        "" => remarks.to_owned(),
        title => format!("Title: {title}; {remarks}"),
    }
}

/// Reads the statements.
pub fn read(remarks: &str) -> Found {
    let mut found = Found::default();
    let mut rest: Vec<&str> = Vec::new();
    for statement in remarks.split(';').map(str::trim).filter(|statement| !statement.is_empty()) {
        let bare = statement.strip_suffix('.').unwrap_or(statement).trim_end();
        if !found.take(bare) {
            rest.push(statement);
        }
    }
    found.rest = rest.join("; ");
    found
}

impl Found {
    /// Takes a statement into a field; false if it must be kept as it stands.
    fn take(&mut self, statement: &str) -> bool {
        let (alternative, main) = match statement.strip_prefix("alt. ") {
            Some(main) => (true, main),
            None => (false, statement),
        };
        if let Some(date) = main.strip_prefix("DOB ") {
            return !alternative && self.birth.is_none() && self.take_birth(date);
        }
        if let Some(place) = main.strip_prefix("POB ") {
            return !alternative && self.birth_place.is_none() && {
                self.birth_place = Some(place.to_owned());
                true
            };
        }
        if let Some(state) = main.strip_prefix("nationality ").or_else(|| main.strip_prefix("citizen ")) {
            return self.take_nationality(state);
        }
        match main {
            "Gender Male" => return self.take_sex(Sex::Male),
            "Gender Female" => return self.take_sex(Sex::Female),
            _ => {}
        }
        if let Some(name) = main.strip_prefix("a.k.a. '").and_then(|name| name.strip_suffix('\'')) {
            self.names.push(name.to_owned());
            return !name.is_empty();
        }
        self.take_identifier(main)
    }

    /// A date that says "circa" is read as its year, and kept in words too.
    fn take_birth(&mut self, text: &str) -> bool {
        match text.strip_prefix("circa ") {
            Some(about) => {
                self.birth = date::about(about);
                false
            }
            None => {
                self.birth = date::exact(text);
                self.birth.is_some()
            }
        }
    }

    fn take_nationality(&mut self, name: &str) -> bool {
        let Some(state) = place::state(name) else { return false };
        if !self.nationalities.contains(&state) {
            self.nationalities.push(state);
        }
        true
    }

    fn take_sex(&mut self, sex: Sex) -> bool {
        let first = self.sex.is_none();
        self.sex = self.sex.or(Some(sex));
        first
    }

    fn take_identifier(&mut self, statement: &str) -> bool {
        let Some((kind, text)) =
            IDENTIFIERS.iter().find_map(|(begins, kind)| Some((*kind, statement.strip_prefix(begins)?)))
        else {
            return false;
        };
        let text = match kind {
            IdentifierKind::Account => text.split_once(' ').map_or(text, |(_, address)| address),
            _ => text,
        };
        let (value, after) = match text.split_once(" (") {
            Some((value, after)) => (value, after),
            None => (text, ""),
        };
        let (country, more) = after.split_once(')').unwrap_or(("", after));
        let issuer = place::state(country);
        let plain = !value.is_empty()
            && value.len() <= 64
            && !value.contains(" issued ")
            && !value.contains(" expires ")
            && value
                .chars()
                .any(|c| c.is_ascii_digit() || kind == IdentifierKind::Email || kind == IdentifierKind::Registration);
        if plain {
            self.identifiers.push(Identifier { kind, value: Personal::from(value), issuer });
        }
        plain && more.trim().is_empty() && (country.is_empty() || issuer.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_become_fields_and_the_rest_stays() {
        let found = read(
            "DOB 09 Mar 1975; alt. DOB 1976; POB Testville, Syria; nationality Syria; citizen Atlantis; Gender Female; \
             Passport A-12345 (Syria) expires 01 Jan 2020; alt. Phone Number 358501; a.k.a. 'TESTER'; Linked To: NOBODY.",
        );
        assert_eq!(found.birth.map(|date| date.expose()).as_deref(), Some("1975-03-09"));
        assert_eq!(found.birth_place.as_deref(), Some("Testville, Syria"));
        assert_eq!(found.nationalities, [State::parse("SYR").unwrap()]);
        assert!(matches!(found.sex, Some(Sex::Female)));
        assert_eq!(found.names, ["TESTER"]);
        let values: Vec<&str> = found.identifiers.iter().map(|one| one.value.expose().as_str()).collect();
        assert_eq!(values, ["A-12345", "358501"]);
        assert_eq!(
            found.rest,
            "alt. DOB 1976; citizen Atlantis; Passport A-12345 (Syria) expires 01 Jan 2020; Linked To: NOBODY."
        );
    }

    #[test]
    fn dates_that_are_not_certain_are_kept_in_words_too() {
        let found = read("DOB circa 1962.");
        assert_eq!(
            (found.birth.map(|date| date.expose()).as_deref(), found.rest.as_str()),
            (Some("1962"), "DOB circa 1962.")
        );
        let found = read("DOB 1962 to 1964; DOB 31 Feb 1970");
        assert!(found.birth.is_none());
        assert_eq!(found.rest, "DOB 1962 to 1964; DOB 31 Feb 1970");
    }
}
