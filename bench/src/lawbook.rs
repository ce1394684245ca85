//! Reading the whole lawbook; one question of law; the world: every ordered pair of the members of the United Nations, for
//! every kind of cooperation, for one offence. On one core, nothing shared between questions but the lawbook.

use crate::Outcome;
use law::{Lawbook, Scope, Survey, power};
use model::{Kind, Offence, Purpose, State};
use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::{Duration, Instant as Stopwatch};

/// States whose pairs are asked one by one: with many instruments between them, with few, with none.
const ASKED: &[&str] = &["FIN", "KEN", "EST", "FRA", "GBR", "USA", "RUS", "CHN", "BRA", "SOM", "UGA", "JPN"];

/// Offences that they are asked about.
const OFFENCES: &[&str] = &["terrorist-financing", "terrorist-bombing", "hostage-taking"];

/// What was measured.
pub struct Read {
    reading: Duration,
    questions: Vec<Duration>,
    world: Duration,
    states: usize,
    answers: usize,
    covered: usize,
}

impl std::fmt::Display for Read {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let micros = |part: usize| {
            let at = self.questions.len().saturating_sub(1) * part / 100;
            self.questions.get(at).map_or(0.0, |took| took.as_secs_f64() * 1e6)
        };
        writeln!(f, "lawbook: read in {:.1} ms", self.reading.as_secs_f64() * 1e3)?;
        writeln!(
            f,
            "one question of law: median {:.1} us (goal 50), 99th of 100 {:.1} us, over {} questions",
            micros(50),
            micros(99),
            self.questions.len()
        )?;
        write!(
            f,
            "the world: {} States, {} pairs and kinds, {} covered, in {:.3} s (goal 2)",
            self.states,
            self.answers,
            self.covered,
            self.world.as_secs_f64()
        )
    }
}

/// Reads the lawbook once, asks every pair of a few States one by one, then the world.
pub fn run() -> Outcome<Read> {
    let clock = Stopwatch::now();
    let book = Lawbook::read(node::rules::LAWBOOK, node::rules::lawbook_version())?;
    let reading = clock.elapsed();
    let mut questions = one_by_one(&book)?;
    questions.sort();
    let scope = scope("terrorist-financing")?;
    let members: Vec<State> =
        book.states().map(|(state, _)| state).filter(|state| book.member("UN", *state, scope.on).is_some()).collect();
    let clock = Stopwatch::now();
    let survey = Survey::of(&book, &scope, &members);
    let (mut answers, mut covered) = (0_usize, 0_usize);
    for kind in Kind::ALL {
        for from in 0..members.len() {
            for to in 0..members.len() {
                if let Some(reach) = survey.at(from, to, *kind) {
                    answers += 1;
                    covered += usize::from(black_box(reach).covered());
                }
            }
        }
    }
    Ok(Read { reading, questions, world: clock.elapsed(), states: members.len(), answers, covered })
}

fn scope(offence: &str) -> Outcome<Scope> {
    let offence = Offence::parse(offence)?;
    Ok(Scope { offence, purpose: Purpose::Investigation, on: "2026-11-23".parse()?, confirmed: BTreeSet::new() })
}

fn one_by_one(book: &Lawbook) -> Outcome<Vec<Duration>> {
    let mut took = Vec::new();
    for offence in OFFENCES {
        let scope = scope(offence)?;
        for from in ASKED {
            for to in ASKED.iter().filter(|to| *to != from) {
                for kind in Kind::ALL {
                    let question = scope.question(State::parse(from)?, State::parse(to)?, *kind);
                    let clock = Stopwatch::now();
                    black_box(power(book, &question, &[]));
                    took.push(clock.elapsed());
                }
            }
        }
    }
    Ok(took)
}
