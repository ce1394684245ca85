//! OUT-1: is the draft complete?

use crate::{refused, scene};
use exchange::{Addressee, Draft};
use model::message::{Answer, Outcome};
use model::subject::{Person, Subject};
use model::{
    ArrangementId, Content, InformationRequest, MessageId, NeutralAnswer, Officer, RefusalAnswer, Role, UnitId,
};
use testkit::form::{self, person};
use testkit::scene::{EE, FI, LV, Scene, desk};

/// Writes a changed form at Tallinn.
fn write(scene: &mut Scene, change: impl FnOnce(&mut exchange::DraftForm)) -> Result<(), model::Stop> {
    let mut form = scene.form(EE, FI, "OUT/1", person(1)).unwrap();
    change(&mut form);
    scene.visit(EE, |station, tx| Draft::write(station, tx, &desk()?, form).map(drop))
}

fn request(form: &mut exchange::DraftForm) -> &mut InformationRequest {
    match &mut form.content {
        Content::Request(request) => request,
        _ => panic!("a request"),
    }
}

#[test]
fn out_1_1_a_recipient_is_named_once() {
    let (mut scene, _ground) = scene();
    assert_eq!(refused(write(&mut scene, |form| form.to.clear())), "OUT-1.1");
    let twice = |form: &mut exchange::DraftForm| form.to.push(form.to[0].clone());
    assert_eq!(refused(write(&mut scene, twice)), "OUT-1.1");
    write(&mut scene, |_| {}).unwrap();
}

#[test]
fn out_1_2_the_arrangement_is_registered_and_with_this_recipient() {
    let (mut scene, _ground) = scene();
    let unknown = ArrangementId::parse("nothing-of-the-kind").unwrap();
    assert_eq!(refused(write(&mut scene, |form| form.to[0].under = unknown)), "OUT-1.2");
    let with_riga = scene.addressee(EE, LV).unwrap().under;
    assert_eq!(refused(write(&mut scene, |form| form.to[0].under = with_riga)), "OUT-1.2");
}

#[test]
fn out_1_3_subject_question_and_justification_are_there() {
    let (mut scene, _ground) = scene();
    assert_eq!(refused(write(&mut scene, |form| request(form).subjects.clear())), "OUT-1.3");
    assert_eq!(refused(write(&mut scene, |form| request(form).question = "  ".into())), "OUT-1.3");
    assert_eq!(refused(write(&mut scene, |form| request(form).justification = "\n".into())), "OUT-1.3");
    let mut nobody = Person::named(" ");
    nobody.category = Some(model::subject::SubjectCategory::PersonConcerned);
    assert_eq!(refused(write(&mut scene, |form| request(form).subjects = vec![Subject::Person(nobody)])), "OUT-1.3");
}

#[test]
fn out_1_4_an_answer_answers_what_was_received_in_its_exchange() {
    let (mut scene, _ground) = scene();
    let asked = scene.ask(EE, FI, "OUT/4", person(1)).unwrap();
    let other = scene.ask(EE, FI, "OUT/4b", person(2)).unwrap();
    let to = |message: MessageId| {
        let cite = model::Citation("house".into());
        let outcome = Outcome::Refused(RefusalAnswer { ground: "test".into(), cite });
        Content::Answer(Answer { to: message, outcome })
    };
    for (content, exchange) in
        [(to(MessageId(testkit::monster::nothing())), asked.exchange), (to(other.message), asked.exchange)]
    {
        let mut form = scene.form(FI, EE, "FI/4", person(1)).unwrap();
        (form.content, form.exchange) = (content, Some(exchange));
        let done = scene.visit(FI, |station, tx| Draft::write(station, tx, &desk()?, form).map(drop));
        assert_eq!(refused(done), "OUT-1.4");
    }
    // In an exchange that we began there is no request to answer.
    let neutral = Outcome::Neutral(NeutralAnswer { as_of: scene.now });
    let done = scene.visit(EE, |station, tx| {
        exchange::inbound::answer(station, tx, &desk()?, asked.exchange, form::answer("EE/4", neutral)?).map(drop)
    });
    assert_eq!(refused(done), "OUT-1.4");
}

