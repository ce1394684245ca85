//! Every situation worked out a second time, by a reading of the files that shares no code with the crate; and the same for
//! questions drawn by chance, where nobody wrote down what to expect.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod house;
mod second;

use law::{Fact, Lawbook, Question, Side, power};
use model::{Body, DataCategory, Kind, Offence, State};
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use proptest::{prelude::*, sample::select};
use second::{Asked, Found, Second};
use std::collections::BTreeSet;
use toml::{Table, Value};

/// One situation: where it stands, what is given, what is expected.
struct Situation {
    place: String,
    given: Table,
    expect: Table,
}

fn situations() -> Vec<Situation> {
    let mut found = Vec::new();
    let ours =
        |path: &str| path.starts_with("tests/") && !path.starts_with("tests/grounds/") && path.ends_with(".toml");
    for (path, bytes) in
        house::files().into_iter().filter(|(path, _)| ours(path) && !path.ends_with("/arrangements.toml"))
    {
        let situation: Table = std::str::from_utf8(&bytes).unwrap().parse().unwrap();
        let part = |key: &str| situation[key].as_table().unwrap().clone();
        let place = format!("{path}: {}", situation["name"].as_str().unwrap());
        found.push(Situation { place, given: part("given"), expect: part("expect") });
    }
    found
}

fn asked(given: &Table) -> Asked<'_> {
    let word = |key: &str| given.get(key).and_then(Value::as_str);
    Asked {
        from: word("from").unwrap(),
        to: word("to").unwrap(),
        bodies: [word("from_body"), word("to_body")],
        kind: word("kind").unwrap_or("information"),
        offence: word("offence").unwrap(),
        purpose: word("purpose").unwrap_or("investigation"),
        on: given["on"].as_datetime().unwrap().to_string().parse().unwrap(),
        confirmed: given
            .get("confirmed")
            .into_iter()
            .flat_map(|list| list.as_array().unwrap())
            .map(|fact| fact.as_str().unwrap())
            .collect(),
    }
}

/// Holds one situation against the second reading; says whether it expected anything that can be recomputed.
fn hold(place: &str, expect: &Table, found: &Found) -> bool {
    let mut held = false;
    if let Some(of) = expect.get("instrument")
        && let (Some(article), Some(serves)) = (of.get("article"), of.get("serves"))
    {
        let key = (of["id"].as_str().unwrap().to_owned(), article.as_str().unwrap().to_owned());
        let since = found.serves.get(&key).or_else(|| found.replaced.get(&key));
        assert_eq!(Some(since.is_some()), serves.as_bool(), "{place}: {key:?}");
        if let (Some(since), Some(expected)) = (since, of.get("since")) {
            assert_eq!(since.to_string(), expected.as_datetime().unwrap().to_string(), "{place}: {key:?}");
        }
        held = true;
    }
    if let Some(bases) = expect.get("bases").and_then(Value::as_array) {
        let cites = bases.iter().map(|base| base.as_str().unwrap()).filter(|base| base.contains(" art. "));
        let expected: BTreeSet<String> = cites.map(str::to_owned).collect();
        let served: BTreeSet<String> =
            found.serves.keys().map(|(id, article)| format!("{id} art. {article}")).collect();
        assert_eq!(served, expected, "{place}");
        held = true;
    }
    held
}

#[test]
fn every_situation_is_worked_out_again_and_twenty_are_named() {
    let second = Second::read();
    let mut held = Vec::new();
    for situation in situations() {
        let found = second.find(&asked(&situation.given));
        if hold(&situation.place, &situation.expect, &found) {
            held.push(situation.place);
        }
    }
    assert!(held.len() >= 300, "only {} situations say what serves", held.len());
    let mut chance = TestRunner::new(Config { rng_seed: RngSeed::Fixed(20_261_123), ..Config::default() });
    let draw = proptest::sample::subsequence(held.clone(), 20);
    for place in draw.new_tree(&mut chance).unwrap().current() {
        println!("recomputed: {place}");
    }
    println!("{} recomputed in all", held.len());
}

fn word<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_value(serde_json::Value::String(text.to_owned())).unwrap()
}

/// What the engine finds, in the form of the second reading.
fn engine(book: &Lawbook, asked: &Asked<'_>) -> Found {
    let side = |state: &str, body: Option<&str>| Side {
        body: body.map(word::<Body>),
        ..Side::of(State::parse(state).unwrap())
    };
    let question = Question {
        from: side(asked.from, asked.bodies[0]),
        to: side(asked.to, asked.bodies[1]),
        kind: word(asked.kind),
        offence: Offence::parse(asked.offence).unwrap(),
        purpose: word(asked.purpose),
        category: DataCategory::Personal,
        on: asked.on,
        confirmed: asked.confirmed.iter().map(|fact| Fact::parse(fact).unwrap()).collect(),
    };
    let power = power(book, &question, &[]).decision;
    let serves = power.bases.into_iter().map(|basis| ((basis.instrument, basis.article), basis.since)).collect();
    let day = jiff::civil::Date::MIN;
    let replaced = power.replaced.into_iter().map(|gone| ((gone.instrument, gone.article), day)).collect();
    Found { serves, replaced }
}

fn agree(book: &Lawbook, second: &Second, asked: &Asked<'_>, place: &str) -> usize {
    let (one, other) = (engine(book, asked), second.find(asked));
    assert_eq!(one.serves, other.serves, "{place}");
    let gone = |found: &Found| found.replaced.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(gone(&one), gone(&other), "{place}: replaced");
    one.serves.len()
}

#[test]
fn both_readings_find_the_same_for_every_situation() {
    let (book, second) = (house::lawbook(), Second::read());
    for situation in situations() {
        agree(&book, &second, &asked(&situation.given), &situation.place);
    }
}

#[test]
fn both_readings_find_the_same_for_questions_drawn_by_chance() {
    let (book, second) = (house::lawbook(), Second::read());
    let states: Vec<String> = book.states().map(|(state, _)| state.to_string()).collect();
    let offences: Vec<String> = book.offences().map(|offence| offence.id.to_string()).collect();
    let kinds: Vec<String> = Kind::ALL.iter().map(|kind| kind.to_string()).collect();
    let purposes: Vec<String> = ["prevention", "investigation", "prosecution", "threat"].map(str::to_owned).into();
    let facts: Vec<&str> = Fact::ALL.iter().map(|fact| fact.as_str()).collect();
    let strategy = (
        (select(states.clone()), select(states)),
        (select(kinds), select(offences), select(purposes)),
        8_000i64..25_000,
        prop_oneof![Just(facts.clone()), proptest::sample::subsequence(facts.clone(), 0..=facts.len())],
    );
    let mut runner = TestRunner::new(Config { cases: 5_000, rng_seed: RngSeed::Fixed(4), ..Config::default() });
    let served = std::cell::Cell::new(0usize);
    let outcome = runner.run(&strategy, |((from, to), (kind, offence, purpose), days, confirmed)| {
        let on = jiff::civil::date(1960, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
        let asked = Asked {
            from: &from,
            to: &to,
            bodies: [None, None],
            kind: &kind,
            offence: &offence,
            purpose: &purpose,
            on,
            confirmed: confirmed.into_iter().collect(),
        };
        served
            .set(served.get() + agree(&book, &second, &asked, &format!("{from} {to} {kind} {offence} {purpose} {on}")));
        Ok(())
    });
    outcome.unwrap();
    assert!(served.get() > 500, "only {} articles served: the questions are too thin", served.get());
}
