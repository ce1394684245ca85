//! Canaries: names, numbers and words that occur nowhere else are put wherever something about a person can stand. They
//! may come out in disclosed content and nowhere else: no log, no error, no `Debug`, no file, no byte on the wire.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up has failed")]

use audit::Row;
use exchange::inbound::{AnswerForm, Unverified, answer, judge};
use exchange::outbound::{Approver, Draft, Grounded, Marked, MarkingForm, Released, assess};
use exchange::parcel::{self, Incoming};
use exchange::reading::{Asked as Question, Disclosed, ReadItem, read};
use exchange::{DraftForm, PublishedLog, take_in};
use model::message::{InformationRequest, Outcome, Statement, StatementNature};
use model::record::Record;
use model::subject::{Identifier, IdentifierKind, PartialDate, Person, Subject, SubjectCategory};
use model::{
    BarOutcome, CaseReference, Chance, Content, Evaluation, Handling, HandlingCode, Marker, MarkerKind, Officer,
    Purpose, RecordId, RefusalAnswer, Role, State, Stop, UnitId,
};
use policy::Action;
use std::fmt::Debug;
use std::path::Path;
use testkit::chance::SeededChance;
use testkit::form;
use testkit::scene::{EE, FI, KE, Scene, approver, desk};

/// Every canary; each contains this.
const MARK: &str = "Kanarjalintu";

fn canary(what: &str) -> String {
    format!("{MARK} {what}")
}

/// What must hold no canary, gathered over the whole test.
#[derive(Default)]
struct Net(Vec<(String, String)>);

impl Net {
    fn debug<T: Debug>(&mut self, what: &str, value: &T) {
        self.0.push((format!("Debug of {what}"), format!("{value:?} {value:#?}")));
    }

    fn stop<T>(&mut self, what: &str, done: Result<T, Stop>) {
        let Err(stop) = done else { panic!("{what}: it was to be stopped") };
        self.0.push((what.to_owned(), format!("{stop} {stop:?} {}", serde_json::to_string(&stop).unwrap())));
    }

    fn holds_nothing(&self) {
        assert!(self.0.len() > 40, "the net was cast: {}", self.0.len());
        for (what, text) in &self.0 {
            assert!(!text.to_lowercase().contains(&MARK.to_lowercase()), "a canary is out: {what}: {text}");
            let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).collect();
            let bytes: Vec<String> = MARK.bytes().map(|byte| byte.to_string()).collect();
            assert!(!numbers.windows(bytes.len()).any(|run| run == bytes), "a canary is out in numbers: {what}");
            assert!(!text.contains("5550199") && !text.contains("1971-03"), "a canary is out: {what}: {text}");
        }
    }
}

fn subject() -> Subject {
    let mut person = Person::named(&canary("Person"));
    person.names.push(model::subject::Name::new(&canary("Alias")));
    person.category = Some(SubjectCategory::PersonConcerned);
    person.birth = PartialDate::parse("1971-03-09");
    person.birth_place = Some(canary("Town").as_str().into());
    person.addresses = vec![canary("Street").as_str().into()];
    person.remarks = Some(canary("Remark").as_str().into());
    let phone = Identifier { kind: IdentifierKind::Phone, value: "+358 5550199".into(), issuer: None };
    let passport =
        Identifier { kind: IdentifierKind::Passport, value: canary("Passport").as_str().into(), issuer: None };
    person.identifiers = vec![phone, passport];
    Subject::Person(person)
}

fn request(scene: &Scene, from: usize, to: usize) -> DraftForm {
    let mut form = scene.form(from, to, "CAN/1", subject()).unwrap();
    form.content = Content::Request(InformationRequest {
        subjects: vec![subject()],
        question: canary("Question").as_str().into(),
        justification: canary("Justification").as_str().into(),
        watch_until: None,
    });
    form
}

fn marking() -> MarkingForm {
    let restriction = Some(canary("Restriction").as_str().into());
    MarkingForm { handling: Handling { restriction, ..Handling::of([HandlingCode::H3]) }, ..form::marking().unwrap() }
}

