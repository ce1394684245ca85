//! AFT-1.7, AFT-2.4: what the arrangement under which an item came says of handing it on and of keeping it.

use super::{
    asked, decided, decision, grant, informed, is_held, leave, mark, marking, onward_form, passed, release, seal,
};
use crate::{refused, scene};
use exchange::after::{Threat, decide_permission, pass_on};
use exchange::outbound::Approver;
use jiff::SignedDuration;
use model::{Arrangement, Content, HandlingCode, OnwardRule, Refusal, Retention, Stop};
use testkit::Scene;
use testkit::form;
use testkit::scene::{EE, FI, LV, approver, desk};

const H1: &[HandlingCode] = &[HandlingCode::H1];

/// An administrator of one side registers the arrangement between two anew.
fn changed(scene: &mut Scene, place: usize, with: usize, change: impl Fn(&mut Arrangement)) {
    let partner = scene.id(with);
    let done = scene.visit(place, |station, tx| {
        for mut arrangement in tx.arrangements().all()? {
            if arrangement.partner(&station.us().id) == Some(&partner) {
                change(&mut arrangement);
                tx.arrangements().add(&arrangement, &partner)?;
            }
        }
        Ok(())
    });
    done.unwrap();
}

fn refusal<T>(done: Result<T, Stop>) -> Refusal {
    match done {
        Err(Stop::Refusal(refusal)) => refusal,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it was not refused"),
    }
}

#[test]
fn aft_2_4_what_came_under_an_arrangement_goes_on_only_as_it_says() {
    let (mut scene, _ground) = scene();
    let told = informed(&mut scene, 1_000, H1);
    for rule in [OnwardRule::AskFirst, OnwardRule::WithinState] {
        changed(&mut scene, EE, FI, |arrangement| arrangement.onward = rule);
        let refused = refusal(passed(&mut scene, told.message));
        assert_eq!(refused.check.id, "AFT-2.4");
        assert!(refused.because.contains(rule.sentence()), "in the words of the law: {}", refused.because);
        assert_eq!(refused.cites.len(), 1, "the arrangement is named");
    }
    // With the permission that the arrangement asks for it goes, although no code on the item asks for one.
    let request = asked(&mut scene, told.message).unwrap();
    scene.settle().unwrap();
    decided(&mut scene, request, grant("2027-01-31")).unwrap();
    scene.settle().unwrap();
    let onward = passed(&mut scene, told.message).unwrap();
    scene.settle().unwrap();
    assert!(is_held(&scene, LV, onward));
    let (handling, _) = super::arriving::read_at(&mut scene, LV, onward);
    let within = OnwardRule::WithinState.sentence();
    assert!(handling.conditions.iter().any(|condition| condition == within), "Riga is bound too: {handling:?}");
}

#[test]
fn aft_2_4_what_an_item_carried_binds_after_its_arrangement_was_loosened() {
    let (mut scene, _ground) = scene();
    for (place, with) in [(FI, EE), (EE, FI)] {
        changed(&mut scene, place, with, |arrangement| arrangement.onward = OnwardRule::WithinState);
    }
    let told = informed(&mut scene, 1_000, H1);
    changed(&mut scene, EE, FI, |arrangement| arrangement.onward = OnwardRule::AsMarked);
    assert_eq!(refused(passed(&mut scene, told.message)), "AFT-2.4");
}

#[test]
fn aft_2_4_is_asked_again_at_release_and_at_sealing() {
    let (mut scene, _ground) = scene();
    let told = informed(&mut scene, 1_000, H1);
    let write = |scene: &mut Scene| {
        let form = onward_form(scene, told.message);
        mark(scene, EE, H1, |station, tx| pass_on(station, tx, &desk()?, form)).unwrap()
    };
    let (marked, released) = (write(&mut scene), write(&mut scene));
    release(&mut scene, EE, released).unwrap();
    changed(&mut scene, EE, FI, |arrangement| arrangement.onward = OnwardRule::AskFirst);
    assert_eq!(refused(release(&mut scene, EE, marked)), "AFT-2.4");
    assert_eq!(refused(seal(&mut scene, EE, released)), "AFT-2.4");
}

