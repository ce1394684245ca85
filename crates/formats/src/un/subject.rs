//! One entry of the consolidated list to a subject. What has no field is kept in the remarks, in words.

use super::tree::Element;
use crate::{date, place};
use model::subject::{Identifier, IdentifierKind, Name, Organisation, PartialDate, Person, Sex};
use model::{Personal, State, Subject};

/// The subject of an entry; none if it has no name.
pub fn read(entry: &Element, person: bool) -> Option<Subject> {
    let names = names(entry, person);
    if names.is_empty() {
        return None;
    }
    let mut remarks: Vec<String> = Vec::new();
    let mut note = |label: &str, text: &str| {
        if !text.is_empty() {
            remarks.push(if label.is_empty() { text.to_owned() } else { format!("{label}: {text}") });
        }
    };
    note("", entry.text_of("COMMENTS1"));
    for field in ["TITLE", "DESIGNATION"] {
        for value in values(entry, field) {
            note(field, &value);
        }
    }
    note("LISTED_ON", entry.text_of("LISTED_ON"));
    let prefix = if person { "INDIVIDUAL" } else { "ENTITY" };
    let (addresses, states) = addresses(entry, &format!("{prefix}_ADDRESS"));
    let identifiers = documents(entry, &mut note);
    if !person {
        let subject =
            Organisation { names, states: personal(states), identifiers, addresses, remarks: joined(remarks) };
        return Some(Subject::Organisation(subject));
    }
    let birth = birth(entry, &mut note);
    let mut nationalities = Vec::new();
    for name in values(entry, "NATIONALITY") {
        match place::state(&name) {
            Some(state) if nationalities.contains(&state) => {}
            Some(state) => nationalities.push(state),
            None => note("NATIONALITY", &name),
        }
    }
    Some(Subject::Person(Person {
        names,
        category: None,
        birth,
        birth_place: birth_place(entry, &mut note),
        sex: sex(entry),
        nationalities: personal(nationalities),
        identifiers,
        addresses,
        remarks: joined(remarks),
    }))
}

fn names(entry: &Element, person: bool) -> Vec<Name> {
    let parts = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"].map(|part| entry.text_of(part));
    let primary = parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ");
    let aliases =
        entry.all(if person { "INDIVIDUAL_ALIAS" } else { "ENTITY_ALIAS" }).map(|alias| alias.text_of("ALIAS_NAME"));
    let written = std::iter::once(primary.as_str())
        .chain(entry.text_of("NAME_ORIGINAL_SCRIPT").split(';'))
        .chain(aliases.flat_map(|alias| alias.split(';')));
    let mut names: Vec<Name> = Vec::new();
    for name in written.map(|name| name.split_whitespace().collect::<Vec<_>>().join(" ")) {
        if !name.is_empty() && names.iter().all(|known| known.expose() != name) {
            names.push(Name::new(&name));
        }
    }
    if primary.is_empty() { Vec::new() } else { names }
}

fn values(entry: &Element, field: &str) -> Vec<String> {
    entry
        .all(field)
        .flat_map(|field| field.all("VALUE"))
        .map(|value| value.text().to_owned())
        .filter(|v| !v.is_empty())
        .collect()
}

fn sex(entry: &Element) -> Option<Sex> {
    match entry.text_of("GENDER") {
        "Male" => Some(Sex::Male),
        "Female" => Some(Sex::Female),
        _ => None,
    }
}

fn birth(entry: &Element, note: &mut impl FnMut(&str, &str)) -> Option<PartialDate> {
    let mut birth = None;
    for element in entry.all("INDIVIDUAL_DATE_OF_BIRTH") {
        let (kind, text) = (element.text_of("TYPE_OF_DATE"), element.text_of("DATE"));
        let text = if text.is_empty() { element.text_of("YEAR") } else { text };
        let certain = kind.is_empty() || kind.eq_ignore_ascii_case("EXACT");
        let read = if certain { date::exact(text) } else { date::about(text) };
        let first = birth.is_none() && read.is_some();
        if first {
            birth = read;
        }
        if !first || !certain {
            let range = [element.text_of("FROM_YEAR"), element.text_of("TO_YEAR")].join(" ");
            note("DATE_OF_BIRTH", [kind, text, range.trim()].join(" ").trim());
        }
    }
    birth
}

fn birth_place(entry: &Element, note: &mut impl FnMut(&str, &str)) -> Option<Personal<String>> {
    let mut places =
        entry.all("INDIVIDUAL_PLACE_OF_BIRTH").map(|place| lines(place, &["CITY", "STATE_PROVINCE", "COUNTRY"]));
    let first = places.find(|place| !place.is_empty());
    for further in places {
        note("PLACE_OF_BIRTH", &further);
    }
    first.map(Personal::new)
}

fn lines(element: &Element, fields: &[&str]) -> String {
    fields.iter().map(|field| element.text_of(field)).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ")
}

fn addresses(entry: &Element, field: &str) -> (Vec<Personal<String>>, Vec<State>) {
    let mut states = Vec::new();
    let mut addresses = Vec::new();
    for address in entry.all(field) {
        let line = lines(address, &["STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY", "NOTE"]);
        if !line.is_empty() {
            addresses.push(Personal::new(line));
        }
        if let Some(state) = place::state(address.text_of("COUNTRY"))
            && !states.contains(&state)
        {
            states.push(state);
        }
    }
    (addresses, states)
}

fn documents(entry: &Element, note: &mut impl FnMut(&str, &str)) -> Vec<Identifier> {
    let mut identifiers = Vec::new();
    for document in entry.all("INDIVIDUAL_DOCUMENT") {
        let kind = match document.text_of("TYPE_OF_DOCUMENT") {
            "Passport" => IdentifierKind::Passport,
            _ => IdentifierKind::NationalId,
        };
        let number = document.text_of("NUMBER");
        let country = match document.text_of("ISSUING_COUNTRY") {
            "" => document.text_of("COUNTRY_OF_ISSUE"),
            country => country,
        };
        if !number.is_empty() && number.len() <= 64 {
            let issuer = place::state(country);
            identifiers.push(Identifier { kind, value: Personal::from(number), issuer });
        }
        note(
            "DOCUMENT",
            &lines(
                document,
                &["TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2", "NUMBER", "ISSUING_COUNTRY", "DATE_OF_ISSUE", "NOTE"],
            ),
        );
    }
    identifiers
}

fn personal<T>(values: Vec<T>) -> Vec<Personal<T>> {
    values.into_iter().map(Personal::new).collect()
}

fn joined(remarks: Vec<String>) -> Option<Personal<String>> {
    (!remarks.is_empty()).then(|| Personal::new(remarks.join("; ")))
}
