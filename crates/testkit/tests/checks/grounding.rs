//! OUT-2 and OUT-3: the three questions of law, and the marking.

use crate::{refused, scene};
use exchange::outbound::{Draft, Grounded, MarkingForm, Stated, assess};
use law::TransferNeed;
use model::{
    BarOutcome, DraftId, Handling, HandlingCode, Marker, MarkerKind, Officer, OnwardRule, Record, RecordId, Retention,
    State, Stop, Subject, UnitId,
};
use policy::{Action, Override};
use testkit::form::{self, person};
use testkit::scene::{EE, FI, KE, Scene, XX, desk, second};

fn draft(scene: &mut Scene, from: usize, to: usize, about: Subject) -> DraftId {
    let form = scene.form(from, to, "OUT/2", about).unwrap();
    scene.visit(from, |station, tx| Ok(Draft::write(station, tx, &desk()?, form)?.id())).unwrap()
}

fn ground(scene: &mut Scene, from: usize, id: DraftId) -> Result<(), Stop> {
    scene.visit(from, |station, tx| {
        let desk = desk()?;
        Draft::resume(station, tx, &desk, Action::Draft, id)?.ground(station, tx, &desk).map(drop)
    })
}

/// Documents the transfer to Nairobi in this single case.
fn decide(scene: &mut Scene, id: DraftId, balance: &str) -> Result<(), Stop> {
    let to = scene.id(KE);
    let balance = balance.to_owned();
    scene.visit(FI, |station, tx| {
        let desk = desk()?;
        let findings = Draft::resume(station, tx, &desk, Action::Draft, id)?.findings(station, tx, &desk)?;
        let TransferNeed::NeedsDecision { derogations, .. } = &findings[0].transfer.decision else {
            panic!("no decision is needed: {:?}", findings[0].transfer.decision)
        };
        let cite = derogations[0].cite.clone();
        let balance = model::Personal::new(balance);
        assess::decide_transfer(station, tx, &desk, id, &to, cite, "It cannot be had otherwise.".into(), balance)
    })
}

/// Answers every bar question but `leave`, seconded by another where two persons are required.
fn answer_bars(scene: &mut Scene, id: DraftId, leave: Option<&str>, outcome: &BarOutcome) -> Result<Vec<String>, Stop> {
    let to = scene.id(KE);
    scene.visit(FI, |station, tx| {
        let (desk, second) = (desk()?, second()?);
        let stated = Stated { status_checked: true, ..Stated::default() };
        assess::state(station, tx, &desk, id, &to, stated)?;
        let findings = Draft::resume(station, tx, &desk, Action::Draft, id)?.findings(station, tx, &desk)?;
        let mut asked = Vec::new();
        for question in &findings[0].bars.decision {
            asked.push(question.id.clone());
            if leave == Some(question.id.as_str()) {
                continue;
            }
            let (bar, reasons) = (&question.id, "Looked at in this case.".into());
            assess::answer_bar(station, tx, &desk, id, &to, bar, outcome.clone(), reasons)?;
            if question.persons == 2 {
                assess::second_bar(station, tx, &second, id, &to, bar)?;
            }
        }
        Ok(asked)
    })
}

#[test]
fn out_2_1_what_no_law_covers_is_a_gap() {
    let (mut scene, _ground) = scene();
    let id = draft(&mut scene, FI, XX, person(1));
    assert_eq!(refused(ground(&mut scene, FI, id)), "OUT-2.1");
    let id = draft(&mut scene, EE, FI, person(1));
    ground(&mut scene, EE, id).unwrap();
}

#[test]
fn out_2_2_a_transfer_needs_a_ground_or_a_documented_decision() {
    let (mut scene, _ground) = scene();
    let id = draft(&mut scene, FI, KE, person(1));
    assert_eq!(refused(ground(&mut scene, FI, id)), "OUT-2.2");
    decide(&mut scene, id, "  ").unwrap();
    assert_eq!(refused(ground(&mut scene, FI, id)), "OUT-2.2", "a decision that weighs nothing is none");
    decide(&mut scene, id, "Only the name goes.").unwrap();
    assert_ne!(refused(ground(&mut scene, FI, id)), "OUT-2.2", "now the bars are next");
}

