//! What of a subject is compared, in the form in which it is; and how it is overwritten when it is no longer held.

use model::{Personal, State, Subject};
use zeroize::Zeroize;

/// The States of a subject, each once.
pub fn states(subject: &Subject) -> Vec<State> {
    let written = match subject {
        Subject::Person(person) => &person.nationalities,
        Subject::Organisation(organisation) => &organisation.states,
    };
    let mut states: Vec<State> = written.iter().map(|state| *state.expose()).collect();
    states.sort_unstable();
    states.dedup();
    states
}

/// The subject without what is not compared.
pub fn compared(mut subject: Subject) -> Subject {
    match &mut subject {
        Subject::Person(person) => {
            person.remarks = None;
            person.addresses = Vec::new();
        }
        Subject::Organisation(organisation) => {
            organisation.remarks = None;
            organisation.addresses = Vec::new();
        }
    }
    subject
}

/// The identifiers of a subject as they are compared; those too short to say anything are left out.
pub fn normalised(subject: &Subject) -> Vec<String> {
    let values = subject.identifiers().iter().map(|identifier| identifier.normalised().into_exposed());
    values.filter(|value| value.len() >= super::weights::IDENTIFIER_LEAST).collect()
}

/// Overwrites the texts and the birth date of a subject before its memory is given back.
pub fn overwrite(subject: Subject) {
    let wipe = |value: Personal<String>| value.into_exposed().zeroize();
    let (names, identifiers) = match subject {
        Subject::Person(mut person) => {
            person.birth = model::subject::PartialDate::parse("0001");
            person.birth_place.into_iter().for_each(wipe);
            (person.names, person.identifiers)
        }
        Subject::Organisation(organisation) => (organisation.names, organisation.identifiers),
    };
    names.into_iter().for_each(|name| wipe(name.0));
    identifiers.into_iter().for_each(|identifier| wipe(identifier.value));
}
