//! A population is screened under a stored authorisation alone: signed, for one document, one purpose, some units and a time; what
//! has no hit leaves nothing behind, and a person judges what has one.

use crate::{refused, scene};
use audit::Event;
use exchange::population::{Begun, Screened, ShownHit, Use, authorise, begin, judge, withdraw};
use exchange::reading::{Asked, Disclosed, ReadItem, read};
use exchange::{Trying, erase, take_in};
use jiff::SignedDuration;
use model::record::Record;
use model::subject::{Name, Person, Subject};
use model::{
    Authorisation, AuthorisationId, CaseReference, Chance, Digest, Marker, MarkerKind, Officer, Purpose, RecordId,
    Role, State, Stop, UnitId,
};
use screen::{Kind, Profile};
use seal::digest::sha256;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use store::{HitRow, Judgement};
use testkit::chance::SeededChance;
use testkit::scene::{FI, Scene, approver, desk, second};
use testkit::{Ground, form};

/// Whom the node knows.
const KNOWN: &str = "Aamunkoitto Populaatinen";
/// A row that is she, and rows that are nobody here.
const ROWS: [(&str, &str); 3] =
    [("p-1", "Aamunkoito Populaatinen"), ("p-canary-2", "Zebulon Missington"), ("p-3", "Q")];

fn held() -> (Scene, Arc<Ground>) {
    let (mut scene, ground) = scene();
    hold(&mut scene, 1, "spoc", None);
    (scene, ground)
}

fn hold(scene: &mut Scene, seed: u64, unit: &str, marker: Option<Marker>) -> RecordId {
    let id = RecordId::draw(&mut SeededChance::new(seed, "held") as &mut dyn Chance);
    let record = form::record(id, Subject::Person(Person::named(KNOWN))).unwrap();
    let record = Record { marker, compartment: UnitId::parse(unit).unwrap(), ..record };
    scene.visit(FI, |station, tx| take_in(station, tx, &record, "test", None)).unwrap();
    id
}

fn document() -> Digest {
    sha256(&[b"the document"])
}

/// What an approver signs, as JSON, with one thing changed.
fn stated(scene: &Scene, change: impl FnOnce(&mut Value)) -> Authorisation {
    let today = jiff::tz::Offset::UTC.to_datetime(scene.now).date();
    let day = |days: i64| today.checked_add(jiff::Span::new().days(days)).unwrap().to_string();
    let mut stated = json!({
        "id": "ferry-17", "basis": "Border Act 29", "ordered_by": "District court of Testby", "order": "R-26/17",
        "ordered_on": day(0), "assessment": "DPIA-3", "purpose": "prevention", "case": "FI-2026/17",
        "population": { "title": "manifest of a ferry", "document": document(), "rows": 6 },
        "compartments": ["spoc"], "until": day(10), "kept_until": day(40)
    });
    change(&mut stated);
    serde_json::from_value(stated).unwrap()
}

fn sign(scene: &mut Scene, by: &Officer, change: impl FnOnce(&mut Value)) -> Result<(), Stop> {
    let stated = stated(scene, change);
    scene.visit(FI, |station, tx| authorise(station, tx, by, &stated))
}

fn ferry() -> AuthorisationId {
    AuthorisationId::parse("ferry-17").unwrap()
}

fn case() -> CaseReference {
    CaseReference::parse("FI-2026/17").unwrap()
}

fn the_use() -> Use {
    Use { authorisation: ferry(), purpose: Purpose::Prevention, case: case(), document: document(), rows: 3 }
}

fn begun(scene: &mut Scene, by: &Officer, stated: &Use) -> Result<Begun, Stop> {
    let now = scene.now;
    let trying = Trying { name: "begin a population", exchange: None, officer: Some(&by.id) };
    scene.nodes[FI].attempt(trying, now, |station, tx| begin(station, tx, by, stated))
}

fn named(name: &str) -> Profile {
    Profile { names: vec![Name::new(name)], ..Profile::of(Kind::Person) }
}

/// Screens the rows, and says at the end which document was read.
fn screened(scene: &mut Scene, by: &Officer, read: Digest) -> Result<Screened, Stop> {
    let mut begun = begun(scene, by, &the_use())?;
    scene.visit(FI, |_, tx| {
        for (id, name) in ROWS {
            let candidates = begun.compare(&named(name));
            begun.keep(tx, id, &candidates)?;
        }
        begun.end(tx, read)
    })
}

fn kept(scene: &mut Scene) -> Vec<HitRow> {
    scene.visit(FI, |_, tx| tx.hits().of(&ferry())).unwrap()
}

