//! Standing watch: what Helsinki newly holds is compared with what partners asked, as long as they said or as it is open; the
//! asker learns nothing of it, and no record is found twice.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up has failed")]

use audit::Event;
use exchange::after::{CorrectionForm, RecallForm, RestrictionForm, correct, recall, restrict};
use exchange::{Draft, Met, Station, erase, take_in, watch};
use jiff::SignedDuration;
use model::record::Record;
use model::subject::{Person, Subject, SubjectCategory};
use model::{
    CaseReference, Chance, Content, Handling, HandlingCode, LegalDuty, Marker, MarkerKind, MessageId, RecallGround,
    RecordId, Role, State, Stop, UnitId,
};
use store::Tx;
use testkit::chance::SeededChance;
use testkit::scene::{Asked, FI, LV, Scene, approver, desk};
use testkit::{Ground, Rules, form};

fn scene() -> (Scene, Ground) {
    let ground = Ground::lay_wide(Rules::read().unwrap(), 1).unwrap();
    (Scene::on(&ground).unwrap(), ground)
}

fn person() -> Subject {
    let mut person = Person::named("Watched Sampleton");
    person.category = Some(SubjectCategory::PersonConcerned);
    Subject::Person(person)
}

fn ask(scene: &mut Scene, case: &str, until: Option<&str>) -> Asked {
    let mut form = scene.form(LV, FI, case, person()).unwrap();
    let Content::Request(request) = &mut form.content else { panic!("a request") };
    request.watch_until = until.map(|day| day.parse().unwrap());
    let asked = scene.send(LV, form).unwrap();
    scene.settle().unwrap();
    asked
}

fn hold(scene: &mut Scene, seed: u64, marker: Option<Marker>) -> RecordId {
    let id = RecordId::draw(&mut SeededChance::new(seed, "held") as &mut dyn Chance);
    let record = form::record(id, person()).unwrap();
    let compartment = if marker.is_some() { UnitId::parse("protection").unwrap() } else { record.compartment.clone() };
    let record = Record { marker, compartment, ..record };
    scene.visit(FI, |station, tx| take_in(station, tx, &record, "test", None)).unwrap();
    id
}

fn compared(scene: &mut Scene) -> Vec<Met> {
    let done = scene.visit(FI, watch).unwrap();
    done.into_iter().map(|met| met.unwrap()).collect()
}

fn candidates(scene: &mut Scene, asked: &Asked) -> Vec<RecordId> {
    let rows = scene.visit(FI, |_, tx| tx.candidates().of(asked.message)).unwrap();
    assert!(rows.iter().enumerate().all(|(at, row)| row.ordinal as usize == at));
    rows.into_iter().map(|row| row.record).collect()
}

/// Waits until the neutral answer is out and the exchange closed.
fn answered(scene: &mut Scene) {
    scene.wait(SignedDuration::from_hours(48));
    scene.settle().unwrap();
}

#[test]
fn what_is_newly_held_meets_an_open_request_once() {
    let (mut scene, _ground) = scene();
    let before = hold(&mut scene, 1, None);
    let asked = ask(&mut scene, "LV/80", None);
    assert_eq!(candidates(&mut scene, &asked), [before]);
    assert!(compared(&mut scene).is_empty(), "what was there when it was asked is no news");
    let later = hold(&mut scene, 2, None);
    assert_eq!(compared(&mut scene), [Met { message: asked.message, exchange: asked.exchange, candidates: 1 }]);
    assert_eq!(candidates(&mut scene, &asked), [before, later]);
    assert!(compared(&mut scene).is_empty());
    let log = scene.log(FI).unwrap();
    let met = log.iter().filter(|event| matches!(event, Event::InterestMet { candidates: 1, .. })).count();
    assert_eq!(met, 1);
    let told = scene.visit(FI, |_, tx| tx.notices().to(&[Role::DeskOfficer], 10)).unwrap();
    assert!(told.len() == 1 && told[0].body.contains("interest-met") && !told[0].body.contains("Sampleton"));
    let gone = hold(&mut scene, 3, None);
    scene.visit(FI, |station, tx| erase(station, tx, gone, "test", None)).unwrap();
    assert!(compared(&mut scene).is_empty(), "what was erased is compared with nothing");
}

#[test]
fn an_answered_request_is_watched_as_long_as_its_asker_said() {
    let (mut scene, _ground) = scene();
    let today = jiff::tz::Offset::UTC.to_datetime(scene.now).date();
    let until = today.checked_add(jiff::Span::new().days(10)).unwrap().to_string();
    let once = ask(&mut scene, "LV/81", None);
    let standing = ask(&mut scene, "LV/82", Some(&until));
    answered(&mut scene);
    hold(&mut scene, 1, None);
    assert_eq!(compared(&mut scene), [Met { message: standing.message, exchange: standing.exchange, candidates: 1 }]);
    assert!(candidates(&mut scene, &once).is_empty());
    assert!(scene.due(FI).unwrap().is_empty(), "nothing leaves by itself");
    scene.wait(SignedDuration::from_hours(24 * 10));
    hold(&mut scene, 2, None);
    assert!(compared(&mut scene).is_empty(), "its last day has passed");
    assert!(scene.visit(FI, |_, tx| tx.interests().all()).unwrap().is_empty(), "what is over is not kept");
}

