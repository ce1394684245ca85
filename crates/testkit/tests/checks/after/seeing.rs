//! Whoever may not look at a message learns nothing by acting on it: each act after sending tells him what it would tell him
//! of a message that is not here.

use super::{asked, case, decision, grant, in_days, informed, onward_form, permission_form, recalled};
use crate::scene;
use exchange::Station;
use exchange::after::{
    AcknowledgeForm, RecallForm, RestrictionForm, acknowledge, ask_permission, decide_permission, pass_on, recall,
    restrict,
};
use model::{HandlingCode, LegalDuty, MessageId, Officer, RecallGround, Role, Stop, UnitId};
use store::Tx;
use testkit::form;
use testkit::monster::nothing;
use testkit::scene::{EE, FI, approver, desk};

type Act = Box<dyn Fn(&Station, &mut Tx<'_>, &Officer, MessageId) -> Result<(), Stop>>;

/// Desk officer and approver of another unit.
fn stranger() -> Officer {
    let mut officer = approver().unwrap();
    officer.roles.insert(Role::DeskOfficer);
    officer.unit = UnitId::parse("elsewhere").unwrap();
    officer.compartments.clear();
    officer
}

/// The refusal without the id of the message.
fn told(done: Result<(), Stop>, id: MessageId) -> (&'static str, String) {
    let Err(Stop::Refusal(refusal)) = done else { panic!("{done:?}") };
    (refusal.check.id, refusal.because.replace(&id.to_string(), "it"))
}

#[test]
fn what_lies_where_he_may_not_look_is_answered_as_what_is_not_here() {
    let (mut scene, _ground) = scene();
    let item = informed(&mut scene, 1_000, &[HandlingCode::H2]).message;
    let request = asked(&mut scene, item).unwrap();
    scene.settle().unwrap();
    let (permission, onward, answer_by) =
        (permission_form(&scene, item), onward_form(&scene, item), in_days(&scene, 10));
    let to_recall = move |item| RecallForm {
        item,
        ground: RecallGround::Incorrect,
        answer_by,
        case: case("FI/2"),
        unit: form::unit().unwrap(),
    };
    let keeping = |message| RestrictionForm { message, duty: LegalDuty::Complaint, until: None, case: case("EE/12") };
    let acts: Vec<(&str, usize, MessageId, Act)> = vec![
        (
            "ask",
            EE,
            item,
            Box::new(move |s, tx, o, item| {
                let form = exchange::after::PermissionForm { item, ..permission.clone() };
                ask_permission(s, tx, o, form).map(drop)
            }),
        ),
        (
            "pass on",
            EE,
            item,
            Box::new(move |s, tx, o, item| {
                pass_on(s, tx, o, exchange::after::OnwardForm { item, ..onward.clone() }).map(drop)
            }),
        ),
        (
            "decide",
            FI,
            request,
            Box::new(|s, tx, o, id| decide_permission(s, tx, o, decision(id, grant("2027-01-31"))).map(drop)),
        ),
        ("recall", FI, item, Box::new(move |s, tx, o, id| recall(s, tx, o, to_recall(id)).map(drop))),
        ("restrict", EE, item, Box::new(move |s, tx, o, id| restrict(s, tx, o, keeping(id)))),
    ];
    for (name, place, id, act) in acts {
        let no = MessageId(nothing());
        let by = |scene: &mut testkit::Scene, officer: &Officer, id| {
            scene.visit(place, |station, tx| act(station, tx, officer, id))
        };
        let (real, absent) = (by(&mut scene, &stranger(), id), by(&mut scene, &stranger(), no));
        assert_eq!(told(real, id), told(absent, no), "{name}");
    }
    // The same of a recall that is to be answered.
    let demand = recalled(&mut scene, FI, item).unwrap();
    scene.settle().unwrap();
    let answer = |scene: &mut testkit::Scene, officer: &Officer, demand| {
        let (case, unit) = (case("EE/11"), form::unit().unwrap());
        let form = AcknowledgeForm { demand, holder: None, late_until: None, case, unit };
        scene.visit(EE, |station, tx| acknowledge(station, tx, officer, form).map(drop))
    };
    let no = MessageId(nothing());
    assert_eq!(told(answer(&mut scene, &stranger(), demand), demand), told(answer(&mut scene, &stranger(), no), no));
    answer(&mut scene, &desk().unwrap(), demand).unwrap();
}