fn informs() -> AnswerForm {
    let text = canary("Statement").as_str().into();
    let evaluation = Evaluation::parse("A1").unwrap();
    let statements = vec![Statement { text, nature: StatementNature::Fact, evaluation }];
    form::answer("CAN/2", Outcome::Information { subjects: vec![subject()], statements }).unwrap()
}

fn hold(scene: &mut Scene, net: &mut Net) -> Record {
    let id = RecordId::draw(&mut SeededChance::new(9, "canary") as &mut dyn Chance);
    let record = form::record(id, subject()).unwrap();
    scene.visit(FI, |station, tx| take_in(station, tx, &record, "canary", None)).unwrap();
    net.debug("a record", &record);
    let marker = Marker { kind: MarkerKind::ProtectedStatus, from: State::EXAMPLELAND, set_by: canary("Clerk") };
    let id = RecordId::draw(&mut SeededChance::new(10, "canary") as &mut dyn Chance);
    let marked =
        Record { id, marker: Some(marker), compartment: UnitId::parse("protection").unwrap(), ..record.clone() };
    scene.visit(FI, |station, tx| take_in(station, tx, &marked, "canary", None)).unwrap();
    net.debug("a marked record", &marked);
    net.debug("a marker", &marked.marker);
    assert!(!format!("{marked:?}").contains("protection"), "nor the compartment of markers");
    net.debug("an outcome", &BarOutcome::Condition { condition: canary("Condition") });
    net.debug("a handling", &Handling { conditions: vec![canary("Condition")], ..Handling::default() });
    net.debug("a ground", &RefusalAnswer { ground: canary("Ground"), cite: "Test art. 1".into() });
    record
}

/// The way out, step by step; every step's type is printed, every step is also refused once.
fn out(scene: &mut Scene, net: &mut Net) -> testkit::scene::Asked {
    let form = request(scene, EE, FI);
    net.debug("a form", &form);
    net.debug("a content", &form.content);
    let elsewhere = Officer { unit: UnitId::parse("archive").unwrap(), ..desk().unwrap() };
    for spoil in [0, 1, 2, 3] {
        let mut wrong = form.clone();
        let mut officer = desk().unwrap();
        match (spoil, &mut wrong.content) {
            (0, Content::Request(request)) => request.question = " ".into(),
            (1, Content::Request(request)) => {
                let mut bare = Person::named(&canary("Bare"));
                bare.remarks = Some(canary("Bare").as_str().into());
                request.subjects.push(Subject::Person(bare));
            }
            (2, _) => wrong.to.clear(),
            _ => officer = elsewhere.clone(),
        }
        net.stop("a draft", scene.visit(EE, |s, tx| Draft::write(s, tx, &officer, wrong).map(drop)));
    }
    let id = scene.visit(EE, |s, tx| {
        let draft = Draft::write(s, tx, &desk()?, form)?;
        net.debug("a draft", &draft);
        net.debug("findings", &draft.findings(s, tx, &desk()?)?);
        Ok(draft.id())
    });
    let id = id.unwrap();
    net.stop("taking up", scene.visit(EE, |s, tx| Draft::resume(s, tx, &elsewhere, Action::Draft, id).map(drop)));
    scene
        .visit(EE, |s, tx| {
            let grounded = Draft::resume(s, tx, &desk()?, Action::Draft, id)?.ground(s, tx, &desk()?)?;
            net.debug("grounded", &grounded);
            Ok(())
        })
        .unwrap();
    let unworded = MarkingForm { handling: Handling::of([HandlingCode::H3]), ..marking() };
    net.debug("a marking", &marking());
    let mark = |scene: &mut Scene, net: &mut Net, form: MarkingForm| {
        scene.visit(EE, |s, tx| {
            let marked = Grounded::resume(s, tx, &desk()?, id)?.mark(s, tx, &desk()?, form)?;
            net.debug("marked", &marked);
            net.debug("fields", marked.fields());
            net.debug("handling", marked.handling());
            Ok(())
        })
    };
    let done = mark(scene, net, unworded);
    net.stop("a marking", done);
    mark(scene, net, marking()).unwrap();
    let release = |scene: &mut Scene, net: &mut Net, officer: Officer| {
        scene.visit(EE, |s, tx| {
            let proved_at = tx.at();
            let marked = Marked::resume(s, tx, &officer, id)?;
            let released = marked.release(s, tx, &Approver { officer: &officer, proved_at })?;
            net.debug("released", &released);
            Ok(())
        })
    };
    let done = release(scene, net, desk().unwrap());
    net.stop("a release", done);
    // The drafter has read the restriction; the approver is shown it on the page that he releases from.
    release(scene, net, approver().unwrap()).unwrap();
    let asked = scene.visit(EE, |s, tx| {
        let sealed = Released::resume(s, tx, id)?.seal(s, tx)?;
        net.debug("sealed", &sealed);
        let sent = sealed.send(s, tx)?;
        net.debug("sent", &sent);
        Ok(testkit::scene::Asked { draft: id, exchange: sent.exchange(), message: sent.message() })
    });
    net.stop("a second sealing", scene.visit(EE, |s, tx| Released::resume(s, tx, id).map(drop)));
    asked.unwrap()
}

