//! What must hold whatever is asked: nobody loses by another's accession, nothing serves before it is in force, and what
//! serves one way serves the other.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod house;

use law::power::Power;
use law::{Fact, Lawbook, Question, Side, power};
use model::time::Date;
use model::{DataCategory, InstrumentId, Kind, Offence, Purpose, State};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use std::collections::BTreeSet;

fn runner(cases: u32) -> TestRunner {
    TestRunner::new(Config { cases, rng_seed: RngSeed::Fixed(20_261_123), ..Config::default() })
}

fn states(book: &Lawbook) -> Vec<State> {
    book.states().map(|(state, _)| state).collect()
}

/// Questions of every kind and offence, of any two codes, from 1960 to 2030, with every fact confirmed.
fn questions(book: &Lawbook) -> impl Strategy<Value = Question> + use<> {
    let offences: Vec<Offence> = book.offences().map(|offence| offence.id.clone()).collect();
    let side = || select(states(book));
    let purpose = select(vec![Purpose::Prevention, Purpose::Investigation, Purpose::Prosecution]);
    (side(), side(), select(Kind::ALL), select(offences), purpose, 0i64..25_600).prop_map(
        |(from, to, kind, offence, purpose, days)| Question {
            from: Side::of(from),
            to: Side::of(to),
            kind,
            offence,
            purpose,
            category: DataCategory::Personal,
            on: jiff::civil::date(1960, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap(),
            confirmed: Fact::ALL.iter().copied().collect(),
        },
    )
}

fn ask(book: &Lawbook, question: &Question) -> Power {
    power(book, question, &[]).decision
}

/// Instrument, article, and the first day for both.
fn serving(power: &Power) -> BTreeSet<(String, String, Date)> {
    power.bases.iter().map(|basis| (basis.instrument.clone(), basis.article.clone(), basis.since)).collect()
}

#[test]
fn nothing_serves_before_the_instrument_or_either_side_is_bound() {
    let book = house::lawbook();
    let outcome = runner(4_000).run(&questions(&book), |question| {
        for basis in &ask(&book, &question).bases {
            let instrument = book.instrument(&InstrumentId::parse(&basis.instrument).unwrap()).unwrap();
            let begun = instrument.provisional.or(instrument.in_force).unwrap();
            prop_assert!(begun <= basis.since && basis.since <= question.on, "{basis:?} on {}", question.on);
            for bearing in &basis.parties {
                prop_assert!(begun <= bearing.since && bearing.since <= basis.since);
            }
            // The day before, it did not serve these two.
            let eve = Question { on: basis.since.yesterday().unwrap(), ..question.clone() };
            let early = ask(&book, &eve);
            prop_assert!(!early.bases.iter().any(|other| other.citation() == basis.citation()), "{basis:?}");
        }
        Ok(())
    });
    outcome.unwrap();
}

#[test]
fn what_serves_one_way_serves_the_other() {
    let book = house::lawbook();
    let outcome = runner(4_000).run(&questions(&book), |question| {
        let back = Question { from: question.to.clone(), to: question.from.clone(), ..question.clone() };
        let (there, back) = (ask(&book, &question), ask(&book, &back));
        prop_assert_eq!(serving(&there), serving(&back));
        prop_assert_eq!(there.certainty, back.certainty);
        Ok(())
    });
    outcome.unwrap();
}

/// The lawbook after one more accession.
fn joined(state: State, id: &InstrumentId, on: Date) -> Lawbook {
    let mut files = house::files();
    let path = format!("participation/{id}.csv");
    let row = format!("{state},accession,{on},{on},,invented for this test,general-knowledge,unverified\n");
    files.iter_mut().find(|(name, _)| *name == path).unwrap().1.extend_from_slice(row.as_bytes());
    house::read(&files).unwrap()
}

#[test]
fn an_accession_takes_nothing_from_anybody() {
    let book = house::lawbook();
    let open = |id: &InstrumentId| book.acts(id).is_some_and(|acts| acts.len() < 180);
    let instruments: Vec<InstrumentId> = book.instruments().map(|i| i.id.clone()).filter(open).collect();
    let accession = (select(instruments), select(states(&book)), 0i64..2_000);
    let many = prop::collection::vec(questions(&book), 400);
    let outcome = runner(12).run(&(accession, many).no_shrink(), |((id, state, days), questions)| {
        let begun = book.instrument(&id).unwrap().in_force;
        let acts = book.instrument(&id).unwrap().acts_of(state);
        prop_assume!(begun.is_some() && acts.is_empty());
        let on = begun.unwrap().checked_add(jiff::Span::new().days(days)).unwrap();
        let more = joined(state, &id, on);
        for mut question in questions {
            let (before, after) = (ask(&book, &question), ask(&more, &question));
            if question.from.state == state || question.to.state == state {
                prop_assert!(after.covered() || !before.covered());
            } else {
                prop_assert_eq!(&before, &after, "{} joins {} on {}", state, id, on);
            }
            question.to = Side::of(state);
            let (before, after) = (ask(&book, &question), ask(&more, &question));
            let kept = |power: &Power| {
                let gone = power.replaced.iter().map(|gone| gone.citation.clone());
                power.bases.iter().map(|basis| basis.citation()).chain(gone).collect::<BTreeSet<_>>()
            };
            prop_assert!(kept(&after).is_superset(&kept(&before)), "{} joins {} on {}", state, id, on);
        }
        Ok(())
    });
    outcome.unwrap();
}
