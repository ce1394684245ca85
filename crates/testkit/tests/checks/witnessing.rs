//! Partners witness each other's logs. One that only grows is cosigned; one that was rewritten and signed again with its own
//! key, forked or rolled back is noticed at the next checkpoint, on both sides, and its node stands still.

use crate::scene;
use audit::disk::{Disk as _, Folder};
use audit::note::{Note, Signer};
use audit::witness::AddCheckpoint;
use audit::{Checkpoint, Entry, EntryProof, Event, Publisher, Row, StoredEntry, verify, witnessed};
use exchange::standstill::Because;
use jiff::SignedDuration;
use model::{Digest, Failure};
use seal::NodeSecrets;
use std::path::Path;
use testkit::form::person;
use testkit::monster::frame;
use testkit::scene::{EE, FI, KE, LV, Scene, XX};

/// The partners of Helsinki in the wide ground.
const PARTNERS: [usize; 4] = [EE, LV, KE, XX];

/// An insider with the log key of a node.
struct Insider(NodeSecrets, String);

impl Insider {
    fn at(scene: &mut Scene, place: usize) -> Insider {
        let name = scene.log_key(place).unwrap().name().to_owned();
        Insider(scene.secrets(place).unwrap(), name)
    }

    /// Changes one row, builds the whole tree again from the rows and signs it: what lies in `log/` is then sound by itself.
    fn rebuild(&self, scene: &Scene, place: usize, change: u64, upto: usize) {
        let mut rows = rows(scene, place);
        rows.truncate(upto);
        let Row::Kept(stored) = &rows[change as usize] else { panic!("an erased entry") };
        let event = Event::NodeStopped { program: audit::Code::parse("nothing-happened-here").unwrap() };
        let line = Entry { n: change, at: stored.entry().unwrap().at, event }.line().unwrap();
        rows[change as usize] = Row::Kept(StoredEntry { n: change, salt: stored.salt, line });
        self.publish(&scene.directory(place).join("log"), rows);
    }

    fn publish(&self, log: &Path, rows: Vec<Row>) {
        let _ = std::fs::remove_dir_all(log);
        let mut source = move |from: u64, limit: usize| -> Result<Vec<Row>, Failure> {
            Ok(rows.iter().skip(from as usize).take(limit).cloned().collect())
        };
        let keys = [self.verifier().unwrap()];
        Publisher::open(log, &keys, &mut source).unwrap().publish(&mut source, self).unwrap();
    }
}

impl Signer for Insider {
    fn name(&self) -> &str {
        &self.1
    }
    fn public(&self) -> [u8; 32] {
        *self.0.log().public()
    }
    fn sign(&self, text: &[u8]) -> Result<[u8; 64], Failure> {
        self.0.log().sign(text)
    }
}

fn rows(scene: &Scene, place: usize) -> Vec<Row> {
    scene.nodes[place].look(scene.now, |_, tx| tx.audit().rows(0, 1 << 20)).unwrap()
}

fn log_something(scene: &mut Scene, place: usize) {
    let event = Event::NodeStopped { program: audit::Code::parse("comity").unwrap() };
    scene.visit(place, |_, tx| tx.audit().append(event)).unwrap();
}

/// The checkpoint that a node publishes, as it is shown to a partner that knows nothing.
fn shown(scene: &Scene, place: usize) -> AddCheckpoint {
    let note = Folder::at(&scene.directory(place).join("log")).read("checkpoint").unwrap().unwrap();
    AddCheckpoint { old: 0, proof: Vec::new(), note: Note::parse(&note).unwrap() }
}

fn give(scene: &mut Scene, from: usize, to: usize, kind: u8, text: &str) {
    let parcel = frame(kind, &scene.id(to), text.as_bytes());
    scene.give(from, to, &parcel).unwrap();
}

