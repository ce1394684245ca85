//! Neither confirm nor deny: whatever the case, the asker gets the same sentence, in the same size, at the same tick, and
//! nothing else that tells.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up has failed")]

use exchange::inbound::{answer, judge};
use exchange::take_in;
use jiff::SignedDuration;
use model::message::{NeutralAnswer, Outcome};
use model::record::Record;
use model::subject::{Person, Subject, SubjectCategory};
use model::{CaseReference, Chance, Content, Instant, Marker, MarkerKind, Purpose, RecordId, State, UnitId};
use proptest::prelude::*;
use std::collections::BTreeSet;
use store::Judgement;
use testkit::chance::SeededChance;
use testkit::monster::Monster;
use testkit::scene::{FI, LV, Scene, desk};
use testkit::{Ground, Rules, form};

/// What is behind a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    /// Nobody of that name is held.
    NoHit,
    /// A record is held; nobody has looked at it.
    NotLookedAt,
    /// A record is held and confirmed; nobody released anything.
    Confirmed,
    /// A record is held; an officer found that it is another.
    Different,
    /// An answer with information is in draft.
    InDraft,
    /// The person is marked as protected from the asking State.
    Barred,
}

const CASES: &[Case] = &[Case::NoHit, Case::NotLookedAt, Case::Confirmed, Case::Different, Case::InDraft, Case::Barred];

/// What the asker can observe of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Observed {
    left: Instant,
    size: usize,
    as_of: Instant,
    /// Every field of the payload that is not drawn at random, as text.
    said: String,
    /// In how many parcels, and in which order of numbers.
    number: u64,
}

/// Latvia stands in for the State fled from: its arrangement has the schedule.
fn hold(scene: &mut Scene, case: Case, subject: &Subject, seed: u64) {
    if case == Case::NoHit {
        return;
    }
    let id = RecordId::draw(&mut SeededChance::new(seed, "held") as &mut dyn Chance);
    let record = form::record(id, subject.clone()).unwrap();
    let marker = Marker {
        kind: MarkerKind::ProtectedStatus,
        from: State::parse("LVA").unwrap(),
        set_by: "Competent authority".to_owned(),
    };
    let record = match case {
        Case::Barred => Record { marker: Some(marker), compartment: UnitId::parse("protection").unwrap(), ..record },
        _ => record,
    };
    scene.visit(FI, |station, tx| take_in(station, tx, &record, "test", None)).unwrap();
}

/// What officers in Helsinki do before the tick.
fn work(scene: &mut Scene, case: Case, asked: &testkit::scene::Asked, subject: &Subject) {
    let press = |scene: &mut Scene, judgement| {
        scene.visit(FI, |station, tx| {
            let own = form::spelt("FI/7", CaseReference::parse)?;
            judge(station, tx, &desk()?, asked.message, 0, judgement, Purpose::Investigation, &own).map(drop)
        })
    };
    match case {
        Case::NoHit | Case::NotLookedAt | Case::Barred => {}
        Case::Confirmed => press(scene, Judgement::Same).unwrap(),
        Case::Different => press(scene, Judgement::Different).unwrap(),
        Case::InDraft => {
            press(scene, Judgement::Same).unwrap();
            scene
                .visit(FI, |station, tx| {
                    let draft = answer(station, tx, &desk()?, asked.exchange, form::informs("FI/7", subject.clone())?)?;
                    draft.ground(station, tx, &desk()?)?.mark(station, tx, &desk()?, form::marking()?).map(drop)
                })
                .unwrap();
        }
    }
}

fn ground() -> Ground {
    Ground::lay_wide(Rules::read().unwrap(), 1).unwrap()
}

