//! Explanations as a person reads them: a true hit, a near miss and a coincidence, kept as files beside this test and shown in
//! `docs/screening.md`. All people are invented. To write the files again after a change of the algorithm:
//! `COMITY_WRITE_GOLDEN=1 cargo test -p screen --test explained`, and read the difference.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use model::Personal;
use model::State;
use model::subject::{Identifier, IdentifierKind, Name, PartialDate, Sex};
use screen::{Algorithm, Birth, Candidate, EntryId, Index, Kind, Profile};
use std::path::Path;

fn person(names: &[&str], birth: &str, state: &str, place: &str) -> Profile {
    Profile {
        names: names.iter().map(|name| Name::new(name)).collect(),
        births: PartialDate::parse(birth).map(Birth::on).into_iter().collect(),
        states: State::parse(state).map(Personal::new).into_iter().collect(),
        places: if place.is_empty() { Vec::new() } else { vec![Personal::from(place)] },
        sex: Some(Sex::Male),
        ..Profile::of(Kind::Person)
    }
}

fn passport(value: &str, issuer: &str) -> Identifier {
    Identifier { kind: IdentifierKind::Passport, value: Personal::from(value), issuer: State::parse(issuer).ok() }
}

fn index() -> Index {
    let mut sought =
        person(&["Yusuf Abd al-Rahman Khayyati", "يوسف عبد الرحمن خياطي"], "1984-03-12", "XXA", "Port Example");
    sought.identifiers = vec![passport("XA 4471902", "XXA")];
    let entries = [
        ("r-1", sought),
        ("r-2", person(&["Otso Canaryson Testinen"], "1971-04-05", "FIN", "Oulu")),
        ("r-3", person(&["Wanjiru Samplewa Mwangi"], "1980-02-29", "KEN", "Nairobi")),
        ("r-4", person(&["Ivan Petrovich Primerov"], "1966", "XXA", "")),
    ];
    Index::build(entries.map(|(id, profile)| (EntryId::new(id), profile)), Algorithm::V1)
}

fn shown(query: &Profile) -> (Candidate, String) {
    let candidate = index().screen(query, 1).into_iter().next().unwrap();
    let Candidate { entry, probability, algorithm, explanation, .. } = &candidate;
    let text = format!("{entry}, probability {probability:.6}, algorithm {algorithm}\n{}\n", explanation.expose());
    (candidate, text)
}

fn golden(file: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/explained").join(file);
    if std::env::var_os("COMITY_WRITE_GOLDEN").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text, "{file}");
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/screening.md")).unwrap();
    assert!(page.contains(text), "docs/screening.md shows another {file}");
}

#[test]
fn a_true_hit_a_near_miss_and_a_coincidence_can_be_told_apart() {
    let mut hit = person(&["Youssef Abdulrahman KHAYATI"], "1984-12-03", "XXA", "");
    hit.identifiers = vec![passport("XA4471920", "XXA")];
    let near = person(&["Yusuf Khayyat"], "1991-07-30", "XXA", "");
    let chance = person(&["Ivan Petrov"], "1998-10-01", "KEN", "");
    let (hit, near, chance) = (shown(&hit), shown(&near), shown(&chance));
    golden("true-hit.txt", &hit.1);
    golden("near-miss.txt", &near.1);
    golden("coincidence.txt", &chance.1);
    assert_eq!((hit.0.entry.as_str(), near.0.entry.as_str(), chance.0.entry.as_str()), ("r-1", "r-1", "r-4"));
    assert!(hit.0.probability > 0.99, "{}", hit.1);
    assert!(near.0.probability < 0.5 && near.0.probability > chance.0.probability, "{}{}", near.1, chance.1);
    assert!(chance.0.probability < 0.05, "{}", chance.1);
}

#[test]
fn the_json_form_says_the_same() {
    let (candidate, _) = shown(&person(&["Otso Testinen"], "", "FIN", ""));
    let json = serde_json::to_value(candidate.explanation.expose()).unwrap();
    let weights: i64 = json["pieces"].as_array().unwrap().iter().map(|piece| piece["weight"].as_i64().unwrap()).sum();
    assert_eq!(weights + json["prior"].as_i64().unwrap(), json["log_odds"].as_i64().unwrap());
    assert_eq!(json["entry_name"].as_str(), Some("Otso Canaryson Testinen"));
}