#[test]
fn out_2_3_every_bar_is_answered_by_as_many_as_it_takes() {
    let (mut scene, _ground) = scene();
    let id = draft(&mut scene, FI, KE, person(1));
    decide(&mut scene, id, "Only the name goes.").unwrap();
    let clear = BarOutcome::Clear;
    let condition = BarOutcome::Condition { condition: "Not for a death penalty.".to_owned() };
    // What only the competent authority can say is not settled by an officer's word.
    let to = scene.id(KE);
    let word = scene.visit(FI, |station, tx| {
        let reasons = "I think so.".into();
        assess::answer_bar(station, tx, &desk()?, id, &to, "protected-status-check", BarOutcome::Clear, reasons)
    });
    word.unwrap();
    assert_eq!(refused(ground(&mut scene, FI, id)), "LAW-5.4");
    let asked = answer_bars(&mut scene, id, Some("death-penalty"), &clear).unwrap();
    assert!(asked.contains(&"death-penalty".to_owned()), "{asked:?}");
    assert_eq!(refused(ground(&mut scene, FI, id)), "LAW-5.2", "a question is left open");
    let silent = scene.visit(FI, |station, tx| {
        assess::answer_bar(station, tx, &desk()?, id, &to, "death-penalty", BarOutcome::Clear, " ".into())
    });
    assert_eq!(refused(silent), "LAW-5.2", "an answer without reasons is not kept");
    // Answered, but by one alone.
    let answer = condition.clone();
    scene
        .visit(FI, |station, tx| {
            let reasons = "A condition is enough.".into();
            assess::answer_bar(station, tx, &desk()?, id, &to, "death-penalty", answer, reasons)
        })
        .unwrap();
    assert_eq!(refused(ground(&mut scene, FI, id)), "LAW-5.3", "it takes two");
    let alone = scene.visit(FI, |station, tx| assess::second_bar(station, tx, &desk()?, id, &to, "death-penalty"));
    assert_eq!(refused(alone), "POL-2.4", "nobody seconds himself");
    let unasked = scene.visit(FI, |station, tx| assess::second_bar(station, tx, &second()?, id, &to, "no-such-bar"));
    assert_eq!(refused(unasked), "OUT-2.3");
    scene.visit(FI, |station, tx| assess::second_bar(station, tx, &second()?, id, &to, "death-penalty")).unwrap();
    ground(&mut scene, FI, id).unwrap();
}

#[test]
fn out_2_3_only_a_question_that_was_raised_is_answered() {
    let (mut scene, _ground) = scene();
    let id = draft(&mut scene, FI, KE, person(1));
    let to = scene.id(KE);
    let answer = scene.visit(FI, |station, tx| {
        assess::answer_bar(station, tx, &desk()?, id, &to, "ilmari esimerkki", BarOutcome::Clear, "Free words.".into())
    });
    let Err(Stop::Refusal(refusal)) = answer else { panic!("it was let through") };
    assert_eq!(refusal.check.id, "OUT-2.3");
    assert!(refusal.remedy.contains("death-penalty"), "{}", refusal.remedy);
    assert!(!refusal.because.contains("ilmari"), "{}", refusal.because);
}

#[test]
fn facts_that_an_officer_states_stand_in_the_log() {
    let (mut scene, _ground) = scene();
    let id = draft(&mut scene, FI, KE, person(1));
    let to = scene.id(KE);
    let stated = Stated { status_checked: true, torture_indications: true, ..Stated::default() };
    scene.visit(FI, |station, tx| assess::state(station, tx, &desk()?, id, &to, stated)).unwrap();
    let noted = scene.log(FI).unwrap().into_iter().find_map(|event| match event {
        audit::Event::FactsStated { facts, .. } => {
            Some(facts.iter().map(|one| one.as_str().to_owned()).collect::<Vec<_>>())
        }
        _ => None,
    });
    assert_eq!(noted.unwrap(), ["status-checked", "torture-indications"]);
}

/// A record of the person, marked as protected from a State, in the marker's compartment.
fn hold_marked(scene: &mut Scene, subject: model::Subject, from: &str) -> UnitId {
    let protection = UnitId::parse("protection").unwrap();
    let marker = Marker {
        kind: MarkerKind::ProtectedStatus,
        from: State::parse(from).unwrap(),
        set_by: "Competent authority".to_owned(),
    };
    let id = RecordId([9; 16]);
    let record = testkit::form::record(id, subject).unwrap();
    let record = Record { marker: Some(marker), compartment: protection.clone(), ..record };
    scene.visit(FI, |station, tx| exchange::take_in(station, tx, &record, "test", None)).unwrap();
    protection
}