/// The way in: the bytes on the wire, what refuses them, what prints them.
fn in_(scene: &mut Scene, net: &mut Net) {
    for parcel in scene.due(EE).unwrap() {
        net.0.push(("the wire".to_owned(), String::from_utf8_lossy(parcel.bytes()).into_owned()));
        let (_, Incoming::Delivery(sealed)) = parcel::read(parcel.bytes()).unwrap() else { continue };
        let mut spoilt = sealed.clone();
        *spoilt.last_mut().unwrap() ^= 1;
        net.stop("a spoilt delivery", scene.visit(FI, |s, tx| Unverified::take(&spoilt)?.verify(s, tx).map(drop)));
        scene
            .visit(FI, |s, tx| {
                let opened = Unverified::take(&sealed)?.verify(s, tx)?;
                net.debug("verified", &opened);
                Ok(())
            })
            .unwrap();
        for reply in scene.give(EE, FI, parcel.bytes()).unwrap() {
            net.0.push(("a receipt".to_owned(), String::from_utf8_lossy(reply.bytes()).into_owned()));
            scene.give(FI, EE, reply.bytes()).unwrap();
        }
    }
    scene
        .visit(FI, |s, tx| {
            net.debug("routed", &exchange::advance(s, tx)?);
            Ok(())
        })
        .unwrap();
}

fn open(scene: &Scene, place: usize, officer: &Officer, item: ReadItem, acknowledged: bool) -> Result<Disclosed, Stop> {
    let (store, station) = scene.nodes[place].parts().unwrap();
    let case = CaseReference::parse("CAN/3").unwrap();
    let question = Question::new(officer, item, Purpose::Investigation, case);
    let question = if acknowledged { question.restriction_read() } else { question };
    read(station, store, scene.now, &mut SeededChance::new(3, "canary"), question)
}

fn back(scene: &mut Scene, net: &mut Net, asked: &testkit::scene::Asked) {
    let inform = |scene: &mut Scene| {
        scene.visit(FI, |s, tx| answer(s, tx, &desk()?, asked.exchange, informs()).map(|draft| draft.id()))
    };
    let early = inform(scene);
    net.stop("an answer on nothing", early);
    scene
        .visit(FI, |s, tx| {
            for row in tx.candidates().of(asked.message)? {
                net.debug("a candidate", &row);
            }
            let case = form::spelt("CAN/2", CaseReference::parse)?;
            let (same, purpose) = (store::Judgement::Same, Purpose::Investigation);
            judge(s, tx, &desk()?, asked.message, 0, same, purpose, &case)?;
            Ok(())
        })
        .unwrap();
    inform(scene).unwrap();
}