fn hits(scene: &Scene, officer: &Officer, purpose: Purpose) -> Result<Vec<(HitRow, ShownHit)>, Stop> {
    let (store, station) = scene.nodes[FI].parts().unwrap();
    let asked = Asked::new(officer, ReadItem::Hits(ferry()), purpose, case());
    match read(station, store, scene.now, &mut SeededChance::new(1, "read"), asked)? {
        Disclosed::Hits(hits) => Ok(hits),
        other => panic!("{other:?}"),
    }
}

fn bytes_under(folder: &Path) -> Vec<u8> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { bytes_under(&path) } else { std::fs::read(path).unwrap() }).collect()
}

#[test]
fn pop_1_1_an_authorisation_that_leaves_something_open_is_not_signed() {
    let (mut scene, _ground) = held();
    let approver = approver().unwrap();
    for (place, value) in [
        ("/basis", json!(" ")),
        ("/ordered_by", json!("")),
        ("/population/title", json!("")),
        ("/population/rows", json!(0)),
        ("/compartments", json!([])),
    ] {
        let done = sign(&mut scene, &approver, |stated| *stated.pointer_mut(place).unwrap() = value);
        assert_eq!(refused(done), "POP-1.1", "{place}");
    }
    assert!(scene.visit(FI, |_, tx| tx.authorisations().all()).unwrap().is_empty());
}

#[test]
fn pop_1_2_an_approver_signs_for_his_own_units_and_the_overseer_is_told() {
    let (mut scene, _ground) = held();
    assert!(refused(sign(&mut scene, &desk().unwrap(), |_| ())).starts_with("POL-"), "a desk officer signs none");
    let others =
        sign(&mut scene, &approver().unwrap(), |stated| stated["compartments"] = json!(["spoc", "protection"]));
    assert_eq!(refused(others), "POP-1.2");
    let before = scene.visit(FI, |_, tx| Ok(tx.overseer_queue().all()?.len())).unwrap();
    sign(&mut scene, &approver().unwrap(), |_| ()).unwrap();
    let queue = scene.visit(FI, |_, tx| tx.overseer_queue().all()).unwrap();
    assert!(queue.len() == before + 1 && queue.last().unwrap().body.contains("population-authorised"));
    let log = scene.log(FI).unwrap();
    let signed = |event: &Event| {
        matches!(event, Event::PopulationAuthorised { population, rows: 6, officer, .. }
        if *population == document() && officer.as_str() == "approver")
    };
    assert_eq!(log.iter().filter(|event| signed(event)).count(), 1);
}

#[test]
fn pop_1_3_it_is_dated_and_ends() {
    let (mut scene, _ground) = held();
    let today = jiff::tz::Offset::UTC.to_datetime(scene.now).date();
    let day = |days: i64| today.checked_add(jiff::Span::new().days(days)).unwrap().to_string();
    for (field, value) in [
        ("ordered_on", day(1)),
        ("until", day(-1)),
        ("until", day(400)),
        ("kept_until", day(9)),
        ("kept_until", day(101)),
    ] {
        let done = sign(&mut scene, &approver().unwrap(), |stated| stated[field] = json!(value));
        assert_eq!(refused(done), "POP-1.3", "{field} {value}");
    }
}

#[test]
fn pop_1_4_what_was_signed_never_changes() {
    let (mut scene, _ground) = held();
    sign(&mut scene, &approver().unwrap(), |_| ()).unwrap();
    let again = sign(&mut scene, &second().unwrap(), |stated| stated["population"]["rows"] = json!(600));
    assert_eq!(refused(again), "POP-1.4");
    let row = scene.visit(FI, |_, tx| tx.authorisations().get(&ferry())).unwrap().unwrap();
    assert_eq!((row.authorisation.population.rows, row.by.as_str()), (6, "approver"));
    let end = |scene: &mut Scene| {
        scene.visit(FI, |station, tx| withdraw(station, tx, &approver().unwrap(), &ferry(), "order-quashed"))
    };
    end(&mut scene).unwrap();
    assert_eq!(refused(end(&mut scene)), "POP-1.4");
    assert_eq!(refused(begun(&mut scene, &desk().unwrap(), &the_use())), "POP-2.2", "nothing is screened under it");
}

#[test]
fn pop_2_1_who_signed_does_not_screen() {
    let (mut scene, _ground) = held();
    let both = Officer { roles: [Role::DeskOfficer, Role::Approver].into(), ..approver().unwrap() };
    sign(&mut scene, &both, |_| ()).unwrap();
    assert_eq!(refused(begun(&mut scene, &both, &the_use())), "POP-2.1");
    for role in [Role::Approver, Role::Overseer, Role::Administrator] {
        let other = Officer { roles: [role].into(), ..desk().unwrap() };
        assert!(refused(begun(&mut scene, &other, &the_use())).starts_with("POL-"), "{role:?}");
    }
    let too = Officer { roles: [Role::DeskOfficer, Role::Administrator].into(), ..desk().unwrap() };
    assert!(refused(begun(&mut scene, &too, &the_use())).starts_with("POL-"), "an administrator sees no content");
    begun(&mut scene, &desk().unwrap(), &the_use()).unwrap();
}

