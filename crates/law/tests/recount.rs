//! Party counts, recomputed straight from the tables by a second, smaller implementation that shares no code with the
//! crate: every list that has dates, 100 days spread over 1960 to 2026, every party and its first day. And the numbers that
//! the description of the data gives for the lists that are complete and dated.

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
    ("COE-ETS185", "2004-07-01", 90),
    ("OAS-IACAT-2002", "2003-07-10", 30),
    ("ASEAN-ACCT-2007", "2011-05-27", 0),
    ("EU-MLA-2000", "2005-08-23", 90),
    ("EU-EAW-2002", "2002-08-07", 0),
    ("EU-TCO-2021", "2021-06-06", 0),
    ("EU-TERR-2017", "2017-04-20", 0),
    ("EU-UK-TCA-2020", "2021-01-01", 0),
    ("SAARC-TERR-1987", "1988-08-22", 0),
    ("SAARC-TERR-P-2004", "2006-01-12", 0),
];

/// Lists with dates in which others are bound too, without a row: members of the Union, whose directive binds them.
const BEYOND_ROWS: &[&str] = &["EU-EIO-2014"];

/// Instrument, the day to which the list was brought, parties by then (bound, or bound later by a deposit made by then), and
/// how many of them are bound on that day. Where the description gives a month, its first day.
const COMPLETE_AND_DATED: &[(&str, &str, usize, usize)] = &[
    ("UN-ICSFT-1999", "2024-06-07", 190, 190),
    ("UN-UNTOC-2000", "2025-05-07", 193, 193),
    ("UN-ICSANT-2005", "2024-02-29", 124, 124),
    ("COE-ETS024", "2023-06-28", 50, 50),
    ("COE-ETS030", "2025-02-13", 50, 50),
    ("COE-ETS090", "2025-08-26", 46, 46),
    ("COE-CETS196", "2025-02-13", 43, 43),
    ("COE-CETS217", "2023-07-17", 30, 27),
    ("COE-CETS209", "2023-06-29", 23, 23),
    ("COE-ETS182", "2022-04-22", 42, 42),
    ("COE-ETS112", "2020-05-05", 68, 68),
    ("ICAO-TOKYO-1963", "2023-06-21", 187, 187),
    ("ICAO-HAGUE-1970", "2018-04-11", 187, 187),
    ("ICAO-MONTREAL-1971", "2018-04-12", 189, 189),
    ("IMO-SUA-1988", "2020-06-11", 166, 166),
    ("IAEA-CPPNM-1980", "2022-04-07", 164, 164),
    ("IAEA-CPPNM-A-2005", "2023-11-14", 135, 135),
    ("ICAO-AIRPORT-1988", "2016-03-08", 174, 174),
    ("ICAO-MEX-1991", "2015-11-25", 153, 152),
    ("ICAO-BEIJING-P-2010", "2019-03-27", 30, 29),
    ("UN-BOMBINGS-1997", "2015-03-01", 168, 168),
    ("UN-HOSTAGES-1979", "2015-03-01", 173, 173),
    ("UN-IPP-1973", "2015-03-01", 176, 176),
    // The list of March 2015, and thirteen that joined later from general knowledge.
    ("UN-UNCAC-2003", "2026-11-23", 184, 184),
    ("SAARC-TERR-1987", "2006-01-12", 7, 7),
    ("SAARC-TERR-P-2004", "2006-01-12", 7, 7),
];

const BINDING: &[&str] = &[
    "ratification",
    "accession",
    "acceptance",
    "approval",
    "succession",
    "formal-confirmation",
    "bound-by-membership",
    "transposed",
];

fn day(text: &str) -> Option<Date> {
    if text.is_empty() { None } else { Some(text.parse().unwrap()) }
}

/// The day of the succession of States, by State: from there on a successor is bound, whenever it notified.
fn successions() -> BTreeMap<String, Date> {
    let rows = csv::Reader::from_path(house::folder().join("successions.csv")).unwrap().into_records();
    rows.map(|row| row.unwrap()).map(|row| (row[0].to_owned(), row[2].parse().unwrap())).collect()
}