/// Plays one case and looks with the asker's eyes, once a minute.
fn observe(ground: &Ground, case: Case, name: &str, seconds: i64, seed: u64) -> Observed {
    let mut scene = Scene::on(ground).unwrap();
    scene.wait(SignedDuration::from_secs(seconds));
    let mut person = Person::named(name);
    person.category = Some(SubjectCategory::PersonConcerned);
    let subject = Subject::Person(person);
    hold(&mut scene, case, &subject, seed);
    let asked = scene.ask(LV, FI, "LV/77", subject.clone()).unwrap();
    let candidates = scene.visit(FI, |_, tx| Ok(tx.candidates().of(asked.message)?.len())).unwrap();
    assert_eq!(candidates > 0, case != Case::NoHit, "{case:?}: the case is what it says");
    work(&mut scene, case, &asked, &subject);
    let begun = scene.now;
    loop {
        let parcels = scene.due(FI).unwrap();
        if let [parcel] = parcels.as_slice() {
            let size = parcel.bytes().len();
            let monster = Monster::of(&mut scene, LV, parcel).unwrap();
            let mut payload = monster.payload;
            let Content::Answer(model::Answer { to, outcome: Outcome::Neutral(NeutralAnswer { as_of }) }) =
                payload.content().unwrap()
            else {
                panic!("{case:?}: not the neutral answer")
            };
            assert_eq!(to, asked.message);
            // What is drawn at random, or is the request's own id, tells nothing: blanked for comparing.
            payload.nonce = testkit::monster::nothing();
            payload.exchange = model::ExchangeId([0; 16]);
            let mut said = serde_json::to_value(&payload).unwrap();
            said["content"]["to"] = serde_json::Value::Null;
            return Observed { left: scene.now, size, as_of, said: said.to_string(), number: monster.number };
        }
        assert!(parcels.is_empty(), "{case:?}: {} parcels at once", parcels.len());
        assert!(scene.now.duration_since(begun) < SignedDuration::from_hours(48), "{case:?}: no answer");
        scene.wait(SignedDuration::from_mins(10));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_case_is_answered_alike(
        given in "[A-Z][a-z]{2,12}",
        family in "[A-Z][a-z]{2,16}",
        seconds in 0i64..86_400,
        seed in any::<u64>(),
    ) {
        let name = format!("{given} {family}");
        let ground = ground();
        let first = observe(&ground, CASES[0], &name, seconds, seed);
        for case in &CASES[1..] {
            prop_assert_eq!(&observe(&ground, *case, &name, seconds, seed), &first, "{:?} is told from {:?}", case, CASES[0]);
        }
    }
}

/// Twenty unmarked namesakes fill the list of candidates; the marked one bars all the same.
#[test]
fn no_number_of_namesakes_hides_a_marker() {
    let ground = ground();
    let mut scene = Scene::on(&ground).unwrap();
    let mut person = Person::named("Namesake Sampleton");
    person.category = Some(SubjectCategory::PersonConcerned);
    let subject = Subject::Person(person);
    for seed in 100..120 {
        hold(&mut scene, Case::NotLookedAt, &subject, seed);
    }
    hold(&mut scene, Case::Barred, &subject, 1);
    let asked = scene.ask(LV, FI, "LV/78", subject).unwrap();
    let row = scene.visit(FI, |_, tx| tx.exchanges().get(asked.exchange)).unwrap().unwrap();
    assert_eq!(row.compartment.as_str(), "protection");
    let queue = scene.visit(FI, |_, tx| Ok(tx.overseer_queue().all()?.len())).unwrap();
    assert_eq!(queue, 1);
}

#[test]
fn the_tick_hangs_on_the_receipt_alone() {
    let (ground, mut ticks) = (ground(), BTreeSet::new());
    for seconds in [0, 1, 3_599, 21_599, 43_200] {
        let observed = observe(&ground, Case::NoHit, "Nobody Atall", seconds, 1);
        assert_eq!(observed.as_of.as_second() % 21_600, 0, "on the schedule's tick");
        assert!(observed.left >= observed.as_of && observed.left.duration_since(observed.as_of).as_mins() <= 10);
        ticks.insert(observed.as_of);
    }
    assert!(ticks.len() > 1, "requests of different hours get different ticks: {ticks:?}");
}
