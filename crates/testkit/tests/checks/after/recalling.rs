//! Correction and recall from end to end: every holder answers, through whoever gave it to him; who has not is late.

use super::{
    acknowledged, by_themselves, case, in_days, inform, informed, is_held, known_holders, leave, mark, outcome,
    passed_with_permission, recalled, release,
};
use crate::{refused, scene};
use audit::Event;
use exchange::after::{
    CorrectionForm, DutyKind, HandOnForm, RestrictionForm, after_due, correct, duties, hand_on, late, restrict,
};
use exchange::reading::{Asked, Disclosed, ReadItem, read};
use jiff::SignedDuration;
use model::{
    Content, Evaluation, HandlingCode, HolderOutcome, LegalDuty, MessageId, Purpose, Statement, StatementNature, Stop,
};
use testkit::chance::SeededChance;
use testkit::form::{self, person};
use testkit::scene::{EE, FI, LV, Scene, approver, desk};

const H2: &[HandlingCode] = &[HandlingCode::H2];

fn corrected(scene: &mut Scene, item: MessageId) -> MessageId {
    let text = "Known here since 2025, not 2024.".into();
    let evaluation = Evaluation::parse("A1").unwrap();
    let form = CorrectionForm {
        item,
        subjects: vec![person(1_000)],
        statements: vec![Statement { text, nature: StatementNature::Fact, evaluation }],
        answer_by: in_days(scene, 10),
        case: case("FI/4"),
        unit: form::unit().unwrap(),
        confirmed: Default::default(),
    };
    leave(scene, FI, H2, |station, tx| correct(station, tx, &desk()?, form)).unwrap()
}

