//! READ-1: purpose and case, policy, and the log before the content.

use crate::{refused, scene};
use audit::{Event, Item};
use exchange::reading::{Asked as Question, Disclosed, ReadItem, read};
use jiff::SignedDuration;
use model::{
    CaseReference, Chance, Handling, HandlingCode, Marker, MarkerKind, Officer, Purpose, Record, RecordId, Retention,
    Role, State, Stop, UnitId,
};
use testkit::chance::SeededChance;
use testkit::form::{self, person};
use testkit::scene::{EE, FI, Scene, desk};

fn open(scene: &Scene, place: usize, officer: &Officer, item: ReadItem) -> Result<Disclosed, Stop> {
    let (store, station) = scene.nodes[place].parts().unwrap();
    let case = form::spelt("CASE/1", CaseReference::parse).unwrap();
    let question = Question::new(officer, item, Purpose::Investigation, case).restriction_read();
    let done = read(station, store, scene.now, &mut SeededChance::new(1, "read"), question);
    scene.nodes[place].disk().take_crash();
    done
}

#[test]
fn read_1_1_every_read_in_the_log_names_purpose_and_case() {
    let (mut scene, _ground) = scene();
    let asked = scene.ask(EE, FI, "READ/1", person(1_000)).unwrap();
    for item in [ReadItem::Message(asked.message), ReadItem::Candidates(asked.message)] {
        open(&scene, FI, &desk().unwrap(), item).unwrap();
        match scene.log(FI).unwrap().last() {
            Some(Event::Read { purpose: Purpose::Investigation, case, .. }) => assert_eq!(case.as_str(), "CASE/1"),
            other => panic!("{other:?}"),
        }
    }
    // Without a purpose that the policies know for the item, nothing opens: oversight is the overseer's.
    let case = form::spelt("CASE/1", CaseReference::parse).unwrap();
    let desk = desk().unwrap();
    let question = Question::new(&desk, ReadItem::Message(asked.message), Purpose::Oversight, case);
    let (store, station) = scene.nodes[FI].parts().unwrap();
    let done = read(station, store, scene.now, &mut SeededChance::new(2, "read"), question);
    assert_eq!(refused(done), "POL-2.2");
}

#[test]
fn read_1_2_h0_is_read_for_the_purposes_of_the_arrangement_under_which_it_came() {
    let (mut scene, _ground) = scene();
    let under = scene.addressee(FI, EE).unwrap().under;
    scene
        .visit(FI, |_, tx| {
            let mut arrangement = tx.arrangements().get(&under)?.unwrap();
            let partner = arrangement.between.1.clone();
            arrangement.purposes = [Purpose::Investigation, Purpose::Threat].into();
            tx.arrangements().add(&arrangement, &partner).map(drop)
        })
        .unwrap();
    let asked = scene.ask(EE, FI, "READ/H0", person(1_000)).unwrap();
    let (desk, case) = (desk().unwrap(), form::spelt("CASE/1", CaseReference::parse).unwrap());
    let ask = |item: ReadItem, purpose: Purpose| {
        let (store, station) = scene.nodes[FI].parts().unwrap();
        let question = Question::new(&desk, item, purpose, case.clone()).restriction_read();
        read(station, store, scene.now, &mut SeededChance::new(3, "read"), question)
    };
    for item in [ReadItem::Message(asked.message), ReadItem::Candidates(asked.message)] {
        assert_eq!(refused(ask(item.clone(), Purpose::Prosecution)), "POL-2.2");
        ask(item, Purpose::Investigation).unwrap();
    }
}

#[test]
fn read_1_2_policy_permits_and_a_refusal_is_logged() {
    let (mut scene, _ground) = scene();
    let asked = scene.ask(EE, FI, "READ/2", person(1_000)).unwrap();
    // Inside the unit the policy says why not.
    let admin = Officer { roles: [Role::Administrator].into(), ..desk().unwrap() };
    assert_eq!(refused(open(&scene, FI, &admin, ReadItem::Message(asked.message))), "POL-2.2");
    // Outside of it there is nothing; the log alone has the policies.
    let elsewhere = Officer { unit: UnitId::parse("archive").unwrap(), ..desk().unwrap() };
    assert_eq!(refused(open(&scene, FI, &elsewhere, ReadItem::Message(asked.message))), "READ-1.2");
    match scene.log(FI).unwrap().last() {
        Some(Event::ReadRefused { item, policies, .. }) => {
            assert_eq!(item, &Item::Message(asked.message));
            assert!(policies.iter().any(|id| id.as_str() == "read.need-to-know"), "{policies:?}");
        }
        other => panic!("{other:?}"),
    }
    let draft = open(&scene, EE, &desk().unwrap(), ReadItem::Draft(asked.draft)).unwrap();
    assert!(matches!(draft, Disclosed::Draft(_)));
}