#[test]
fn aud_6_4_partners_cosign_and_anyone_can_check_it_from_the_files() {
    let (mut scene, _ground) = scene();
    scene.witness().unwrap();
    let (folder, key) = (scene.directory(FI), scene.log_key(FI).unwrap());
    let beside = Folder::at(&folder.join("witnessed"));
    let keys = witnessed::keys(&beside).unwrap();
    let cosigned = witnessed::cosigned(&beside, &key, &keys).unwrap();
    let mut wanted = PARTNERS.map(|place| format!("comity/{}/witness", scene.id(place)));
    wanted.sort();
    assert_eq!(cosigned.iter().map(|one| one.witness.clone()).collect::<Vec<_>>(), wanted);
    let proof = EntryProof::make(&Folder::at(&folder.join("log")), 0, &cosigned).unwrap();
    assert_eq!(proof.verify(&key, &keys, PARTNERS.len()).unwrap().witnesses.len(), PARTNERS.len());
    // What is idle stays idle: no cosignature begets an entry that begets a checkpoint, for ever.
    for _ in 0..3 {
        scene.wait(SignedDuration::from_mins(1));
        scene.witness().unwrap();
    }
    scene.wait(SignedDuration::from_mins(1));
    assert_eq!(scene.witness().unwrap(), 0);
}

#[test]
fn a_receipt_stands_in_the_log_that_is_shown_to_everybody() {
    let (mut scene, _ground) = scene();
    scene.witness().unwrap();
    scene.ask(EE, FI, "WIT/1", person(1)).unwrap();
    let origin = scene.log_key(FI).unwrap().name().to_owned();
    let claims = |scene: &Scene| {
        scene.nodes[EE].look(scene.now, |_, tx| tx.claims().up_to(&origin, u64::MAX, 10)).unwrap().len()
    };
    assert_eq!(claims(&scene), 1, "the receipt named a place in Helsinki's log");
    scene.wait(SignedDuration::from_mins(2));
    scene.witness().unwrap();
    assert_eq!(claims(&scene), 0, "Helsinki has proved that what it shows holds it");
    assert_eq!(scene.queue(EE).unwrap(), Vec::<String>::new());
}

#[test]
fn aud_6_6_a_log_rebuilt_and_signed_with_its_own_key_is_noticed_at_the_next_checkpoint() {
    let (mut scene, _ground) = scene();
    scene.witness().unwrap();
    let insider = Insider::at(&mut scene, FI);
    insider.rebuild(&scene, FI, 3, usize::MAX);
    let log = scene.directory(FI).join("log");
    assert!(verify(&log, None).is_ok(), "by itself the forged log is sound");
    log_something(&mut scene, FI);
    scene.wait(SignedDuration::from_mins(2));
    scene.witness().unwrap();
    let (us, key) = (scene.id(FI), scene.log_key(FI).unwrap());
    for place in PARTNERS {
        let told = scene.queue(place).unwrap();
        assert!(
            told.len() == 1 && told[0].contains("partner-log-contradicted") && told[0].contains("AUD-6.6"),
            "{told:?}"
        );
        let refused = |event: &Event| matches!(event, Event::CheckpointRefused { authority, .. } if *authority == us);
        assert_eq!(scene.log(place).unwrap().into_iter().filter(refused).count(), 1);
        // The evidence stands by itself: two texts, both signed by the log key, that cannot both be true.
        let found = scene.nodes[place].look(scene.now, |_, tx| tx.seen_logs().contradictions()).unwrap();
        let [found] = &found[..] else { panic!("{} pieces of evidence", found.len()) };
        assert!(Checkpoint::open(&found.known, &key).is_ok());
        assert!(AddCheckpoint::parse(&found.shown).unwrap().note.verify(&key).is_ok());
    }
    // Helsinki is told by its witnesses what they know; nothing leaves it any more, and its overseer is told.
    assert_eq!(scene.standstill(FI).unwrap().unwrap().because, Because::Contradicted);
    assert!(scene.queue(FI).unwrap().iter().any(|told| told.contains("own-log-contradicted")));
    let form = scene.form(FI, EE, "WIT/2", person(1)).unwrap();
    scene.send(FI, form).unwrap();
    assert!(scene.due(FI).unwrap().is_empty());
    let to = scene.id(EE);
    let waits = scene.visit(FI, |_, tx| Ok(tx.outbox().due(Some(std::slice::from_ref(&to)), 256)?.len())).unwrap();
    let over = scene.visit(FI, |_, tx| exchange::due_over(tx, std::slice::from_ref(&to), 256)).unwrap();
    let fetched = scene.visit(FI, |_, tx| exchange::due_to(tx, &to, 256, 1 << 20)).unwrap();
    assert_eq!((waits, over.len(), fetched.len()), (1, 0, 0), "neither over a line nor to who comes to fetch");
    assert_eq!(scene.standstill(EE).unwrap(), None);
}

