//! Every clock of the lawbook over a leap day, both changes of daylight time, a bridge of holidays, and a suspension. The
//! expected ends in `clocks.csv` were computed by a separate program (`oracle/clocks.py`) with other libraries for dates, zones
//! and holidays, from values typed apart (`clock_values.csv`); the executing authority is Finnish.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod house;

use law::Lawbook;
use law::clock::{ClockEvent, ClockFact, ClockState, Extension, Period, Statutory, reckon, replay, zone};
use law::lawbook::clock::ClockEntry;
use model::State;
use model::time::Instant;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static BOOK: LazyLock<Lawbook> = LazyLock::new(house::lawbook);

fn instant(text: &str) -> Instant {
    text.parse().unwrap()
}

fn run(entry: &ClockEntry, start: &str) -> Statutory {
    let helsinki = zone("Europe/Helsinki").unwrap();
    reckon(&BOOK, entry, Some(State::parse("FIN").unwrap()), instant(start), &helsinki).unwrap()
}

fn rows() -> Vec<Vec<String>> {
    let text = include_str!("clocks.csv");
    text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

#[test]
fn the_table_holds_every_clock_of_the_lawbook_and_no_other() {
    let table: BTreeSet<String> = rows().into_iter().map(|row| row[0].clone()).collect();
    let book: BTreeSet<String> = BOOK.clocks().iter().map(|clock| clock.id.clone()).collect();
    assert_eq!(table, book);
}

#[test]
fn every_clock_comes_out_right_over_leap_day_daylight_time_and_holidays() {
    // Local times: a Monday before a leap day; the hour before clocks go forward; before they go back; before Christmas.
    let starts = ["2028-02-28T08:00:00Z", "2026-03-29T00:30:00Z", "2026-10-24T23:30:00Z", "2026-12-23T13:00:00Z"];
    for row in rows() {
        let entry = BOOK.clock(&row[0]).unwrap();
        for (at, start) in starts.iter().enumerate() {
            assert_eq!(run(entry, start).due, instant(&row[1 + at]), "{} from {start}", row[0]);
        }
        let latest = run(entry, starts[3]).latest.map(|latest| latest.local.replace("end of ", ""));
        assert_eq!(latest.unwrap_or_default(), row[5], "{}: the later reading over the holidays", row[0]);
    }
}

#[test]
fn every_clock_is_suspended_where_its_act_knows_a_ground_and_nowhere_else() {
    let helsinki = zone("Europe/Helsinki").unwrap();
    for row in rows() {
        let entry = BOOK.clock(&row[0]).unwrap();
        let clock = run(entry, "2026-06-15T06:00:00Z");
        let cite = clock.cite.clone();
        let events = [
            ClockEvent::new(instant("2026-06-15T06:30:00Z"), ClockFact::Suspended { cite }),
            ClockEvent::new(instant("2026-06-18T06:30:00Z"), ClockFact::Resumed),
        ];
        let found = replay(&clock, &helsinki, &events, instant("2026-06-18T06:30:00Z"));
        let found = match found {
            Ok(law::clock::ClockState::Running { due, .. }) => due.to_string(),
            Ok(other) => format!("{other:?}"),
            Err(refusal) => refusal.check.id.to_owned(),
        };
        assert_eq!(found, row[6], "{}", row[0]);
    }
}

#[test]
fn every_clock_is_extended_where_its_act_says_so_and_nowhere_else() {
    let helsinki = zone("Europe/Helsinki").unwrap();
    for row in rows() {
        let entry = BOOK.clock(&row[0]).unwrap();
        let clock = run(entry, "2026-12-23T13:00:00Z");
        let by = match (entry.extension, entry.period) {
            (Some(Extension::By(by)), _) => by,
            (Some(Extension::To(Period::WorkingDays(whole))), Period::WorkingDays(first)) => {
                Period::WorkingDays(whole - first)
            }
            _ => Period::Days(1),
        };
        let extended = ClockFact::Extended { by, reason: "three banks were asked".to_owned() };
        // Before anything can have run out; facts of fixed days began long ago.
        let event = ClockEvent::new(instant("2026-12-23T13:10:00Z"), extended);
        let found = match replay(&clock, &helsinki, &[event], instant("2026-12-23T13:10:00Z")) {
            Ok(ClockState::Running { due, .. }) => due.to_string(),
            Ok(other) => format!("{other:?}"),
            Err(refusal) => refusal.check.id.to_owned(),
        };
        // A day of transposition that has passed cannot be moved either.
        let passed = clock.due <= instant("2026-12-23T13:10:00Z");
        assert!(found == row[7] || passed && found.starts_with("LAW-6."), "{}: {found} and not {}", row[0], row[7]);
    }
}

/// The values of the clocks, typed apart from the lawbook.
#[test]
fn every_clock_has_the_length_the_extension_and_the_start_of_the_table_of_the_field() {
    let text = include_str!("clock_values.csv");
    let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(',').collect()).collect();
    assert_eq!(rows.len(), BOOK.clocks().len());
    for row in rows {
        let clock = BOOK.clock(row[0]).unwrap_or_else(|| panic!("{}", row[0]));
        let extension = match clock.extension {
            None => String::new(),
            Some(Extension::By(by)) => format!("by {}", short(by)),
            Some(Extension::To(to)) => format!("to {}", short(to)),
        };
        let found = [short(clock.period), extension, clock.start.as_str().to_owned()];
        assert_eq!(found, [row[1], row[2], row[3]], "{}", row[0]);
    }
}

fn short(period: Period) -> String {
    match period {
        Period::Hours(n) => format!("{n}h"),
        Period::Days(n) => format!("{n}d"),
        Period::WorkingDays(n) => format!("{n}wd"),
        Period::Weeks(n) => format!("{n}w"),
        Period::Months(n) => format!("{n}mo"),
        Period::Years(n) => format!("{n}y"),
        Period::BeforeNextYear { month: 3, day: 1 } => "before 1 March".to_owned(),
        Period::BeforeNextYear { month, day } => format!("before {day}.{month}."),
        Period::On(day) => format!("on {day}"),
    }
}

#[test]
fn every_clock_says_what_follows_where_it_stands_and_whether_that_was_read() {
    for clock in BOOK.clocks() {
        for (what, text) in
            [("title", &clock.title), ("effect", &clock.effect), ("starts", &clock.starts), ("source", &clock.source)]
        {
            assert!(!text.trim().is_empty(), "{}: {what}", clock.id);
        }
        assert!(clock.citation().0.len() > clock.act_name().len() + 2, "{}", clock.id);
    }
}

/// Which ends a change of the rule would move: the test above can fail.
#[test]
fn a_changed_holiday_moves_the_clocks_of_working_days_alone() {
    let mut files = house::files();
    let calendar = files.iter_mut().find(|(path, _)| path == "holidays/FIN.toml").unwrap();
    let text = String::from_utf8(calendar.1.clone()).unwrap().replace("12-24", "12-22");
    calendar.1 = text.into_bytes();
    let changed = house::read(&files).unwrap();
    let helsinki = zone("Europe/Helsinki").unwrap();
    for clock in BOOK.clocks() {
        let start = instant("2026-12-23T13:00:00Z");
        let fin = Some(State::parse("FIN").unwrap());
        let (before, after) =
            (run(clock, "2026-12-23T13:00:00Z"), reckon(&changed, clock, fin, start, &helsinki).unwrap());
        assert_eq!(before.due != after.due, clock.period.in_working_days(), "{}", clock.id);
    }
}
