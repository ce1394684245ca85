//! AFT-2: passing on, with permission and against a threat; keeping under a duty of law. OUT-3.5, OUT-5.3.

use super::{
    asked, case, decided, grant, informed, is_held, known_holders, leave, mark, marking, onward_form, passed,
    passed_with_permission, permission_form, recalled, release, seal,
};
use crate::{refused, scene};
use audit::Event;
use exchange::after::{
    RestrictionForm, Threat, after_due, ask_permission, duties, lift_restriction, pass_on, ratify, restrict,
};
use jiff::SignedDuration;
use model::{Content, HandlingCode, LegalDuty, MessageId, OnwardGround, Retention};
use testkit::Scene;
use testkit::form;
use testkit::scene::{EE, FI, LV, approver, desk, second};

const H2: &[HandlingCode] = &[HandlingCode::H2];

#[test]
fn aft_2_1_what_is_bound_goes_with_a_permission_in_date_and_keeps_its_provenance() {
    let (mut scene, _ground) = scene();
    let told = informed(&mut scene, 1_000, H2);
    // Blocked, by the policies, before anything is written.
    assert!(refused(passed(&mut scene, told.message)).starts_with("POL-2"));
    let request = asked(&mut scene, told.message).unwrap();
    scene.settle().unwrap();
    let open = scene.visit(FI, duties).unwrap();
    assert!(open.iter().any(|duty| duty.message == request), "Helsinki is to decide");
    decided(&mut scene, request, grant("2026-11-25")).unwrap();
    scene.settle().unwrap();
    // It is written and released in time, and sealed too late.
    let form = onward_form(&scene, told.message);
    let id = mark(&mut scene, EE, H2, |station, tx| pass_on(station, tx, &desk()?, form)).unwrap();
    release(&mut scene, EE, id).unwrap();
    scene.wait(SignedDuration::from_hours(72));
    assert_eq!(refused(seal(&mut scene, EE, id)), "AFT-2.1");
    scene.wait(SignedDuration::from_hours(-72));
    let onward = seal(&mut scene, EE, id).unwrap();
    scene.settle().unwrap();
    // Riga holds it, knows whose it is, under the originator's conditions.
    assert!(is_held(&scene, LV, onward));
    let riga = scene.id(LV);
    let copy = scene.nodes[LV].look(scene.now, |_, tx| tx.copies().of(onward, &riga)).unwrap().unwrap();
    assert_eq!((copy.item, copy.origin, copy.via), (told.message, scene.id(FI), scene.id(EE)));
    let log = scene.log(LV).unwrap();
    assert!(log.iter().any(|event| matches!(event, Event::Admitted { message, .. } if *message == onward)));
}

#[test]
fn aft_2_2_against_a_threat_it_goes_at_once_the_originator_is_told_and_one_ratifies() {
    let (mut scene, _ground) = scene();
    let told = informed(&mut scene, 1_000, H2);
    let threat = |scene: &Scene, call_back| {
        let mut form = onward_form(scene, told.message);
        form.threat = Some(Threat { threat: "An attack on a station is imminent.".into(), call_back });
        form
    };
    // Two persons: no permission, no call-back.
    let form = threat(&scene, false);
    let by_two = leave(&mut scene, EE, H2, |station, tx| pass_on(station, tx, &desk()?, form)).unwrap();
    scene.settle().unwrap();
    let holders: Vec<_> = known_holders(&scene, FI, told.message).into_iter().map(|holder| holder.holder).collect();
    assert!(holders.contains(&scene.id(LV)), "Helsinki was told at once: {holders:?}");
    // One person who is both, with a call-back: another ratifies, or the overseer hears of it.
    let mut alone = approver().unwrap();
    alone.roles.insert(model::Role::DeskOfficer);
    let form = threat(&scene, true);
    let act = |station: &exchange::Station, tx: &mut store::Tx<'_>| {
        let draft = pass_on(station, tx, &alone, form)?;
        let marked = draft.ground(station, tx, &alone)?.mark(station, tx, &alone, marking(H2))?;
        let approver = exchange::outbound::Approver { officer: &alone, proved_at: tx.at() };
        Ok(marked.release(station, tx, &approver)?.seal(station, tx)?.send(station, tx)?.message())
    };
    let by_one = scene.visit(EE, act).unwrap();
    let press = |scene: &mut Scene, message: MessageId, officer: model::Officer| {
        scene.visit(EE, |station, tx| ratify(station, tx, &officer, message, &case("EE/10")))
    };
    assert_eq!(refused(press(&mut scene, by_two, second().unwrap())), "AFT-2.2", "two stood behind it");
    assert_eq!(refused(press(&mut scene, told.message, second().unwrap())), "AFT-2.2", "not an emergency");
    assert!(refused(press(&mut scene, by_one, approver().unwrap())).starts_with("POL-2"), "not by himself");
    scene.wait(SignedDuration::from_hours(25));
    for _ in 0..2 {
        scene.visit(EE, |station, tx| after_due(station, tx).map(drop)).unwrap();
    }
    let told_overseer = |log: &[Event]| {
        let queued = |e: &&Event| matches!(e, Event::QueuedForOverseer { because, .. } if because.as_str() == "emergency-not-ratified");
        log.iter().filter(queued).count()
    };
    assert_eq!(told_overseer(&scene.log(EE).unwrap()), 1, "escalated once, never withdrawn");
    press(&mut scene, by_one, second().unwrap()).unwrap();
    assert_eq!(refused(press(&mut scene, by_one, second().unwrap())), "AFT-2.2");
}

