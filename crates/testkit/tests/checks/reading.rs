//! READ-1: purpose and case, policy, and the log before the content.

use crate::{refused, scene};
use audit::{Event, Item};
use exchange::reading::{Asked as Question, Disclosed, ReadItem, read};
use model::{CaseReference, Officer, Purpose, Stop, UnitId};
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
    assert!(refused(done).starts_with("POL-2"));
}

#[test]
fn read_1_2_policy_permits_and_a_refusal_is_logged() {
    let (mut scene, _ground) = scene();
    let asked = scene.ask(EE, FI, "READ/2", person(1_000)).unwrap();
    let elsewhere = Officer { unit: UnitId::parse("archive").unwrap(), ..desk().unwrap() };
    assert!(refused(open(&scene, FI, &elsewhere, ReadItem::Message(asked.message))).starts_with("POL-2"));
    let log = scene.log(FI).unwrap();
    let wanted = Item::Message(asked.message);
    let last = log.last();
    assert!(matches!(last, Some(Event::ReadRefused { item, .. }) if item == &wanted), "{last:?}");
    // What is not there and what is not to be known look alike.
    let nothing = model::MessageId(testkit::monster::nothing());
    assert_eq!(refused(open(&scene, FI, &elsewhere, ReadItem::Message(nothing))), "READ-1.2");
    let draft = open(&scene, EE, &desk().unwrap(), ReadItem::Draft(asked.draft)).unwrap();
    assert!(matches!(draft, Disclosed::Draft(_)));
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
