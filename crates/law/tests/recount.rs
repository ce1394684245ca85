//! Party counts, recomputed straight from the tables by a second, smaller implementation that shares no code with the
//! crate: 23 complete lists, 100 days spread over 1960 to 2026, every party and its first day.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod house;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use law::parties;
use model::InstrumentId;
use std::collections::{BTreeMap, BTreeSet};

/// Instrument, its entry into force, and days from deposit where the table gives no date of entry.
const LISTS: &[(&str, &str, i64)] = &[
    ("UN-ICSFT-1999", "2002-04-10", 30),
    ("UN-UNTOC-2000", "2003-09-29", 30),
    ("UN-ICSANT-2005", "2007-07-07", 30),
    ("UN-BOMBINGS-1997", "2001-05-23", 30),
    ("UN-HOSTAGES-1979", "1983-06-03", 30),
    ("UN-IPP-1973", "1977-02-20", 30),
    ("UN-UNCAC-2003", "2005-12-14", 30),
    ("COE-ETS024", "1960-04-18", 90),
    ("COE-ETS030", "1962-06-12", 90),
    ("COE-ETS090", "1978-08-04", 90),
    ("COE-ETS112", "1985-07-01", 90),
    ("COE-ETS182", "2004-02-01", 90),
    ("COE-CETS196", "2007-06-01", 90),
    ("COE-CETS209", "2012-05-01", 90),
    ("COE-CETS217", "2017-07-01", 90),
    ("ICAO-TOKYO-1963", "1969-12-04", 90),
    ("ICAO-HAGUE-1970", "1971-10-14", 30),
    ("ICAO-MONTREAL-1971", "1973-01-26", 30),
    ("ICAO-AIRPORT-1988", "1989-08-06", 30),
    ("ICAO-MEX-1991", "1998-06-21", 60),
    ("ICAO-BEIJING-P-2010", "2018-01-01", 30),
    ("IMO-SUA-1988", "1992-03-01", 90),
    ("IAEA-CPPNM-1980", "1987-02-08", 30),
    ("IAEA-CPPNM-A-2005", "2016-05-08", 0),
    ("OAS-MLA-P-1993", "2002-04-07", 30),
    ("OAS-SENT-1993", "1996-04-12", 30),
];

const BINDING: &[&str] = &["ratification", "accession", "acceptance", "approval", "succession", "formal-confirmation"];

fn day(text: &str) -> Option<Date> {
    if text.is_empty() { None } else { Some(text.parse().unwrap()) }
}

/// The day of the succession of States, by State: from there on a successor is bound, whenever it notified.
fn successions() -> BTreeMap<String, Date> {
    let rows = csv::Reader::from_path(house::folder().join("successions.csv")).unwrap().into_records();
    rows.map(|row| row.unwrap()).map(|row| (row[0].to_owned(), row[2].parse().unwrap())).collect()
}

/// First day and, for those that left, the day of leaving, by State.
fn recount(id: &str, begun: Date, days: i64) -> BTreeMap<String, (Date, Option<Date>)> {
    let path = house::folder().join("participation").join(format!("{id}.csv"));
    let mut found: BTreeMap<String, (Date, Option<Date>)> = BTreeMap::new();
    let mut left: BTreeMap<String, Date> = BTreeMap::new();
    let successions = successions();
    for row in csv::Reader::from_path(path).unwrap().records() {
        let row = row.unwrap();
        let (state, action) = (row[0].to_owned(), &row[1]);
        if action == "cessation" {
            left.insert(state, day(&row[2]).unwrap());
        } else if BINDING.contains(&action) {
            let deposit = day(&row[2]);
            let rule = || match action {
                "succession" => Some(successions[&state]),
                _ => Some(deposit?.checked_add(days.days()).unwrap()),
            };
            let since = day(&row[3]).or_else(rule);
            if let Some(since) = since {
                found.insert(state, (since.max(begun), None));
            }
        }
    }
    for (state, last) in left {
        if let Some(entry) = found.get_mut(&state) {
            entry.1 = Some(last);
        }
    }
    found
}

#[test]
fn law_2_1_a_second_implementation_finds_the_same_parties_on_a_hundred_days() {
    let book = house::lawbook();
    for (id, begun, days) in LISTS {
        let begun = day(begun).unwrap();
        let table = recount(id, begun, *days);
        let instrument = InstrumentId::parse(id).unwrap();
        for n in 0..100 {
            let on = date(1960, 1, 1).checked_add((n * 246).days()).unwrap();
            let expected: BTreeSet<(String, Date)> = table
                .iter()
                .filter(|(_, (since, left))| begun <= on && *since <= on && left.is_none_or(|left| on < left))
                .map(|(state, (since, _))| (state.clone(), *since))
                .collect();
            let answer = parties(&book, &instrument, on).unwrap();
            let found: BTreeSet<(String, Date)> =
                answer.parties.iter().map(|party| (party.state.to_string(), party.since)).collect();
            assert_eq!(found, expected, "{id} on {on}");
            assert_eq!(answer.count, expected.len());
        }
    }
}

#[test]
fn every_row_of_every_table_is_in_the_lawbook() {
    let book = house::lawbook();
    let acts: usize = book.instruments().filter_map(|i| book.acts(&i.id)).flatten().map(|(_, acts)| acts.len()).sum();
    assert_eq!(acts, 4310);
    assert_eq!(book.instruments().count(), 75);
    let definitions: usize = book.offences().map(|offence| offence.defined_by.len()).sum();
    assert_eq!(definitions, 101);
}