/// A request to Nairobi, where officers write down reasons.
fn reasons(scene: &mut Scene, net: &mut Net) {
    let form = request(scene, FI, KE);
    let to = scene.id(KE);
    let id = scene.visit(FI, |s, tx| Ok(Draft::write(s, tx, &desk()?, form)?.id())).unwrap();
    let ground = |scene: &mut Scene| {
        scene.visit(FI, |s, tx| Draft::resume(s, tx, &desk()?, Action::Draft, id)?.ground(s, tx, &desk()?).map(drop))
    };
    let done = ground(scene);
    net.stop("a transfer without a ground", done);
    scene
        .visit(FI, |s, tx| {
            let findings = Draft::resume(s, tx, &desk()?, Action::Draft, id)?.findings(s, tx, &desk()?)?;
            net.debug("findings", &findings);
            for question in &findings[0].bars.decision {
                let reasons = canary("Reasons").as_str().into();
                assess::answer_bar(s, tx, &desk()?, id, &to, &question.id, BarOutcome::Clear, reasons)?;
            }
            let law::TransferNeed::NeedsDecision { derogations, .. } = &findings[0].transfer.decision else {
                panic!("a decision is needed")
            };
            let (why, balance) = (canary("Necessity").as_str().into(), canary("Balance").as_str().into());
            assess::decide_transfer(s, tx, &desk()?, id, &to, derogations[0].cite.clone(), why, balance)
        })
        .unwrap();
    let done = ground(scene);
    net.stop("a bar answered by one", done);
}

/// Everything that a node keeps on its disk, in clear or not.
fn files(directory: &Path, net: &mut Net) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, net);
        } else {
            let bytes = std::fs::read(&path).unwrap();
            net.0.push((format!("the file {}", path.display()), String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
}

#[test]
fn no_canary_leaves_but_in_disclosed_content() {
    let mut scene = Scene::new().unwrap();
    let mut net = Net::default();
    let record = hold(&mut scene, &mut net);
    let asked = out(&mut scene, &mut net);
    in_(&mut scene, &mut net);
    back(&mut scene, &mut net, &asked);
    reasons(&mut scene, &mut net);

    // It does come out where it should: whoever may read is shown it.
    let items = [ReadItem::Message(asked.message), ReadItem::Record(record.id), ReadItem::Candidates(asked.message)];
    for item in items {
        let disclosed = open(&scene, FI, &desk().unwrap(), item.clone(), true).unwrap();
        net.debug("what was disclosed", &disclosed);
        let text = match disclosed {
            Disclosed::Message(payload, content) => {
                net.debug("a payload", &payload);
                serde_json::to_string(&content).unwrap()
            }
            Disclosed::Record(record) => serde_json::to_string(&record).unwrap(),
            Disclosed::Candidates(shown) => {
                net.debug("a shown candidate", &shown[0].1);
                serde_json::to_string(&shown[0].1).unwrap()
            }
            Disclosed::Draft(value) => value.to_string(),
            Disclosed::Hits(_) => panic!("no population was screened"),
        };
        assert!(text.contains(MARK), "{item:?} is shown to whoever may see it");
    }
    let admin = form::officer("admin", Role::Administrator).unwrap();
    net.stop("reading unacknowledged", open(&scene, FI, &desk().unwrap(), ReadItem::Message(asked.message), false));
    net.stop("an administrator", open(&scene, FI, &admin, ReadItem::Record(record.id), true));

    for place in 0..scene.nodes.len() {
        let (store, station) = scene.nodes[place].parts().unwrap();
        net.debug("a station", station);
        net.debug("a store", store);
        let lines = store.read("log", scene.now, |tx| {
            let rows = tx.audit().rows(0, 100_000)?;
            let line = |row: Row| match row {
                Row::Kept(stored) => stored.line,
                Row::Erased { .. } => String::new(),
            };
            Ok(rows.into_iter().map(line).collect::<Vec<_>>().join("\n"))
        });
        net.0.push(("a log".to_owned(), lines.unwrap()));
        let mut log = PublishedLog::open(station, store, scene.now).unwrap();
        log.publish(station, store, scene.now).unwrap();
        files(scene.nodes[place].directory(), &mut net);
    }
    net.holds_nothing();
}

#[test]
fn the_net_would_catch_one() {
    let net = Net(vec![("nothing".to_owned(), String::new()); 50]);
    net.holds_nothing();
    for caught in [format!("{:?}", canary("Person")), format!("{:?}", canary("Person").as_bytes())] {
        let net = Net([net.0.clone(), vec![("in the open".to_owned(), caught)]].concat());
        assert!(std::panic::catch_unwind(|| net.holds_nothing()).is_err());
    }
}