#[test]
fn read_1_2_what_is_not_there_and_what_is_not_to_be_known_are_told_apart_by_nothing() {
    let (mut scene, _ground) = scene();
    let asked = scene.ask(EE, FI, "READ/21", person(1_000)).unwrap();
    let protection = UnitId::parse("protection").unwrap();
    let marker = Marker { kind: MarkerKind::ProtectedStatus, from: State::EXAMPLELAND, set_by: "An agency".to_owned() };
    let id = |n: u64| RecordId::draw(&mut SeededChance::new(n, "reading") as &mut dyn Chance);
    let plain = form::record(id(1), person(1_001)).unwrap();
    let marked = Record { id: id(2), compartment: protection, marker: Some(marker), ..plain.clone() };
    for record in [&plain, &marked] {
        scene.visit(FI, |station, tx| exchange::take_in(station, tx, record, "reading", None)).unwrap();
    }
    let barred = scene.ask(EE, FI, "READ/22", person(1_001)).unwrap();
    let tell = |officer: &Officer, item: ReadItem| match open(&scene, FI, officer, item) {
        Err(Stop::Refusal(refusal)) => serde_json::to_string(&refusal).unwrap(),
        other => panic!("{other:?}"),
    };
    let elsewhere = Officer { unit: UnitId::parse("archive").unwrap(), ..desk().unwrap() };
    let nowhere = tell(&elsewhere, ReadItem::Message(model::MessageId(testkit::monster::nothing())));
    for item in [
        ReadItem::Message(asked.message),
        ReadItem::Message(barred.message),
        ReadItem::Candidates(asked.message),
        ReadItem::Candidates(barred.message),
        ReadItem::Record(plain.id),
        ReadItem::Record(marked.id),
        ReadItem::Record(id(3)),
    ] {
        assert_eq!(tell(&elsewhere, item.clone()), nowhere, "{item:?}");
    }
    // The desk whose record it is beside is told nothing of the marker either, nor is an overseer who was not let in.
    let overseer = Officer { roles: [Role::Overseer].into(), ..desk().unwrap() };
    for officer in [&desk().unwrap(), &overseer] {
        assert_eq!(tell(officer, ReadItem::Record(marked.id)), nowhere);
    }
    // Candidates: refused in one's own unit, whether there are any in another compartment or not.
    let admin = Officer { roles: [Role::Administrator].into(), ..desk().unwrap() };
    let (with, without) = (ReadItem::Candidates(barred.message), ReadItem::Candidates(asked.message));
    let told = tell(&admin, without);
    assert!(told.contains("POL-2.2"), "{told}");
    assert_eq!(tell(&admin, with), told);
}

fn years(n: i64) -> SignedDuration {
    SignedDuration::from_hours(n * 366 * 24)
}

fn cited(done: Result<Disclosed, Stop>) -> String {
    match done {
        Err(Stop::Refusal(refusal)) => format!("{:?}", refusal.cites),
        other => panic!("{other:?}"),
    }
}