#[test]
fn a_new_marker_bars_what_it_would_have_barred() {
    let (mut scene, _ground) = scene();
    let asked = ask(&mut scene, "LV/83", None);
    let marker = Marker {
        kind: MarkerKind::ProtectedStatus,
        from: State::parse("LVA").unwrap(),
        set_by: "Competent authority".to_owned(),
    };
    hold(&mut scene, 1, Some(marker));
    assert_eq!(compared(&mut scene).len(), 1);
    let row = scene.visit(FI, |_, tx| tx.exchanges().get(asked.exchange)).unwrap().unwrap();
    assert_eq!(row.compartment.as_str(), "protection");
    assert_eq!(scene.visit(FI, |_, tx| Ok(tx.overseer_queue().all()?.len())).unwrap(), 1);
    let told = scene.visit(FI, |_, tx| tx.notices().to(&[Role::DeskOfficer], 10)).unwrap();
    assert!(told.is_empty(), "that there is a marker is told to nobody else");
}

/// Riga says something about its own request, the whole way out.
fn follows(scene: &mut Scene, write: impl FnOnce(&Station, &mut Tx<'_>) -> Result<Draft, Stop>) {
    let done = scene.visit(LV, |station, tx| {
        let (desk, approver) = (desk()?, approver()?);
        let marking =
            exchange::outbound::MarkingForm { handling: Handling::of([HandlingCode::H0]), ..form::marking()? };
        let marked = write(station, tx)?.ground(station, tx, &desk)?.mark(station, tx, &desk, marking)?;
        let by = exchange::outbound::Approver { officer: &approver, proved_at: tx.at() };
        marked.release(station, tx, &by)?.seal(station, tx)?.send(station, tx).map(drop)
    });
    done.unwrap();
    scene.settle().unwrap();
}

fn taken_back(scene: &mut Scene, item: MessageId) {
    let answer_by = scene.now + SignedDuration::from_hours(240);
    let (case, unit) = (CaseReference::parse("LV/90").unwrap(), form::unit().unwrap());
    let form = RecallForm { item, ground: RecallGround::NoLongerNeeded, answer_by, case, unit };
    follows(scene, |station, tx| recall(station, tx, &desk()?, form));
}

fn interests(scene: &mut Scene) -> usize {
    scene.visit(FI, |_, tx| Ok(tx.interests().all()?.len())).unwrap()
}

#[test]
fn a_request_that_was_taken_back_is_watched_no_more() {
    let (mut scene, _ground) = scene();
    let (gone, kept) = (ask(&mut scene, "LV/84", Some("2027-11-01")), ask(&mut scene, "LV/85", Some("2027-11-01")));
    // One of the two is under an order of a court when it is recalled: it is kept for that, and for nothing else.
    let case = CaseReference::parse("COURT/1").unwrap();
    let order = RestrictionForm { message: kept.message, duty: LegalDuty::CourtOrder, until: None, case };
    scene.visit(FI, |station, tx| restrict(station, tx, &approver()?, order)).unwrap();
    assert_eq!(interests(&mut scene), 2);
    taken_back(&mut scene, gone.message);
    assert_eq!(interests(&mut scene), 1);
    taken_back(&mut scene, kept.message);
    assert_eq!(interests(&mut scene), 0);
    hold(&mut scene, 1, None);
    assert!(compared(&mut scene).is_empty());
    assert!(candidates(&mut scene, &kept).is_empty());
}

#[test]
fn what_was_erased_in_another_way_is_watched_no_more() {
    let (mut scene, _ground) = scene();
    let asked = ask(&mut scene, "LV/86", Some("2027-11-01"));
    assert!(scene.visit(FI, |_, tx| tx.inbox().erase(asked.message)).unwrap());
    hold(&mut scene, 1, None);
    assert!(compared(&mut scene).is_empty());
    assert_eq!(interests(&mut scene), 0, "it ends at the next comparison");
}

#[test]
fn a_corrected_request_is_watched_for_whom_the_correction_names() {
    let (mut scene, _ground) = scene();
    let asked = ask(&mut scene, "LV/87", Some("2027-11-01"));
    let mut right = Person::named("Rightly Exampleton");
    right.category = Some(SubjectCategory::PersonConcerned);
    let form = CorrectionForm {
        item: asked.message,
        subjects: vec![Subject::Person(right.clone())],
        statements: form::statements("The name was misread.").unwrap(),
        answer_by: scene.now + SignedDuration::from_hours(240),
        case: CaseReference::parse("LV/87").unwrap(),
        unit: form::unit().unwrap(),
        confirmed: Default::default(),
    };
    follows(&mut scene, |station, tx| correct(station, tx, &desk()?, form));
    hold(&mut scene, 1, None);
    assert!(compared(&mut scene).is_empty(), "the wrong name is looked for no more");
    let id = RecordId::draw(&mut SeededChance::new(2, "held") as &mut dyn Chance);
    let record = form::record(id, Subject::Person(right)).unwrap();
    scene.visit(FI, |station, tx| take_in(station, tx, &record, "test", None)).unwrap();
    let met = compared(&mut scene);
    assert_eq!(met.len(), 1, "the right one is");
    assert_eq!(met[0].exchange, asked.exchange);
}
