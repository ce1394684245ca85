//! AFT-1: what officers write after sending.

use super::{
    acknowledged, asked, case, decided, decision, grant, in_days, informed, passed, permission_form, recalled,
};
use crate::{refused, scene};
use exchange::Draft;
use exchange::after::{
    CorrectionForm, Decision, RecallForm, ask_permission, correct, decide_permission, duties, recall,
};
use model::{Citation, Content, HandlingCode, MessageId, Recall, RecallGround};
use testkit::form::{self, person};
use testkit::monster::nothing;
use testkit::scene::{EE, FI, LV, desk};

#[test]
fn aft_1_1_what_follows_sending_is_not_written_as_a_plain_draft() {
    let (mut scene, _ground) = scene();
    let told = informed(&mut scene, 1_000, &[HandlingCode::H1]);
    let mut form = scene.form(FI, EE, "FI/7", person(1_000)).unwrap();
    let answer_by = in_days(&scene, 5);
    form.content = Content::Recall(Recall { item: told.message, ground: RecallGround::Incorrect, answer_by });
    assert_eq!(refused(scene.visit(FI, |station, tx| Draft::write(station, tx, &desk()?, form).map(drop))), "AFT-1.1");
}

#[test]
fn aft_1_2_the_message_is_here_and_says_what_it_needs_to() {
    let (mut scene, _ground) = scene();
    let told = informed(&mut scene, 1_000, &[HandlingCode::H1]);
    let nowhere = MessageId(nothing());
    assert_eq!(refused(recalled(&mut scene, FI, nowhere)), "AFT-1.2", "never sent");
    assert_eq!(refused(recalled(&mut scene, EE, told.message)), "AFT-1.2", "not ours");
    assert_eq!(refused(passed(&mut scene, nowhere)), "AFT-1.2", "never received");
    // A request states nothing that could be passed on.
    let request = scene.ask(FI, EE, "FI/8", person(3)).unwrap();
    assert_eq!(refused(passed(&mut scene, request.message)), "AFT-1.2");
    passed(&mut scene, told.message).unwrap();
}

#[test]
fn aft_1_3_permission_is_asked_of_the_originator_once() {
    let (mut scene, _ground) = scene();
    let told = informed(&mut scene, 1_000, &[HandlingCode::H2]);
    let ask = |scene: &mut testkit::Scene, to: usize| {
        let mut form = permission_form(scene, told.message);
        form.to.authority = scene.id(to);
        scene.visit(EE, |station, tx| ask_permission(station, tx, &desk()?, form).map(drop))
    };
    assert_eq!(refused(ask(&mut scene, FI)), "AFT-1.3", "the originator is no third authority");
    assert_eq!(refused(ask(&mut scene, EE)), "AFT-1.3", "nor are we");
    asked(&mut scene, told.message).unwrap();
    assert_eq!(refused(ask(&mut scene, LV)), "AFT-1.3", "it is asked already");
}

#[test]
fn aft_1_4_a_permission_is_decided_once() {
    let (mut scene, _ground) = scene();
    let told = informed(&mut scene, 1_000, &[HandlingCode::H2]);
    let request = asked(&mut scene, told.message).unwrap();
    scene.settle().unwrap();
    assert_eq!(refused(decided(&mut scene, MessageId(nothing()), grant("2027-01-31"))), "AFT-1.4", "never asked");
    let no = Decision::Refuse { ground: "essential-interests".to_owned(), cite: Citation("house".to_owned()) };
    decided(&mut scene, request, no).unwrap();
    let again = decision(request, grant("2027-01-31"));
    let done = scene.visit(FI, |station, tx| decide_permission(station, tx, &desk()?, again).map(drop));
    assert_eq!(refused(done), "AFT-1.4");
    scene.settle().unwrap();
    // A refusal lets nothing go, and may be asked about anew.
    assert!(refused(passed(&mut scene, told.message)).starts_with("POL-2"));
    asked(&mut scene, told.message).unwrap();
}

#[test]
fn aft_1_5_holders_are_given_a_time_that_lies_ahead() {
    let (mut scene, _ground) = scene();
    let told = informed(&mut scene, 1_000, &[HandlingCode::H1]);
    for days in [-1, 0, 91] {
        let answer_by = in_days(&scene, days);
        let form = RecallForm {
            item: told.message,
            ground: RecallGround::Unlawful,
            answer_by,
            case: case("FI/2"),
            unit: form::unit().unwrap(),
        };
        let correction = CorrectionForm {
            item: told.message,
            subjects: vec![person(1_000)],
            statements: Vec::new(),
            answer_by,
            case: case("FI/2"),
            unit: form::unit().unwrap(),
            confirmed: Default::default(),
        };
        assert_eq!(refused(scene.visit(FI, |s, tx| recall(s, tx, &desk()?, form).map(drop))), "AFT-1.5", "{days}");
        assert_eq!(refused(scene.visit(FI, |s, tx| correct(s, tx, &desk()?, correction).map(drop))), "AFT-1.5");
    }
    recalled(&mut scene, FI, told.message).unwrap();
}

#[test]
fn aft_1_6_only_what_was_demanded_and_is_open_is_acknowledged() {
    let (mut scene, _ground) = scene();
    let told = informed(&mut scene, 1_000, &[HandlingCode::H1]);
    assert_eq!(refused(acknowledged(&mut scene, EE, MessageId(nothing()), None)), "AFT-1.6");
    let demand = recalled(&mut scene, FI, told.message).unwrap();
    scene.settle().unwrap();
    assert_eq!(refused(acknowledged(&mut scene, FI, demand, None)), "AFT-1.6", "our own demand");
    let open = scene.visit(EE, duties).unwrap();
    assert_eq!(open.iter().filter(|duty| duty.message == demand).count(), 1);
    acknowledged(&mut scene, EE, demand, None).unwrap();
    assert_eq!(refused(acknowledged(&mut scene, EE, demand, None)), "AFT-1.6", "it was answered");
    assert!(scene.visit(EE, duties).unwrap().is_empty());
    // For another holder there is nothing to say.
    let riga = scene.id(LV);
    assert_eq!(refused(acknowledged(&mut scene, EE, demand, Some(riga))), "AFT-1.6");
}