#[test]
fn read_1_2_handling_and_retention_bind_a_record() {
    let (mut scene, _ground) = scene();
    let id = |n: u64| RecordId::draw(&mut SeededChance::new(n, "retention") as &mut dyn Chance);
    let plain = form::record(id(1), person(1_101)).unwrap();
    let handling = Handling { restriction: Some("Ask first.".into()), ..Handling::of([HandlingCode::H3]) };
    let worded = Record { handling, ..plain.clone() };
    let day = |text: &str| text.parse().unwrap();
    let retention = Retention { review: day("2026-01-01"), until: day("2026-11-01") };
    let past = Record { id: id(2), subject: person(1_102), retention, ..plain.clone() };
    for record in [&worded, &past] {
        scene.visit(FI, |station, tx| exchange::take_in(station, tx, record, "retention", None)).unwrap();
    }
    let case = form::spelt("CASE/1", CaseReference::parse).unwrap();
    let desk = desk().unwrap();
    let (store, station) = scene.nodes[FI].parts().unwrap();
    let unread = Question::new(&desk, ReadItem::Record(worded.id), Purpose::Investigation, case);
    let unread = read(station, store, scene.now, &mut SeededChance::new(5, "read"), unread);
    assert!(cited(unread).contains("content.h3-restriction-read"));
    open(&scene, FI, &desk, ReadItem::Record(worded.id)).unwrap();
    assert!(cited(open(&scene, FI, &desk, ReadItem::Record(past.id))).contains("content.retention"));
    // What may not be read is not found either.
    let asked = scene.ask(EE, FI, "READ/24", person(1_102)).unwrap();
    match open(&scene, FI, &desk, ReadItem::Candidates(asked.message)).unwrap() {
        Disclosed::Candidates(shown) => assert!(shown.iter().all(|(row, _)| row.record != past.id), "{shown:?}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn read_1_2_retention_binds_an_item_of_ours_and_what_was_found() {
    let (mut scene, _ground) = scene();
    let asked = scene.ask(EE, FI, "READ/25", person(1_000)).unwrap();
    let desk = desk().unwrap();
    let candidates = ReadItem::Candidates(asked.message);
    open(&scene, EE, &desk, ReadItem::Draft(asked.draft)).unwrap();
    open(&scene, FI, &desk, candidates.clone()).unwrap();
    scene.wait(years(11));
    assert!(cited(open(&scene, EE, &desk, ReadItem::Draft(asked.draft))).contains("content.retention"));
    assert!(cited(open(&scene, FI, &desk, candidates)).contains("content.retention"));
}

#[test]
fn read_1_2_an_erased_record_leaves_nothing_of_it_among_the_candidates() {
    let (mut scene, _ground) = scene();
    let id = RecordId::draw(&mut SeededChance::new(8, "erasure") as &mut dyn Chance);
    let record = form::record(id, person(1_203)).unwrap();
    scene.visit(FI, |station, tx| exchange::take_in(station, tx, &record, "erasure", None)).unwrap();
    let asked = scene.ask(EE, FI, "READ/26", person(1_203)).unwrap();
    let ordinal = |scene: &Scene| {
        let rows = scene.nodes[FI].look(scene.now, |_, tx| tx.candidates().of(asked.message)).unwrap();
        rows.into_iter().find(|row| row.record == id).map(|row| row.ordinal)
    };
    let found = ordinal(&scene).unwrap();
    scene.visit(FI, |station, tx| exchange::erase(station, tx, id, "test", None)).unwrap();
    let body = scene.nodes[FI].look(scene.now, |_, tx| Ok(tx.candidates().body(asked.message, found)?.is_some()));
    assert_eq!((ordinal(&scene), body.unwrap()), (Some(found), false), "that there was one stays");
    match open(&scene, FI, &desk().unwrap(), ReadItem::Candidates(asked.message)).unwrap() {
        Disclosed::Candidates(shown) => assert!(shown.iter().all(|(row, _)| row.record != id)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn read_1_1_the_read_of_an_item_names_its_exchange_and_shows_its_findings() {
    let (mut scene, _ground) = scene();
    let asked = scene.ask(EE, FI, "READ/27", person(1_000)).unwrap();
    match open(&scene, EE, &desk().unwrap(), ReadItem::Draft(asked.draft)).unwrap() {
        Disclosed::Draft(value) => assert!(value["findings"][0].is_object(), "{}", value["findings"]),
        other => panic!("{other:?}"),
    }
    match scene.log(EE).unwrap().last() {
        Some(Event::Read { item: Item::Draft { draft, exchange }, .. }) => {
            assert_eq!((*draft, *exchange), (asked.draft, asked.exchange));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn read_1_3_nothing_is_disclosed_without_its_log_entry() {
    let (mut scene, _ground) = scene();
    let asked = scene.ask(EE, FI, "READ/3", person(1_000)).unwrap();
    let before = scene.log(FI).unwrap().len();
    // The commit that would keep the entry fails: the content does not come out.
    scene.nodes[FI].disk().rates(1_000, 0);
    let done = open(&scene, FI, &desk().unwrap(), ReadItem::Message(asked.message));
    assert!(matches!(done, Err(Stop::Failure(_))), "{done:?}");
    scene.nodes[FI].disk().rates(0, 0);
    assert_eq!(scene.log(FI).unwrap().len(), before);
    // It holds again: the entry is there with the content.
    open(&scene, FI, &desk().unwrap(), ReadItem::Message(asked.message)).unwrap();
    assert_eq!(scene.log(FI).unwrap().len(), before + 1);
}
