//! The start of a node with many records: database, keys, every record decrypted and indexed for screening.

use crate::Outcome;
use crate::federation::ways;
use model::record::{Origin, Record};
use model::subject::{PartialDate, Person, Subject};
use model::{
    Authority, AuthorityId, Body, Chance as _, Handling, HandlingCode, Instant, RecordId, Retention, State, UnitId,
};
use node::federation::{Founding, Member};
use node::rules::Rules;
use node::system::SystemChance;
use std::path::Path;
use std::time::{Duration, Instant as Stopwatch};

/// What was measured.
pub struct Started {
    records: usize,
    rules: Duration,
    took: Duration,
}

impl std::fmt::Display for Started {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "start with {} records: {:.2} s (goal 2.00 s), of which lawbook and policies {:.2} s",
            self.records,
            (self.took + self.rules).as_secs_f64(),
            self.rules.as_secs_f64()
        )
    }
}

/// Fills a node, closes it, and times its start.
pub fn run(folder: &Path, records: usize) -> Outcome<Started> {
    let at: Instant = "2026-11-23T01:12:00Z".parse()?;
    let directory = folder.join("many");
    fill(&directory, records, at)?;
    let clock = Stopwatch::now();
    let rules = Rules::built_in()?;
    let read = clock.elapsed();
    let clock = Stopwatch::now();
    let member = Member::open(&directory, ways()?, &rules, at, &mut SystemChance)?;
    let took = clock.elapsed();
    drop(member);
    Ok(Started { records, rules: read, took })
}

fn fill(directory: &Path, records: usize, at: Instant) -> Outcome<()> {
    let rules = Rules::built_in()?;
    let authority = Authority {
        id: AuthorityId::parse("many")?,
        name: "Bench".into(),
        state: State::parse("FIN")?,
        body: Body::Police,
        zone: "Europe/Helsinki".into(),
    };
    let founding = Founding { directory, authority: &authority, ways: ways()?, rules: &rules };
    let mut chance = SystemChance;
    let (member, _) = Member::found(&founding, at, &mut chance)?;
    let retention = Retention { review: "2027-11-23".parse()?, until: "2029-11-23".parse()? };
    let compartment = UnitId::parse("spoc")?;
    let mut people = Vec::with_capacity(records);
    for number in 0..records {
        people.push(Record {
            id: RecordId(chance.draw()),
            compartment: compartment.clone(),
            origin: Origin::Own { source: "bench".into() },
            subject: person(number as u64),
            handling: Handling::of([HandlingCode::H0]),
            retention,
            marker: None,
        });
    }
    member.step("fill", at, &mut chance, |station, tx| {
        people.iter().try_for_each(|record| exchange::take_in(station, tx, record, "bench", None))
    })?;
    Ok(())
}

/// An invented person: two or three names of invented syllables, a birth date.
fn person(number: u64) -> Subject {
    const SYLLABLES: [&str; 32] = [
        "ka", "lo", "mi", "ta", "ren", "sa", "vik", "to", "ne", "ra", "jun", "pe", "ol", "ha", "dim", "zu", "be",
        "cor", "fa", "gil", "ish", "kem", "lau", "mor", "nis", "ot", "pra", "qua", "rul", "sten", "ty", "ver",
    ];
    let mut state = number.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(1);
    let mut draw = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let mut word = |parts: u64| {
        let text: String = (0..parts).map(|_| SYLLABLES[draw(32) as usize]).collect();
        text
    };
    let name = format!("{} {} {}", word(2), word(3), word(3));
    let mut person = Person::named(&name);
    person.birth = PartialDate::parse(&format!("{}-{:02}-{:02}", 1940 + number % 65, 1 + number % 12, 1 + number % 28));
    Subject::Person(person)
}