#[test]
fn out_2_3_a_marker_is_known_in_its_own_compartment_alone_and_bars_all_the_same() {
    let (mut scene, _ground) = scene();
    let protection = hold_marked(&mut scene, person(1), "KEN");
    let id = draft(&mut scene, FI, KE, person(1));
    decide(&mut scene, id, "Only the name goes.").unwrap();
    let bars = |scene: &mut Scene, officer: Officer| {
        let found = scene.visit(FI, |station, tx| {
            Draft::resume(station, tx, &officer, Action::Draft, id)?.findings(station, tx, &officer)
        });
        let found = found.unwrap();
        found[0].bars.decision.iter().map(|question| question.id.clone()).collect::<Vec<_>>()
    };
    // The desk sees the question that it would see of anybody, and no word of the competent authority settles it.
    answer_bars(&mut scene, id, Some("protected-status-check"), &BarOutcome::Clear).unwrap();
    let shown = bars(&mut scene, desk().unwrap());
    assert!(shown.contains(&"protected-status-check".to_owned()), "{shown:?}");
    assert!(!shown.contains(&"protected-status".to_owned()), "{shown:?}");
    let stopped = ground(&mut scene, FI, id);
    let Err(Stop::Refusal(refusal)) = stopped else { panic!("it was let through") };
    assert_eq!(refusal.check.id, "LAW-5.2");
    assert!(refusal.because.contains("protected-status-check"), "{}", refusal.because);
    // Whoever was let into the compartment sees the marker's own question.
    let mut trusted = desk().unwrap();
    trusted.compartments.insert(protection);
    let shown = bars(&mut scene, trusted);
    assert!(shown.contains(&"protected-status".to_owned()), "{shown:?}");
}

#[test]
fn out_2_3_the_marker_of_whom_was_asked_about_bars_whatever_the_answer_names() {
    let (mut scene, _ground) = scene();
    let asked = scene.ask(EE, FI, "OUT/23", person(1_000)).unwrap();
    // Marked after the request came in; the officer answers about somebody else.
    hold_marked(&mut scene, person(1_000), "EST");
    let answered = scene.visit(FI, |station, tx| {
        let own = testkit::form::spelt("FI/23", model::CaseReference::parse)?;
        let (same, purpose) = (store::Judgement::Same, model::Purpose::Investigation);
        exchange::inbound::judge(station, tx, &desk()?, asked.message, 0, same, purpose, &own)?;
        let form = testkit::form::informs("FI/23", person(4))?;
        exchange::inbound::answer(station, tx, &desk()?, asked.exchange, form)?.ground(station, tx, &desk()?).map(drop)
    });
    assert_eq!(refused(answered), "LAW-5.2");
}

#[test]
fn out_2_4_a_bar_that_stands_stops() {
    let (mut scene, _ground) = scene();
    let id = draft(&mut scene, FI, KE, person(1));
    decide(&mut scene, id, "Only the name goes.").unwrap();
    answer_bars(&mut scene, id, None, &BarOutcome::Barred).unwrap();
    assert_eq!(refused(ground(&mut scene, FI, id)), "LAW-5.5");
    let at_home = draft(&mut scene, EE, FI, person(1));
    ground(&mut scene, EE, at_home).unwrap();
}

/// Marks a request from Tallinn to Helsinki.
fn mark(scene: &mut Scene, change: impl FnOnce(&mut MarkingForm)) -> Result<Handling, Stop> {
    let id = draft(scene, EE, FI, person(3));
    ground(scene, EE, id).unwrap();
    let mut form = form::marking().unwrap();
    change(&mut form);
    scene.visit(EE, |station, tx| {
        let desk = desk()?;
        let marked = Grounded::resume(station, tx, &desk, id)?.mark(station, tx, &desk, form)?;
        Ok(marked.handling().clone())
    })
}

#[test]
fn out_3_1_h3_and_its_words_come_together() {
    let (mut scene, _ground) = scene();
    let h3 = Handling::of([HandlingCode::H3]);
    assert_eq!(refused(mark(&mut scene, |form| form.handling = h3)), "OUT-3.1");
    let worded = Handling { restriction: Some("For the inquiry only.".into()), ..Handling::of([HandlingCode::H1]) };
    assert_eq!(refused(mark(&mut scene, |form| form.handling = worded)), "OUT-3.1");
    let blank = Handling { restriction: Some(" ".into()), ..Handling::of([HandlingCode::H3]) };
    assert_eq!(refused(mark(&mut scene, |form| form.handling = blank)), "OUT-3.1");
    let both = Handling { restriction: Some("For the inquiry only.".into()), ..Handling::of([HandlingCode::H3]) };
    mark(&mut scene, |form| form.handling = both).unwrap();
}

