//! Who is bound on a day, rule by rule, on the data of the repository.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod house;

use law::standing::{Standing, standing};
use law::{Lawbook, Parties, Question, Side, parties, power};
use model::time::Date;
use model::{DataCategory, InstrumentId, Kind, Offence, Purpose, State, Verification};
use std::collections::BTreeSet;

fn on(text: &str) -> Date {
    text.parse().unwrap()
}

fn ask(book: &Lawbook, id: &str, day: &str) -> Parties {
    parties(book, &InstrumentId::parse(id).unwrap(), on(day)).unwrap()
}

fn stands(book: &Lawbook, id: &str, state: &str, day: &str) -> Standing {
    let instrument = book.instrument(&InstrumentId::parse(id).unwrap()).unwrap();
    standing(book, instrument, State::parse(state).unwrap(), on(day))
}

fn has(parties: &Parties, state: &str) -> bool {
    parties.parties.iter().any(|party| party.state.as_str() == state)
}

#[test]
fn law_2_1_a_party_counts_from_its_day_and_not_before_the_instrument() {
    let book = house::lawbook();
    assert!(!has(&ask(&book, "UN-ICSFT-1999", "2003-07-26"), "KEN"));
    let after = ask(&book, "UN-ICSFT-1999", "2003-07-27");
    let kenya = after.parties.iter().find(|party| party.state.as_str() == "KEN").unwrap();
    assert!(kenya.computed);
    assert_eq!((kenya.since, kenya.verification), (on("2003-07-27"), Verification::Sourced));
    assert_eq!(ask(&book, "UN-ICSFT-1999", "2002-04-09").count, 0);
    assert!(ask(&book, "UN-ICSFT-1999", "2002-04-10").count >= 22);
    assert_eq!(ask(&book, "UN-CYBER-2024", "2026-11-23").count, 0);
}

#[test]
fn law_2_1_a_missing_day_is_computed_by_the_instruments_own_rule() {
    let book = house::lawbook();
    let answer = ask(&book, "OAS-SENT-1993", "2026-11-23");
    assert_eq!(answer.count, 20);
    assert!(answer.parties.iter().all(|party| party.computed));
}

#[test]
fn law_2_2_undated_parties_stand_apart_and_listed_participants_nowhere() {
    let book = house::lawbook();
    let shanghai = ask(&book, "SCO-SHANGHAI-2001", "2026-11-23");
    assert_eq!((shanghai.count, shanghai.undated.len()), (0, 10));
    let listed = ask(&book, "COE-ETS086", "2026-11-23");
    assert_eq!((listed.count, listed.undated.len()), (0, 0));
    assert!(matches!(stands(&book, "COE-ETS086", "CHE", "2026-11-23"), Standing::Listed { .. }));
}

#[test]
fn law_2_3_cessation_removes_from_its_day_and_suspension_marks() {
    let book = house::lawbook();
    assert!(has(&ask(&book, "COE-ETS090", "2022-03-15"), "RUS"));
    assert!(!has(&ask(&book, "COE-ETS090", "2022-03-16"), "RUS"));
    assert!(matches!(stands(&book, "COE-ETS090", "RUS", "2022-03-16"), Standing::Ceased { .. }));
    let mut files = house::files();
    let file = files.iter_mut().find(|(path, _)| path == "participation/UN-ICSFT-1999.csv").unwrap();
    file.1.extend_from_slice(b"KEN,suspension,2025-01-01,,,invented for this test,general-knowledge,unverified\n");
    let book = house::read(&files).unwrap();
    let marked = ask(&book, "UN-ICSFT-1999", "2025-01-01");
    let kenya = marked.parties.iter().find(|party| party.state.as_str() == "KEN").unwrap();
    assert_eq!(kenya.suspended, Some(on("2025-01-01")));
    assert_eq!(ask(&book, "UN-ICSFT-1999", "2024-12-31").count, marked.count);
    assert!(covered(&book, "2024-12-31"));
    assert!(!covered(&book, "2025-01-01"));
}

fn covered(book: &Lawbook, day: &str) -> bool {
    let question = Question {
        from: Side::of(State::parse("FIN").unwrap()),
        to: Side::of(State::parse("KEN").unwrap()),
        kind: Kind::Information,
        offence: Offence::parse("terrorist-financing").unwrap(),
        purpose: Purpose::Investigation,
        category: DataCategory::Personal,
        on: on(day),
        confirmed: BTreeSet::new(),
    };
    power(book, &question, &[]).decision.covered()
}

#[test]
fn law_2_4_absence_is_known_until_the_list_ends_and_unknown_after() {
    let book = house::lawbook();
    assert!(matches!(
        stands(&book, "UN-ICSFT-1999", "SOM", "2024-06-07"),
        Standing::Signed { .. } | Standing::Absent { .. }
    ));
    assert_eq!(stands(&book, "UN-ICSFT-1999", "SOM", "2024-06-08"), Standing::Unknown { since: on("2024-06-07") });
    assert!(matches!(stands(&book, "COE-ETS185", "KEN", "2015-01-01"), Standing::Unknown { .. }));
}

#[test]
fn law_2_5_a_territory_is_listed_for_itself_and_never_counted() {
    let book = house::lawbook();
    let answer = ask(&book, "UN-ICSFT-1999", "2026-11-23");
    assert!(answer.territories.iter().any(|party| party.state.as_str() == "JEY"));
    assert!(!has(&answer, "JEY"));
    assert_eq!(answer.count, 190);
    assert!(!matches!(stands(&book, "UN-BOMBINGS-1997", "GGY", "2014-01-01"), Standing::Bound(_)));
}

#[test]
fn law_2_6_members_are_bound_by_the_act_and_open_positions_are_not_counted() {
    let book = house::lawbook();
    assert_eq!(ask(&book, "EU-INFO-2023", "2024-12-11").count, 0);
    let answer = ask(&book, "EU-INFO-2023", "2024-12-12");
    assert_eq!(answer.count, 25);
    assert!(!has(&answer, "DNK") && !has(&answer, "IRL") && !has(&answer, "GBR"));
    assert!(answer.open.iter().any(|apart| apart.state.as_str() == "DNK"));
}

#[test]
fn the_union_counts_where_it_is_a_party() {
    let book = house::lawbook();
    assert!(has(&ask(&book, "UN-UNTOC-2000", "2026-11-23"), "EUE"));
    assert_eq!(ask(&book, "UN-UNTOC-2000", "2025-05-07").count, 193);
}

#[test]
fn the_document_has_the_shape_of_the_command() {
    let book = house::lawbook();
    let value = serde_json::to_value(ask(&book, "UN-ICSFT-1999", "2005-01-01")).unwrap();
    assert_eq!(value["instrument"], "UN-ICSFT-1999");
    assert_eq!(value["on"], "2005-01-01");
    assert_eq!(value["as_of"], "2024-06-07");
    assert_eq!(value["count"].as_u64().unwrap() as usize, value["parties"].as_array().unwrap().len());
    let first = &value["parties"][0];
    for key in ["state", "since", "verification", "computed", "act"] {
        assert!(!first[key].is_null(), "{key}");
    }
    assert!(value["undated"].is_array());
    assert_eq!(parties(&book, &InstrumentId::parse("NO-SUCH-1").unwrap(), on("2005-01-01")), None);
}