#[test]
fn out_1_4_an_answer_goes_to_whoever_asked_from_the_tray_that_the_exchange_lies_in() {
    let (mut scene, _ground) = scene();
    let asked = scene.ask(EE, FI, "OUT/4c", person(1)).unwrap();
    let refusal = form::refuses("FI/4").unwrap().outcome;
    let answer = Content::Answer(Answer { to: asked.message, outcome: refusal });
    let sound = exchange::DraftForm {
        exchange: Some(asked.exchange),
        content: answer,
        ..scene.form(FI, EE, "FI/4", person(1)).unwrap()
    };
    let write = |scene: &mut Scene, form: exchange::DraftForm, officer: Officer| {
        scene.visit(FI, |station, tx| Draft::write(station, tx, &officer, form).map(drop))
    };
    let elsewhere = UnitId::parse("archive").unwrap();
    let archivist = Officer { unit: elsewhere.clone(), ..desk().unwrap() };
    let other_tray = exchange::DraftForm { unit: elsewhere, ..sound.clone() };
    assert_eq!(refused(write(&mut scene, other_tray, archivist.clone())), "OUT-1.4");
    let to_riga = exchange::DraftForm { to: vec![scene.addressee(FI, LV).unwrap()], ..sound.clone() };
    assert_eq!(refused(write(&mut scene, to_riga, desk().unwrap())), "OUT-1.4");
    let again =
        exchange::DraftForm { exchange: Some(asked.exchange), ..scene.form(FI, EE, "FI/4", person(1)).unwrap() };
    assert_eq!(refused(write(&mut scene, again, desk().unwrap())), "OUT-1.4", "a request begins an exchange");
    // By the other door he is told what he would be told of an exchange that is not there.
    let told = |scene: &mut Scene, exchange| {
        let done = scene.visit(FI, |station, tx| {
            exchange::inbound::answer(station, tx, &archivist, exchange, form::refuses("FI/4")?).map(drop)
        });
        match done {
            Err(model::Stop::Refusal(refusal)) => refusal.because.replace(&exchange.to_string(), "X"),
            other => panic!("{other:?}"),
        }
    };
    let nowhere = model::ExchangeId([7; 16]);
    assert_eq!(told(&mut scene, asked.exchange), told(&mut scene, nowhere));
    write(&mut scene, sound, desk().unwrap()).unwrap();
}

#[test]
fn out_1_7_a_refusal_names_a_ground_that_the_law_knows() {
    let (mut scene, _ground) = scene();
    let asked = scene.ask(EE, FI, "OUT/7", person(1)).unwrap();
    let refuse = |scene: &mut Scene, exchange, ground: &str, cite: &str| {
        let refusal = RefusalAnswer { ground: ground.to_owned(), cite: model::Citation(cite.to_owned()) };
        scene.visit(FI, |station, tx| {
            let form = form::answer("FI/7", Outcome::Refused(refusal))?;
            exchange::inbound::answer(station, tx, &desk()?, exchange, form).map(drop)
        })
    };
    let words = "He lives in Harbour Street 4.";
    assert_eq!(refused(refuse(&mut scene, asked.exchange, words, "EU-INFO-2023 art. 6(1)(e)(i)")), "OUT-1.7");
    assert_eq!(refused(refuse(&mut scene, asked.exchange, "essential-interests", "house")), "OUT-1.7");
    refuse(&mut scene, asked.exchange, "essential-interests", "EU-INFO-2023 art. 6(1)(e)(i)").unwrap();
    // Latvia's arrangement has a schedule: an hour of one's own would tell.
    let scheduled = scene.ask(LV, FI, "OUT/7b", person(2)).unwrap();
    let done = refuse(&mut scene, scheduled.exchange, "essential-interests", "EU-INFO-2023 art. 6(1)(e)(i)");
    assert_eq!(refused(done), "OUT-1.7");
}

#[test]
fn out_1_5_every_person_has_a_category() {
    let (mut scene, _ground) = scene();
    let bare = Subject::Person(Person::named("Uncategorised Person"));
    assert_eq!(refused(write(&mut scene, |form| request(form).subjects = vec![person(1), bare])), "OUT-1.5");
}

#[test]
fn out_1_6_the_officer_may_draft_for_this_unit() {
    let (mut scene, _ground) = scene();
    let elsewhere = Officer { unit: UnitId::parse("archive").unwrap(), ..desk().unwrap() };
    let form = scene.form(EE, FI, "OUT/6", person(1)).unwrap();
    for (officer, check) in [(elsewhere, "POL-2.3"), (form::officer("overseer", Role::Overseer).unwrap(), "POL-2.2")] {
        let form = form.clone();
        let done = scene.visit(EE, |station, tx| Draft::write(station, tx, &officer, form).map(drop));
        assert_eq!(refused(done), check, "{}: a policy decides", officer.id);
    }
    let none = Addressee { to: scene.id(FI), under: form.to[0].under.clone() };
    assert_eq!(form.to, vec![none]);
}