fn reads(scene: &Scene, place: usize, message: MessageId, purpose: Purpose) -> Result<Content, Stop> {
    let (store, station) = scene.nodes[place].parts().unwrap();
    let desk = desk().unwrap();
    let question = Asked::new(&desk, ReadItem::Message(message), purpose, case("CASE/1")).restriction_read();
    match read(station, store, scene.now, &mut SeededChance::new(1, "read"), question)? {
        Disclosed::Message(_, content) => Ok(content),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_correction_replaces_and_a_recall_erases_at_every_holder() {
    let (mut scene, _ground) = scene();
    let told = informed(&mut scene, 1_000, H2);
    let onward = passed_with_permission(&mut scene, told.message);
    by_themselves(&mut scene, EE, FI);
    by_themselves(&mut scene, EE, LV);
    let correction = corrected(&mut scene, told.message);
    scene.settle().unwrap();
    assert!(matches!(outcome(&scene, FI, told.message, EE), Some(HolderOutcome::Corrected { .. })));
    assert!(!is_held(&scene, EE, told.message), "the wrong statement is gone");
    let content = reads(&scene, EE, told.message, Purpose::Investigation).unwrap();
    assert!(content.statements()[0].text.expose().contains("2025"), "what is read is what is right");
    // Riga is known as a holder, and waits for a person of Tallinn: a correction informs.
    assert_eq!(outcome(&scene, FI, told.message, LV), None);
    let holder = scene.id(LV);
    let form = HandOnForm {
        demand: correction,
        holder: holder.clone(),
        case: case("EE/4"),
        unit: form::unit().unwrap(),
        confirmed: Default::default(),
    };
    leave(&mut scene, EE, H2, |station, tx| hand_on(station, tx, &desk()?, form)).unwrap();
    scene.settle().unwrap();
    assert!(matches!(outcome(&scene, FI, told.message, LV), Some(HolderOutcome::Corrected { .. })));
    let content = reads(&scene, LV, onward, Purpose::Investigation).unwrap();
    assert!(content.statements()[0].text.expose().contains("2025"));
    // The recall goes on by itself. A minute later, so that it is the last thing that was demanded.
    scene.wait(SignedDuration::from_mins(1));
    recalled(&mut scene, FI, told.message).unwrap();
    scene.settle().unwrap();
    for holder in [EE, LV] {
        let answered = outcome(&scene, FI, told.message, holder);
        assert!(matches!(answered, Some(HolderOutcome::Erased { .. })), "{holder}: {answered:?}");
    }
    assert!(!is_held(&scene, EE, told.message) && !is_held(&scene, LV, onward) && !is_held(&scene, EE, correction));
    for place in [EE, LV] {
        let erased = |event: &Event| matches!(event, Event::MessageErased { .. });
        assert!(scene.log(place).unwrap().iter().any(erased), "the log of {place} tells the erasure");
    }
}

#[test]
fn a_correction_that_was_overtaken_is_handed_on_and_waited_for_no_more() {
    let (mut scene, _ground) = scene();
    let told = informed(&mut scene, 1_000, H2);
    passed_with_permission(&mut scene, told.message);
    by_themselves(&mut scene, EE, FI);
    let first = corrected(&mut scene, told.message);
    scene.settle().unwrap();
    let holder = scene.id(LV);
    let form = |demand| HandOnForm {
        demand,
        holder: holder.clone(),
        case: case("EE/4"),
        unit: form::unit().unwrap(),
        confirmed: Default::default(),
    };
    let to_do = |scene: &mut Scene| -> Vec<MessageId> {
        let open = scene.visit(EE, duties).unwrap().into_iter();
        open.filter(|duty| duty.kind == DutyKind::HandOn).map(|duty| duty.message).collect()
    };
    assert_eq!(to_do(&mut scene), [first]);
    // An officer has it before him when the next one comes.
    let drafted = mark(&mut scene, EE, H2, |station, tx| hand_on(station, tx, &desk()?, form(first))).unwrap();
    scene.wait(SignedDuration::from_mins(1));
    let second = corrected(&mut scene, told.message);
    scene.settle().unwrap();
    assert_eq!(to_do(&mut scene), [second], "the newer correction alone goes on");
    assert_eq!(refused(release(&mut scene, EE, drafted)), "OUT-5.3", "what was drafted on the older one does not");
    assert_eq!(refused(leave(&mut scene, EE, H2, |s, tx| hand_on(s, tx, &desk()?, form(first)))), "AFT-1.2");
    for place in [EE, FI] {
        let says = |event: &Event| matches!(event, Event::DemandOvertaken { message, newer, .. } if (*message, *newer) == (first, second));
        assert!(scene.log(place).unwrap().iter().any(says), "the log of {place} says why");
    }
    let standing = |scene: &Scene, demand| {
        let known = known_holders(scene, FI, told.message).into_iter().find(|known| known.holder == holder).unwrap();
        known.standing.into_iter().find(|standing| standing.demand == demand).unwrap()
    };
    assert_eq!(standing(&scene, first).overtaken, Some(second));
    assert_eq!(standing(&scene, second).overtaken, None);
    // Then the recall, which goes on by itself once it is signed for; the second correction is over as well.
    scene.wait(SignedDuration::from_mins(1));
    recalled(&mut scene, FI, told.message).unwrap();
    scene.settle().unwrap();
    assert!(!to_do(&mut scene).contains(&second));
    scene.wait(SignedDuration::from_hours(11 * 24));
    let late: Vec<_> = scene.visit(FI, |_, tx| late(tx)).unwrap().into_iter().map(|one| one.what).collect();
    assert_eq!(late, ["recall"], "Riga is late with the recall alone");
}

#[test]
fn read_1_4_what_was_recalled_is_read_for_the_named_duty_alone() {
    let (mut scene, _ground) = scene();
    let kept = informed(&mut scene, 1_000, H2);
    let gone = informed(&mut scene, 1_007, H2);
    let until = Some("2027-06-30".parse().unwrap());
    let form = RestrictionForm { message: kept.message, duty: LegalDuty::CourtOrder, until, case: case("EE/5") };
    scene.visit(EE, |station, tx| restrict(station, tx, &approver()?, form)).unwrap();
    for told in [kept, gone] {
        let demand = recalled(&mut scene, FI, told.message).unwrap();
        scene.settle().unwrap();
        acknowledged(&mut scene, EE, demand, None).unwrap();
        scene.settle().unwrap();
    }
    let restricted = HolderOutcome::Restricted { duty: LegalDuty::CourtOrder, until };
    assert_eq!(outcome(&scene, FI, kept.message, EE), Some(restricted));
    assert!(matches!(outcome(&scene, FI, gone.message, EE), Some(HolderOutcome::Erased { .. })));
    assert_eq!(refused(reads(&scene, EE, kept.message, Purpose::Investigation)), "READ-1.4");
    assert_eq!(refused(reads(&scene, EE, gone.message, Purpose::Prosecution)), "READ-1.4");
    reads(&scene, EE, kept.message, Purpose::Prosecution).unwrap();
}

#[test]
fn a_recall_that_overtakes_its_message_waits_for_it() {
    let (mut scene, _ground) = scene();
    by_themselves(&mut scene, EE, FI);
    // The answer is under way when its recall arrives.
    let told = inform(&mut scene, 1_000, H2);
    let answer = scene.due(FI).unwrap();
    recalled(&mut scene, FI, told.message).unwrap();
    let recall = scene.due(FI).unwrap();
    for parcel in recall.iter().chain(&answer) {
        scene.give(FI, EE, parcel.bytes()).unwrap();
        scene.visit(EE, |station, tx| exchange::advance(station, tx).map(drop)).unwrap();
    }
    assert!(!is_held(&scene, EE, told.message), "erased as it arrived");
    scene.settle().unwrap();
    assert!(matches!(outcome(&scene, FI, told.message, EE), Some(HolderOutcome::Erased { .. })));
    // The same for what opens an exchange: nothing is known here yet of what is recalled.
    let form = scene.form(FI, EE, "FI/9", person(3)).unwrap();
    let asked = scene.send(FI, form).unwrap();
    let request = scene.due(FI).unwrap();
    recalled(&mut scene, FI, asked.message).unwrap();
    let recall = scene.due(FI).unwrap();
    for parcel in recall.iter().chain(&request) {
        scene.give(FI, EE, parcel.bytes()).unwrap();
        scene.visit(EE, |station, tx| exchange::advance(station, tx).map(drop)).unwrap();
    }
    assert!(!is_held(&scene, EE, asked.message));
    let row = scene.nodes[EE].look(scene.now, |_, tx| tx.exchanges().get(asked.exchange)).unwrap().unwrap();
    assert_eq!(row.state, "recalled", "nobody answers it");
    scene.settle().unwrap();
    assert!(matches!(outcome(&scene, FI, asked.message, EE), Some(HolderOutcome::Erased { .. })));
}

#[test]
fn who_has_not_answered_in_time_is_late_and_the_overseer_hears_of_it_once() {
    let (mut scene, _ground) = scene();
    let told = informed(&mut scene, 1_000, H2);
    // Tallinn is away.
    let demand = recalled(&mut scene, FI, told.message).unwrap();
    let late_now = |scene: &Scene| scene.nodes[FI].look(scene.now, |_, tx| late(tx)).unwrap();
    assert!(late_now(&scene).is_empty());
    scene.wait(SignedDuration::from_hours(11 * 24));
    for _ in 0..2 {
        scene.visit(FI, |station, tx| after_due(station, tx).map(drop)).unwrap();
    }
    let [one] = late_now(&scene).try_into().unwrap();
    assert_eq!((one.demand, one.what, one.holder), (demand, "recall", scene.id(EE)));
    assert!(known_holders(&scene, FI, told.message)[0].standing[0].late);
    let told_overseer = scene.log(FI).unwrap().iter().filter(|e| matches!(e, Event::HolderLate { .. })).count();
    assert_eq!(told_overseer, 1);
    // It comes back, and answers.
    by_themselves(&mut scene, EE, FI);
    scene.settle().unwrap();
    assert!(late_now(&scene).is_empty());
    assert!(matches!(outcome(&scene, FI, told.message, EE), Some(HolderOutcome::Erased { .. })));
}

#[test]
fn out_1_4_a_recalled_request_is_not_answered() {
    let (mut scene, _ground) = scene();
    let asked = scene.ask(EE, FI, "EE/6", person(1_000)).unwrap();
    recalled(&mut scene, EE, asked.message).unwrap();
    scene.settle().unwrap();
    let done = scene.visit(FI, |station, tx| {
        exchange::inbound::answer(station, tx, &desk()?, asked.exchange, form::refuses("FI/6")?).map(drop)
    });
    assert_eq!(refused(done), "OUT-1.4");
}