#[test]
fn aft_2_4_against_a_threat_it_goes_as_what_is_bound_by_two_persons() {
    let (mut scene, _ground) = scene();
    let told = informed(&mut scene, 1_000, H1);
    changed(&mut scene, EE, FI, |arrangement| arrangement.onward = OnwardRule::AskFirst);
    let mut form = onward_form(&scene, told.message);
    form.threat = Some(Threat { threat: "An attack is imminent.".into(), call_back: false });
    let mut alone = approver().unwrap();
    alone.roles.insert(model::Role::DeskOfficer);
    let again = form.clone();
    let done = scene.visit(EE, |station, tx| {
        let marked = pass_on(station, tx, &alone, again)?.ground(station, tx, &alone)?;
        let marked = marked.mark(station, tx, &alone, marking(H1))?;
        marked.release(station, tx, &Approver { officer: &alone, proved_at: tx.at() }).map(drop)
    });
    assert!(refused(done).starts_with("POL-2"), "one person alone lets nothing go");
    let onward = leave(&mut scene, EE, H1, |station, tx| pass_on(station, tx, &desk()?, form)).unwrap();
    scene.settle().unwrap();
    let (handling, _) = super::arriving::read_at(&mut scene, LV, onward);
    assert!(handling.codes.contains(&HandlingCode::H2), "{handling:?}");
}

#[test]
fn aft_2_4_what_may_be_kept_no_more_goes_on_no_more() {
    let (mut scene, _ground) = scene();
    let told = informed(&mut scene, 1_000, H1);
    changed(&mut scene, EE, FI, |arrangement| arrangement.kept_days = Some(5));
    // As long as it may be kept it goes, and is not to be kept longer elsewhere.
    let form = onward_form(&scene, told.message);
    let last = form::retention().unwrap();
    let longer = mark(&mut scene, EE, H1, |station, tx| pass_on(station, tx, &desk()?, form.clone()));
    assert_eq!(refused(longer), "OUT-3.5");
    let short = Retention { review: "2026-11-26".parse().unwrap(), until: "2026-11-27".parse().unwrap() };
    assert!(short.until < last.until);
    let id = scene.visit(EE, |station, tx| {
        let desk = desk()?;
        let grounded = pass_on(station, tx, &desk, form.clone())?.ground(station, tx, &desk)?;
        let mut marking = marking(H1);
        marking.retention = short;
        Ok(grounded.mark(station, tx, &desk, marking)?.id())
    });
    let id = id.unwrap();
    release(&mut scene, EE, id).unwrap();
    scene.wait(SignedDuration::from_hours(6 * 24));
    let refused = refusal(passed(&mut scene, told.message));
    assert_eq!(refused.check.id, "AFT-2.4");
    assert!(refused.because.contains("kept for 5 days at most"), "{}", refused.because);
    assert_eq!(refusal(seal(&mut scene, EE, id)).check.id, "AFT-2.4");
}

#[test]
fn aft_1_7_a_permission_lasts_no_longer_than_the_item_may_be_kept() {
    let (mut scene, _ground) = scene();
    let told = informed(&mut scene, 1_000, &[HandlingCode::H2]);
    let request = asked(&mut scene, told.message).unwrap();
    scene.settle().unwrap();
    // The item itself is kept until 2029-11-23.
    assert_eq!(refused(decided(&mut scene, request, grant("2029-11-24"))), "AFT-1.7");
    changed(&mut scene, FI, EE, |arrangement| arrangement.kept_days = Some(30));
    let refused = refusal(decided(&mut scene, request, grant("2026-12-24")));
    assert_eq!(refused.check.id, "AFT-1.7");
    assert!(refused.because.contains("kept for 30 days at most"), "{}", refused.because);
    let form = decision(request, grant("2026-12-23"));
    scene.visit(FI, |station, tx| decide_permission(station, tx, &desk()?, form).map(drop)).unwrap();
}

#[test]
fn what_our_arrangement_with_the_third_authority_asks_is_a_condition_of_the_permission() {
    let (mut scene, _ground) = scene();
    let told = informed(&mut scene, 1_000, &[HandlingCode::H2]);
    let request = asked(&mut scene, told.message).unwrap();
    scene.settle().unwrap();
    changed(&mut scene, FI, LV, |arrangement| {
        (arrangement.onward, arrangement.kept_days) = (OnwardRule::AskFirst, Some(90));
    });
    let form = decision(request, grant("2027-01-31"));
    let message = leave(&mut scene, FI, &[HandlingCode::H0], |s, tx| decide_permission(s, tx, &desk()?, form)).unwrap();
    scene.settle().unwrap();
    let (_, Content::Permission(permission)) = super::arriving::read_at(&mut scene, EE, message) else {
        panic!("no permission")
    };
    let model::PermissionDecision::Granted { conditions, .. } = permission.decision else { panic!("refused") };
    for words in [OnwardRule::AskFirst.sentence(), "kept for 90 days at most", "for the inquiry of Riga alone"] {
        assert!(conditions.iter().any(|condition| condition.contains(words)), "{words}: {conditions:?}");
    }
}
