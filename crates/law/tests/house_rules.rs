//! Each check has its test, the reader is fast enough to run at every start, and a question costs next to nothing.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod house;

use law::{Question, Side, power};
use model::{DataCategory, Kind, Offence, Purpose, State};
use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

#[test]
fn every_check_has_a_test_named_after_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let texts: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| std::fs::read_to_string(entry.unwrap().path()).ok())
        .collect();
    for check in law::checks::ALL {
        let name = format!("fn {}_", check.id.to_lowercase().replace(['-', '.'], "_"));
        assert!(texts.iter().any(|text| text.contains(&name)), "no test is named `{name}...`");
        assert!(!check.sentence.is_empty() && !check.source.is_empty());
    }
}

/// The best of several runs, so that a busy machine does not decide.
fn best(mut run: impl FnMut()) -> Duration {
    let times = (0..10).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed()
    });
    times.min().unwrap()
}

#[test]
fn the_lawbook_is_read_in_50_milliseconds_and_a_question_answered_in_one() {
    let files = house::files();
    let reading = best(|| drop(house::read(&files).unwrap()));
    assert!(reading < Duration::from_millis(50), "reading took {reading:?}");
    let book = house::lawbook();
    let question = Question {
        from: Side::of(State::parse("FIN").unwrap()),
        to: Side::of(State::parse("KEN").unwrap()),
        kind: Kind::Information,
        offence: Offence::parse("terrorist-financing").unwrap(),
        purpose: Purpose::Investigation,
        category: DataCategory::Personal,
        on: "2026-11-23".parse().unwrap(),
        confirmed: BTreeSet::new(),
    };
    let asking = best(|| drop(power(&book, &question, &[])));
    assert!(asking < Duration::from_millis(1), "a question took {asking:?}");
}

#[test]
fn a_lawbook_stays_small() {
    let bytes: usize = house::files().iter().map(|(_, bytes)| bytes.len()).sum();
    assert!(bytes < 1_000_000, "{bytes} bytes");
}