#[test]
fn pop_2_2_only_for_its_purpose_in_its_case_and_in_its_time() {
    let (mut scene, _ground) = held();
    let desk = desk().unwrap();
    assert_eq!(refused(begun(&mut scene, &desk, &the_use())), "POP-2.2", "without one nothing is screened");
    sign(&mut scene, &approver().unwrap(), |_| ()).unwrap();
    let other = Use { purpose: Purpose::Investigation, ..the_use() };
    assert_eq!(refused(begun(&mut scene, &desk, &other)), "POP-2.2");
    let other = Use { case: CaseReference::parse("FI-2026/18").unwrap(), ..the_use() };
    assert_eq!(refused(begun(&mut scene, &desk, &other)), "POP-2.2");
    begun(&mut scene, &desk, &the_use()).unwrap();
    scene.wait(SignedDuration::from_hours(24 * 11));
    assert_eq!(refused(begun(&mut scene, &desk, &the_use())), "POP-2.2", "its last day has passed");
    let refused = |event: &Event| matches!(event, Event::ActRefused { check, .. } if check.as_str() == "POP-2.2");
    assert_eq!(scene.log(FI).unwrap().iter().filter(|event| refused(event)).count(), 4, "each is in the log");
}

#[test]
fn pop_2_3_only_the_document_that_was_authorised() {
    let (mut scene, _ground) = held();
    sign(&mut scene, &approver().unwrap(), |_| ()).unwrap();
    let other = sha256(&[b"another document"]);
    let done = begun(&mut scene, &desk().unwrap(), &Use { document: other, ..the_use() });
    assert_eq!(refused(done), "POP-2.3");
    assert_eq!(refused(screened(&mut scene, &desk().unwrap(), other)), "POP-2.3", "it changed while it was read");
    assert!(kept(&mut scene).is_empty(), "nothing of it was kept");
    let log = scene.log(FI).unwrap();
    assert!(log.iter().any(|event| matches!(event, Event::PopulationBegun { rows: 3, .. })), "but it was begun");
    assert!(!log.iter().any(|event| matches!(event, Event::PopulationScreened { .. })));
}

#[test]
fn pop_2_4_its_rows_are_counted_over_all_uses() {
    let (mut scene, _ground) = held();
    sign(&mut scene, &approver().unwrap(), |_| ()).unwrap();
    let done = screened(&mut scene, &desk().unwrap(), document()).unwrap();
    assert!((done.rows, done.candidates) == (3, 1) && done.searched > 0, "{done:?}");
    let again = screened(&mut scene, &desk().unwrap(), document()).unwrap();
    assert_eq!((again.rows, again.candidates), (3, 0), "a pair is kept once");
    assert_eq!(refused(screened(&mut scene, &desk().unwrap(), document())), "POP-2.4");
    let row = scene.visit(FI, |_, tx| tx.authorisations().get(&ferry())).unwrap().unwrap();
    assert_eq!((row.uses, row.rows_used), (2, 6));
    let queue = scene.visit(FI, |_, tx| tx.overseer_queue().all()).unwrap();
    assert_eq!(queue.iter().filter(|row| row.body.contains("population-begun")).count(), 2, "each use is told");
}

#[test]
fn pop_2_5_of_a_miss_no_byte_remains() {
    let (mut scene, _ground) = held();
    sign(&mut scene, &approver().unwrap(), |_| ()).unwrap();
    screened(&mut scene, &desk().unwrap(), document()).unwrap();
    let shown = hits(&scene, &desk().unwrap(), Purpose::Prevention).unwrap();
    let [(row, hit)] = shown.as_slice() else { panic!("one hit") };
    assert_eq!((row.judgement, hit.row.as_str()), (Judgement::None, "p-1"));
    let said = serde_json::to_string(hit).unwrap();
    assert!(said.contains("Populaatinen") && !said.contains("Missington"));
    assert!(format!("{hit:?}").contains("withheld"));
    // Closed bodies hold no clear text at all, so what they hold was opened above; here is everything else.
    let (store, _) = scene.nodes[FI].parts().unwrap();
    store.truncate_log().unwrap();
    let bytes = bytes_under(scene.nodes[FI].directory());
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window.eq_ignore_ascii_case(text.as_bytes()));
    assert!(holds("ferry-17"), "the search finds what is there");
    for gone in ["Missington", "Zebulon", "p-canary-2", "missingtn"] {
        assert!(!holds(gone), "{gone}");
    }
    assert!(!holds("p-1\"") && !holds("Populaatinen"), "a hit lies closed");
    let log = scene.log(FI).unwrap();
    let counted = |event: &Event| matches!(event, Event::PopulationScreened { rows: 3, candidates: 1, .. });
    assert_eq!(log.iter().filter(|event| counted(event)).count(), 1);
}