#[test]
fn aud_6_5_two_roots_for_one_size_are_noticed_at_once_whoever_brings_them() {
    let (mut scene, _ground) = scene();
    scene.witness().unwrap();
    let seen = scene.nodes[EE].look(scene.now, |_, tx| tx.seen_logs().all()).unwrap();
    let origin = scene.log_key(FI).unwrap().name().to_owned();
    let size = seen.iter().find(|log| log.origin == origin).unwrap().size;
    let insider = Insider::at(&mut scene, FI);
    insider.rebuild(&scene, FI, 3, size as usize);
    let forged = shown(&scene, FI).to_string();
    // Riga, to whom it was shown, brings it to Tallinn.
    give(&mut scene, LV, EE, 4, &forged);
    assert!(scene.queue(EE).unwrap()[0].contains("AUD-6.5"), "{:?}", scene.queue(EE));
}

#[test]
fn aud_6_7_a_node_that_was_rolled_back_is_noticed_on_both_sides() {
    let (mut scene, _ground) = scene();
    scene.witness().unwrap();
    // A copy of the whole machine, as a snapshot makes it.
    let now = scene.now;
    scene.nodes[FI].stop();
    let (directory, snapshot) = (scene.directory(FI), scene.directory(FI).with_extension("snapshot"));
    copy(&directory, &snapshot);
    scene.nodes[FI].start(now).unwrap();
    scene.ask(EE, FI, "WIT/3", person(1)).unwrap();
    scene.wait(SignedDuration::from_mins(2));
    scene.witness().unwrap();
    scene.nodes[FI].stop();
    std::fs::remove_dir_all(&directory).unwrap();
    copy(&snapshot, &directory);
    scene.nodes[FI].start(now).unwrap();
    log_something(&mut scene, FI);
    scene.wait(SignedDuration::from_mins(2));
    scene.witness().unwrap();
    let stands = scene.standstill(FI).unwrap().unwrap();
    assert_eq!(stands.because, Because::WitnessAhead);
    let stopped = |event: &Event| matches!(event, Event::SendingStopped { .. });
    assert_eq!(scene.log(FI).unwrap().iter().filter(|event| stopped(event)).count(), 1);
    // The witnesses do not wait for it to confess: the second smaller checkpoint in a row is an alarm of theirs.
    log_something(&mut scene, FI);
    scene.publish(FI).unwrap();
    let later = shown(&scene, FI).to_string();
    give(&mut scene, FI, LV, 4, &later);
    assert!(scene.queue(LV).unwrap().iter().any(|told| told.contains("AUD-6.7")), "{:?}", scene.queue(LV));
}

#[test]
fn a_checkpoint_that_was_overtaken_on_its_way_is_no_alarm() {
    let (mut scene, _ground) = scene();
    scene.publish(FI).unwrap();
    let early = shown(&scene, FI).to_string();
    log_something(&mut scene, FI);
    scene.witness().unwrap();
    let replies = {
        let parcel = frame(4, &scene.id(EE), early.as_bytes());
        scene.give(FI, EE, &parcel).unwrap()
    };
    assert_eq!(replies.len(), 2, "what is known, and a question");
    for reply in &replies {
        scene.carry(EE, reply).unwrap();
    }
    assert_eq!(scene.queue(EE).unwrap(), Vec::<String>::new());
    assert_eq!(scene.standstill(FI).unwrap(), None);
    let origin = scene.log_key(FI).unwrap().name().to_owned();
    let seen = scene.nodes[EE].look(scene.now, |_, tx| tx.seen_logs().get(&origin)).unwrap().unwrap();
    assert_eq!(seen.smaller, 0, "Helsinki proved that it went on from there");
}

#[test]
fn what_others_say_about_our_log_without_our_key_stops_nobody() {
    let (mut scene, _ground) = scene();
    scene.witness().unwrap();
    let origin = scene.log_key(FI).unwrap().name().to_owned();
    let stranger = Insider(scene.secrets(EE).unwrap(), origin.clone());
    let text = Checkpoint { origin, size: 1 << 40, root: Digest([7; 32]) }.to_string();
    let note = Note::sign(text, &stranger).unwrap();
    give(&mut scene, EE, FI, 5, &note.to_string());
    assert_eq!(scene.standstill(FI).unwrap(), None);
    assert_eq!(scene.last_fault(FI).unwrap().as_deref(), Some("AUD-5.4"));
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let place = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &place);
        } else {
            std::fs::copy(entry.path(), place).unwrap();
        }
    }
}