#[test]
fn aft_2_1_a_threat_without_a_second_person_or_a_call_back_is_no_way_round() {
    let (mut scene, _ground) = scene();
    let told = informed(&mut scene, 1_000, H2);
    let mut alone = approver().unwrap();
    alone.roles.insert(model::Role::DeskOfficer);
    let mut form = onward_form(&scene, told.message);
    form.threat = Some(Threat { threat: "An attack is imminent.".into(), call_back: false });
    let done = scene.visit(EE, |station, tx| {
        let draft = pass_on(station, tx, &alone, form)?;
        let marked = draft.ground(station, tx, &alone)?.mark(station, tx, &alone, marking(H2))?;
        let approver = exchange::outbound::Approver { officer: &alone, proved_at: tx.at() };
        marked.release(station, tx, &approver).map(drop)
    });
    assert!(refused(done).starts_with("POL-2"));
}

#[test]
fn aft_2_3_a_message_is_restricted_under_a_named_duty_before_it_is_erased() {
    let (mut scene, _ground) = scene();
    let kept = informed(&mut scene, 1_000, H2);
    let gone = informed(&mut scene, 1_007, H2);
    let put = |scene: &mut Scene, message: MessageId, officer: model::Officer| {
        let form = RestrictionForm { message, duty: LegalDuty::CourtOrder, until: None, case: case("EE/12") };
        scene.visit(EE, |station, tx| restrict(station, tx, &officer, form))
    };
    assert!(refused(put(&mut scene, kept.message, desk().unwrap())).starts_with("POL-2"), "an approver's act");
    put(&mut scene, kept.message, approver().unwrap()).unwrap();
    for told in [kept, gone] {
        recalled(&mut scene, FI, told.message).unwrap();
    }
    scene.settle().unwrap();
    assert!(is_held(&scene, EE, kept.message) && !is_held(&scene, EE, gone.message));
    assert_eq!(refused(put(&mut scene, gone.message, approver().unwrap())), "AFT-2.3", "too late");
    let lift = |scene: &mut Scene, message| {
        scene.visit(EE, |station, tx| lift_restriction(station, tx, &approver()?, message, &case("EE/12")))
    };
    assert_eq!(refused(lift(&mut scene, gone.message)), "AFT-2.3", "it is under none");
    // Lifted, it goes: it was recalled meanwhile.
    lift(&mut scene, kept.message).unwrap();
    assert!(!is_held(&scene, EE, kept.message));
}

#[test]
fn out_3_5_what_is_passed_on_is_not_kept_longer_than_its_provider_allowed() {
    let (mut scene, _ground) = scene();
    let told = informed(&mut scene, 1_000, &[HandlingCode::H1]);
    let form = onward_form(&scene, told.message);
    let longer = Retention { until: "2030-01-01".parse().unwrap(), ..form::retention().unwrap() };
    let done = scene.visit(EE, |station, tx| {
        let (desk, mut marking) = (desk()?, marking(&[HandlingCode::H1]));
        marking.retention = longer;
        pass_on(station, tx, &desk, form)?.ground(station, tx, &desk)?.mark(station, tx, &desk, marking).map(drop)
    });
    assert_eq!(refused(done), "OUT-3.5");
    passed(&mut scene, told.message).unwrap();
}

#[test]
fn out_5_3_an_item_that_rests_on_what_was_recalled_does_not_leave() {
    let (mut scene, _ground) = scene();
    let told = informed(&mut scene, 1_000, H2);
    let (request, onward) = (permission_form(&scene, told.message), told.message);
    let asking = mark(&mut scene, EE, &[HandlingCode::H0], |s, tx| ask_permission(s, tx, &desk()?, request)).unwrap();
    let released = {
        let form = permission_form(&scene, onward);
        let id = mark(&mut scene, EE, &[HandlingCode::H0], |s, tx| ask_permission(s, tx, &desk()?, form)).unwrap();
        release(&mut scene, EE, id).unwrap();
        id
    };
    recalled(&mut scene, FI, told.message).unwrap();
    scene.settle().unwrap();
    assert_eq!(refused(release(&mut scene, EE, asking)), "OUT-5.3");
    assert_eq!(refused(seal(&mut scene, EE, released)), "OUT-5.3");
    let flagged = scene.log(EE).unwrap().iter().filter(|event| matches!(event, Event::ItemFlagged { .. })).count();
    assert_eq!(flagged, 2, "both are marked where their officers look");
}

#[test]
fn what_travels_on_is_marked_as_bound_and_carries_the_permission() {
    let (mut scene, _ground) = scene();
    let told = informed(&mut scene, 1_000, H2);
    let onward = passed_with_permission(&mut scene, told.message);
    let (handling, content) = super::arriving::read_at(&mut scene, LV, onward);
    assert!(handling.codes.contains(&HandlingCode::H2), "{:?}", handling.codes);
    assert!(handling.conditions.iter().any(|condition| condition.contains("Riga")), "{:?}", handling.conditions);
    let Content::Onward(onward) = content else { panic!("not passed on") };
    assert!(matches!(onward.ground, OnwardGround::Permission { .. }));
    assert_eq!((onward.provenance.origin, onward.provenance.item), (scene.id(FI), told.message));
}