#[test]
fn pop_2_6_only_the_named_holdings_and_never_a_marker() {
    let (mut scene, _ground) = held();
    let marker = Marker {
        kind: MarkerKind::ProtectedStatus,
        from: State::EXAMPLELAND,
        set_by: "Competent authority".to_owned(),
    };
    sign(&mut scene, &approver().unwrap(), |_| ()).unwrap();
    let before = screened(&mut scene, &desk().unwrap(), document()).unwrap();
    hold(&mut scene, 2, "archive", None);
    hold(&mut scene, 3, "spoc", Some(marker));
    let after = screened(&mut scene, &desk().unwrap(), document()).unwrap();
    assert_eq!((before.candidates, after.candidates, after.searched), (1, 0, before.searched));
    assert_eq!(kept(&mut scene).len(), 1);
    assert_eq!(kept(&mut scene)[0].compartment.as_str(), "spoc");
}

#[test]
fn pop_2_7_an_authorisation_knows_no_traits() {
    let (scene, _ground) = held();
    let plain = serde_json::to_value(stated(&scene, |_| ())).unwrap();
    for trait_of_persons in ["nationality", "ethnicity", "religion", "sex", "born_after", "names_like"] {
        for place in ["", "/population"] {
            let mut asked = plain.clone();
            asked.pointer_mut(place).unwrap()[trait_of_persons] = json!("anything");
            assert!(serde_json::from_value::<Authorisation>(asked).is_err(), "{place}/{trait_of_persons}");
        }
    }
}

#[test]
fn pop_3_1_a_person_judges_a_hit_once_and_another_person_is_erased() {
    let (mut scene, _ground) = held();
    sign(&mut scene, &approver().unwrap(), |_| ()).unwrap();
    screened(&mut scene, &desk().unwrap(), document()).unwrap();
    let elsewhere = Officer { unit: UnitId::parse("archive").unwrap(), ..desk().unwrap() };
    assert_eq!(refused(hits(&scene, &elsewhere, Purpose::Prevention)), "READ-1.2");
    assert!(refused(hits(&scene, &desk().unwrap(), Purpose::Prosecution)).starts_with("POL-"), "for its purpose alone");
    let say = |scene: &mut Scene, officer: &Officer, found| {
        let (by, on) = (officer.clone(), ferry());
        scene.visit(FI, |station, tx| judge(station, tx, &by, &on, 0, found, Purpose::Prevention, &case()))
    };
    assert_eq!(refused(say(&mut scene, &elsewhere, Judgement::Same)), "POP-3.1");
    say(&mut scene, &desk().unwrap(), Judgement::Different).unwrap();
    assert_eq!(refused(say(&mut scene, &desk().unwrap(), Judgement::Same)), "POP-3.1");
    assert!(hits(&scene, &desk().unwrap(), Purpose::Prevention).unwrap().is_empty(), "what it said is gone");
    assert_eq!(kept(&mut scene)[0].judgement, Judgement::Different);
    let log = scene.log(FI).unwrap();
    let judged =
        |event: &Event| matches!(event, Event::HitJudged { judgement, .. } if judgement.as_str() == "different");
    assert_eq!(log.iter().filter(|event| judged(event)).count(), 1);
    assert_eq!(screened(&mut scene, &desk().unwrap(), document()).unwrap().candidates, 0, "and it does not come back");
}

#[test]
fn hits_end_with_their_time_and_with_their_record() {
    let (mut scene, _ground) = held();
    sign(&mut scene, &approver().unwrap(), |_| ()).unwrap();
    screened(&mut scene, &desk().unwrap(), document()).unwrap();
    assert_eq!(hits(&scene, &desk().unwrap(), Purpose::Prevention).unwrap().len(), 1);
    let record = kept(&mut scene)[0].record;
    scene.visit(FI, |station, tx| erase(station, tx, record, "test", None)).unwrap();
    assert!(hits(&scene, &desk().unwrap(), Purpose::Prevention).unwrap().is_empty());
    scene.wait(SignedDuration::from_hours(24 * 41));
    assert!(refused(hits(&scene, &desk().unwrap(), Purpose::Prevention)).starts_with("POL-"));
}
