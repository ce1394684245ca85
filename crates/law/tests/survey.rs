//! The survey says of every pair what the engine says of it, one by one.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod house;

use law::{Fact, Reach, Scope, Survey, power};
use model::{Kind, Offence, Purpose, State};
use std::collections::BTreeSet;

const STATES: &[&str] = &[
    "AUS", "CHE", "CZE", "DEU", "DNK", "EST", "EUE", "FIN", "GBR", "IND", "IRL", "IRN", "ISL", "KAZ", "KEN", "NOR",
    "RUS", "SOM", "TUR", "UKR", "USA",
];

fn compare(offence: &str, purpose: Purpose, on: &str, confirmed: &[Fact]) -> (usize, usize) {
    let book = house::lawbook();
    let confirmed: BTreeSet<Fact> = confirmed.iter().copied().collect();
    let scope = Scope { offence: Offence::parse(offence).unwrap(), purpose, on: on.parse().unwrap(), confirmed };
    let states: Vec<State> = STATES.iter().map(|code| State::parse(code).unwrap()).collect();
    let survey = Survey::of(&book, &scope, &states);
    let (mut covered, mut gaps) = (0, 0);
    for from in &states {
        for to in &states {
            for kind in Kind::ALL {
                let place = format!("{kind} {from} {to} {offence} {on}");
                let Some(reach) = survey.between(*from, *to, *kind) else {
                    assert_eq!(from, to, "{place}");
                    continue;
                };
                let power = power(&book, &scope.question(*from, *to, *kind), &[]).decision;
                assert_eq!(reach.certainty(), power.certainty, "{place}");
                match reach {
                    Reach::Covered { instrument, article, bases, .. } => {
                        covered += 1;
                        let first = &power.bases[0];
                        let found = (instrument.id.as_str(), article.article.as_str(), bases);
                        assert_eq!(found, (&*first.instrument, &*first.article, power.bases.len()), "{place}");
                    }
                    Reach::Gap { within_reach, .. } => {
                        gaps += 1;
                        assert!(!power.covered(), "{place}");
                        let within = power.candidates.iter().any(|candidate| candidate.within_reach());
                        assert_eq!(within_reach, within, "{place}");
                    }
                }
            }
        }
    }
    (covered, gaps)
}

#[test]
fn every_pair_and_kind_comes_out_as_when_asked_alone() {
    for (offence, purpose, on, confirmed) in [
        ("terrorist-financing", Purpose::Investigation, "2026-11-23", &[][..]),
        ("terrorist-bombing", Purpose::Prosecution, "2012-02-29", &[]),
        ("hostage-taking", Purpose::Prevention, "1993-01-15", &[]),
        ("organised-crime", Purpose::Prosecution, "2020-01-01", &[Fact::OrganisedCriminalGroupTransnational]),
        ("cybercrime", Purpose::Investigation, "2024-01-01", &[Fact::OwnInitiative]),
    ] {
        let (covered, gaps) = compare(offence, purpose, on, confirmed);
        assert!(covered > 100 && gaps > 100, "{offence}: {covered} covered, {gaps} gaps");
    }
}

#[test]
fn what_is_not_known_has_no_answer() {
    let book = house::lawbook();
    let on = "2026-11-23".parse().unwrap();
    let offence = Offence::parse("no-such-offence").unwrap();
    let scope = Scope { offence, purpose: Purpose::Investigation, on, confirmed: BTreeSet::new() };
    let survey = Survey::of(&book, &scope, &[]);
    assert_eq!(survey.states().len(), book.states().filter(|(_, s)| s.kind == law::lawbook::StateKind::State).count());
    let state = |code| State::parse(code).unwrap();
    assert!(survey.between(state("FIN"), state("KEN"), Kind::Information).is_none());
}

#[test]
fn the_world_is_covered_where_some_offence_and_purpose_are() {
    use law::{Extent, World};
    let book = house::lawbook();
    let states: Vec<State> = STATES.iter().map(|code| State::parse(code).unwrap()).collect();
    let on = "2026-11-23".parse().unwrap();
    let world = World::of(&book, on, &states);
    let scopes: Vec<Scope> = book
        .offences()
        .flat_map(|offence| Purpose::ALL.iter().map(move |purpose| (offence.id.clone(), *purpose)))
        .map(|(offence, purpose)| Scope { offence, purpose, on, confirmed: BTreeSet::new() })
        .collect();
    let surveys: Vec<Survey<'_>> = scopes.iter().map(|scope| Survey::of(&book, scope, &states)).collect();
    let mut seen = BTreeSet::new();
    for a in 0..world.states().len() {
        for b in 0..world.states().len() {
            let common = world.between(a, b);
            for kind in Kind::ALL.iter().filter(|_| a != b) {
                let extent = world.cell(&common, a, b, *kind).extent;
                let some = surveys.iter().any(|survey| survey.at(a, b, *kind).unwrap().covered());
                let place = format!("{kind} {} {}", world.states()[a], world.states()[b]);
                assert_eq!(extent.covered(), some, "{place}");
                seen.insert(extent);
            }
        }
    }
    assert!(seen.contains(&Extent::Every) && seen.contains(&Extent::Listed) && seen.contains(&Extent::Gap));
}
