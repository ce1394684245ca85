//! IN-5: a person judges, once; information rests on a confirmed candidate.

use crate::{refused, scene};
use exchange::inbound::{answer, judge};
use model::{CaseReference, Officer, Purpose, Stop, UnitId};
use store::Judgement;
use testkit::form::{self, person};
use testkit::scene::{Asked, EE, FI, Scene, desk};

fn press(scene: &mut Scene, asked: &Asked, officer: &Officer, ordinal: u32) -> Result<(), Stop> {
    let message = asked.message;
    scene.visit(FI, |station, tx| {
        let case = form::spelt("FI/5", CaseReference::parse)?;
        let purpose = Purpose::Investigation;
        judge(station, tx, officer, message, ordinal, Judgement::Same, purpose, &case).map(drop)
    })
}

#[test]
fn in_5_1_a_candidate_is_judged_once_by_one_who_may() {
    let (mut scene, _ground) = scene();
    let asked = scene.ask(EE, FI, "IN/51", person(1_000)).unwrap();
    let desk = desk().unwrap();
    let elsewhere = Officer { unit: UnitId::parse("archive").unwrap(), ..desk.clone() };
    let approver = testkit::scene::approver().unwrap();
    assert_eq!(refused(press(&mut scene, &asked, &approver, 0)), "POL-2.3", "he may know of it, and may not judge");
    assert_eq!(refused(press(&mut scene, &asked, &elsewhere, 0)), "IN-5.1", "for him there is none");
    assert_eq!(refused(press(&mut scene, &asked, &desk, 7)), "IN-5.1", "there is none");
    press(&mut scene, &asked, &desk, 0).unwrap();
    assert_eq!(refused(press(&mut scene, &asked, &desk, 0)), "IN-5.1", "a second view is not a correction");
}

#[test]
fn in_5_2_information_rests_on_a_confirmed_candidate() {
    let (mut scene, _ground) = scene();
    let asked = scene.ask(EE, FI, "IN/52", person(1_000)).unwrap();
    let inform = |scene: &mut Scene| {
        scene.visit(FI, |station, tx| {
            answer(station, tx, &desk()?, asked.exchange, form::informs("FI/52", person(1_000))?).map(drop)
        })
    };
    assert_eq!(refused(inform(&mut scene)), "IN-5.2");
    press(&mut scene, &asked, &desk().unwrap(), 0).unwrap();
    inform(&mut scene).unwrap();
    // Nor by the other door: a draft that is written directly.
    let other = scene.ask(EE, FI, "IN/53", person(1_007)).unwrap();
    let done = scene.visit(FI, |station, tx| {
        let form = form::informs("FI/53", person(1_007))?;
        answer(station, tx, &desk()?, other.exchange, form).map(drop)
    });
    assert_eq!(refused(done), "IN-5.2");
}
