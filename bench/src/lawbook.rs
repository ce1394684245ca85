//! Reading the whole lawbook, and one question of law.

use crate::Outcome;
use law::{Lawbook, Question, Side, power};
use model::{DataCategory, Kind, Offence, Purpose, State};
use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::{Duration, Instant as Stopwatch};

/// What was measured.
pub struct Read {
    reading: Duration,
    asking: Duration,
}

impl std::fmt::Display for Read {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (reading, asking) = (self.reading.as_secs_f64() * 1e3, self.asking.as_secs_f64() * 1e6);
        write!(f, "lawbook: read in {reading:.1} ms, a question answered in {asking:.0} us")
    }
}

/// Reads the lawbook once and asks one question many times.
pub fn run() -> Outcome<Read> {
    const QUESTIONS: u32 = 1_000;
    let clock = Stopwatch::now();
    let book = Lawbook::read(node::rules::LAWBOOK, node::rules::lawbook_version())?;
    let reading = clock.elapsed();
    let question = Question {
        from: Side::of(State::parse("FIN")?),
        to: Side::of(State::parse("KEN")?),
        kind: Kind::Information,
        offence: Offence::parse("terrorist-financing")?,
        purpose: Purpose::Investigation,
        category: DataCategory::Personal,
        on: "2026-11-23".parse()?,
        confirmed: BTreeSet::new(),
    };
    let clock = Stopwatch::now();
    for _ in 0..QUESTIONS {
        black_box(power(&book, &question, &[]));
    }
    Ok(Read { reading, asking: clock.elapsed() / QUESTIONS })
}