/// A State of a table.
#[derive(Clone, Copy)]
struct Seen {
    /// The first day on which it is bound.
    since: Date,
    /// The first day on which it counts: of a successor the day of its act, as the table gives it.
    counts: Date,
    /// The day on which it left.
    left: Option<Date>,
}

/// Every State of a table, with its days.
fn recount(id: &str, begun: Date, days: i64) -> BTreeMap<String, Seen> {
    let path = house::folder().join("participation").join(format!("{id}.csv"));
    let mut found: BTreeMap<String, Seen> = BTreeMap::new();
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
                let since = since.max(begun);
                let counts = if action == "succession" { since.max(deposit.unwrap()) } else { since };
                found.insert(state, Seen { since, counts, left: None });
            }
        } else if action.ends_with("-undated") {
            // No deposit, and yet a day: its own, or one by which all had ratified.
            if let Some(since) = day(&row[3]).filter(|since| *since != begun || id.starts_with("SAARC")) {
                found.insert(state, Seen { since, counts: since, left: None });
            }
        }
    }
    for (state, last) in left {
        if let Some(entry) = found.get_mut(&state) {
            entry.left = Some(last);
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
                .filter(|(_, seen)| begun <= on && seen.counts <= on && seen.left.is_none_or(|left| on < left))
                .map(|(state, seen)| (state.clone(), seen.since))
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
fn every_list_with_dates_is_recounted() {
    let folder = house::folder().join("participation");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let id = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let rows = csv::Reader::from_path(&path).unwrap().into_records().map(|row| row.unwrap());
        let dated = rows.filter(|row| BINDING.contains(&&row[1])).any(|row| !row[2].is_empty());
        let recounted = LISTS.iter().any(|(list, ..)| *list == id) || BEYOND_ROWS.contains(&id.as_str());
        assert!(recounted || !dated, "{id} has dates and is not recounted");
    }
}

#[test]
fn the_numbers_of_the_complete_and_dated_lists_come_out() {
    let book = house::lawbook();
    for (id, on, consented, bound) in COMPLETE_AND_DATED {
        let instrument = InstrumentId::parse(id).unwrap();
        let answer = parties(&book, &instrument, on.parse().unwrap()).unwrap();
        assert_eq!((answer.consented, answer.count), (*consented, *bound), "{id} on {on}");
        assert!(answer.complete && answer.undated.is_empty(), "{id}");
        let today = parties(&book, &instrument, date(2026, 11, 23)).unwrap();
        assert_eq!(today.count, *consented, "{id}: by today all are bound");
    }
    let answer = |id, on: &str| parties(&book, &InstrumentId::parse(id).unwrap(), on.parse().unwrap()).unwrap();
    // Forty-six without Russia, which ceased to be a party on 2022-03-16.
    assert_eq!(answer("COE-ETS090", "2022-03-15").count, answer("COE-ETS090", "2022-03-16").count + 1);
    // Partly: seventy-five, two of them without a date; acts of the Union by membership.
    let cyber = answer("COE-ETS185", "2026-11-23");
    assert_eq!((cyber.count, cyber.undated.len(), cyber.complete), (73, 2, false));
    let warrant = |on| answer("EU-EAW-2002", on).count;
    assert_eq!((warrant("2020-12-30"), warrant("2026-11-23")), (28, 27));
    let order = |on| answer("EU-EIO-2014", on).count;
    assert_eq!((order("2020-12-30"), order("2026-11-23")), (26, 25));
    assert_eq!((answer("EU-TCO-2021", "2026-11-23").count, answer("EU-TERR-2017", "2026-11-23").count), (27, 25));
    let convention = answer("EU-MLA-2000", "2013-01-01");
    assert_eq!((convention.count, convention.undated.len()), (16, 8));
    // Two without a deposit have a day of their own; the United Kingdom, without any, left.
    let convention = answer("EU-MLA-2000", "2026-11-23");
    assert_eq!((convention.count, convention.undated.len()), (18, 7));
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