#[test]
fn out_3_2_an_answer_that_informs_is_evaluated() {
    let (mut scene, _ground) = scene();
    // Helsinki holds person 1,000.
    let asked = scene.ask(EE, FI, "OUT/32", person(1_000)).unwrap();
    let done = scene.visit(FI, |station, tx| {
        let (desk, case) = (desk()?, form::spelt("FI/32", model::CaseReference::parse)?);
        let (same, purpose) = (store::Judgement::Same, model::Purpose::Investigation);
        exchange::inbound::judge(station, tx, &desk, asked.message, 0, same, purpose, &case)?;
        let form = form::informs("FI/32", person(1_000))?;
        let draft = exchange::inbound::answer(station, tx, &desk, asked.exchange, form)?;
        let marking = MarkingForm { evaluation: None, ..form::marking()? };
        draft.ground(station, tx, &desk)?.mark(station, tx, &desk, marking).map(drop)
    });
    assert_eq!(refused(done), "OUT-3.2");
}

#[test]
fn out_3_3_retention_ends_after_its_review_within_ten_years() {
    let (mut scene, _ground) = scene();
    let days = |review: &str, until: &str| Retention { review: review.parse().unwrap(), until: until.parse().unwrap() };
    for wrong in [days("2029-11-23", "2027-11-23"), days("2020-01-01", "2026-11-23"), days("2027-01-01", "2036-11-24")]
    {
        assert_eq!(refused(mark(&mut scene, |form| form.retention = wrong)), "OUT-3.3", "{wrong:?}");
    }
    mark(&mut scene, |form| form.retention = days("2027-01-01", "2036-11-23")).unwrap();
}

#[test]
fn out_3_3_an_arrangement_shortens_the_retention_and_its_onward_rule_marks_the_item() {
    let (mut scene, _ground) = scene();
    let partner = scene.id(FI);
    let changed = scene.visit(EE, |station, tx| {
        for mut arrangement in tx.arrangements().all()? {
            if arrangement.partner(&station.us().id) == Some(&partner) {
                (arrangement.kept_days, arrangement.onward) = (Some(365), OnwardRule::AskFirst);
                tx.arrangements().add(&arrangement, &partner)?;
            }
        }
        Ok(())
    });
    changed.unwrap();
    let days = |until: &str| Retention { review: "2027-01-01".parse().unwrap(), until: until.parse().unwrap() };
    assert_eq!(refused(mark(&mut scene, |form| form.retention = days("2027-11-24"))), "OUT-3.3");
    let handling = mark(&mut scene, |form| form.retention = days("2027-11-23")).unwrap();
    assert!(handling.codes.contains(&HandlingCode::H2), "{handling:?}");
}

#[test]
fn out_3_4_a_field_that_stays_goes_only_with_a_reason() {
    let (mut scene, _ground) = scene();
    let Subject::Person(mut about) = person(4) else { panic!("a person") };
    (about.remarks, about.birth_place) = (Some("Walks with a stick.".into()), Some("Testila".into()));
    let id = draft(&mut scene, FI, KE, Subject::Person(about));
    decide(&mut scene, id, "Only the name goes.").unwrap();
    let condition = BarOutcome::Condition { condition: "Not for a death penalty.".to_owned() };
    answer_bars(&mut scene, id, None, &condition).unwrap();
    ground(&mut scene, FI, id).unwrap();
    let fields = scene.visit(FI, |station, tx| Grounded::resume(station, tx, &desk()?, id)?.fields(station, tx, &[]));
    let stays = fields.unwrap().staying().next().expect("something stays by rule").field;
    let mut mark = |reason: &str| {
        let by = desk().unwrap().id;
        let overrides = vec![Override { field: stays, goes: true, reason: reason.into(), by }];
        let marking = MarkingForm { overrides, ..form::marking().unwrap() };
        scene.visit(FI, |station, tx| {
            let desk = desk()?;
            Grounded::resume(station, tx, &desk, id)?.mark(station, tx, &desk, marking)
        })
    };
    assert_eq!(refused(mark(" ")), "POL-4.2");
    let marked = mark("Two persons have this name.").unwrap();
    assert!(marked.fields().going().any(|one| one.field == stays), "{:?}", marked.fields());
}
