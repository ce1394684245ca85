//! A node is lost after its backup: what it had done since, what it must not number again, what it had erased, and what its partner
//! notices. The two nodes meet by bundles.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up has failed")]

use audit::{Event, Row};
use exchange::after::{self, RecallForm};
use exchange::bundle::{self, Reading};
use exchange::outbound::{Approver, Draft, DraftForm, MarkingForm};
use exchange::standstill::{Because, standstill};
use exchange::{PublishedLog, Station, Ways};
use jiff::SignedDuration;
use model::record::{Origin, Record};
use model::subject::{Person, Subject, SubjectCategory};
use model::{
    Arrangement, Authority, AuthorityId, Body, CaseReference, Handling, HandlingCode, Instant, MessageId, Officer,
    OfficerId, RecallGround, RecordId, Retention, Role, State, Stop, UnitId,
};
use node::administration::arrangements;
use node::administration::officers::{Credentials, enrol, enrol_first};
use node::backup::{self, BadBackup, Journal, Putting, journal, mark};
use node::configuration::{Configuration, FILE};
use node::rules::Rules;
use node::system::SystemChance;
use seal::RootSecret;
use seal::rest::NodeKey;
use serde_json::json;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use store::{Store, Tx};

fn id(text: &str) -> AuthorityId {
    AuthorityId::parse(text).unwrap()
}

fn officer(text: &str, role: Role) -> Officer {
    Officer {
        id: OfficerId::parse(text).unwrap(),
        roles: BTreeSet::from([role]),
        unit: UnitId::parse("spoc").unwrap(),
        compartments: BTreeSet::new(),
        remote: false,
    }
}

/// A node of a test, with the root that its authority keeps.
struct Site {
    store: Store,
    station: Station,
    directory: PathBuf,
    root: RootSecret,
    at: Instant,
}

const KEY: [u8; 32] = [9; 32];

fn key() -> NodeKey {
    NodeKey::from_bytes(&KEY).unwrap()
}

fn opened(directory: &Path, at: Instant) -> (Store, Station) {
    let store = Store::open(directory, key()).unwrap();
    let Rules { lawbook, policies } = Rules::of(directory).unwrap();
    let ways = Configuration::read(directory).unwrap().ways();
    let station = Station::open(&store, lawbook, policies, ways, at, &mut SystemChance).unwrap();
    (store, station)
}

impl Site {
    fn found(folder: &Path, name: &str, state: &str, at: Instant) -> Site {
        let directory = folder.join(name);
        let store = Store::open(&directory, key()).unwrap();
        let state = State::parse(state).unwrap();
        let authority = Authority {
            id: id(name),
            name: format!("Test desk {name}"),
            state,
            body: Body::Police,
            zone: "UTC".into(),
        };
        let root = exchange::found(&store, &authority, at, &mut SystemChance).unwrap().root;
        fs::write(directory.join(FILE), Configuration::new(UnitId::parse("spoc").unwrap()).to_toml()).unwrap();
        drop(store);
        let (store, station) = opened(&directory, at);
        let site = Site { store, station, directory, root, at };
        let credentials = || Credentials { password: "none".into(), totp: vec![1; 20].into() };
        site.step(|station, tx| {
            let admin = officer("admin", Role::Administrator);
            enrol_first(tx, &admin, credentials())?;
            for (name, role) in
                [("desk", Role::DeskOfficer), ("approver", Role::Approver), ("overseer", Role::Overseer)]
            {
                enrol(station, tx, &admin, &officer(name, role), credentials())?;
            }
            Ok(())
        });
        site
    }

    fn id(&self) -> &AuthorityId {
        &self.station.us().id
    }

    fn step<T>(&self, step: impl FnOnce(&Station, &mut Tx<'_>) -> Result<T, Stop>) -> T {
        self.store.tx("test", self.at, &mut SystemChance, |tx| step(&self.station, tx)).unwrap()
    }

    fn arrange(&self, with: &Site) {
        let mut between = [self.id().as_str(), with.id().as_str()];
        between.sort_unstable();
        let arrangement: Arrangement = serde_json::from_value(json!({
            "id": "test", "title": "Test arrangement", "kind": "implementing", "invented": true,
            "between": between, "kinds": ["information"], "offences": [],
            "purposes": ["prevention", "investigation"], "categories": ["none", "personal"],
            "handling": { "codes": ["H0"] }, "safeguards": false, "from": "2025-01-01", "review": "2027-12-01",
            "partner_root": with.root.fingerprint().to_string(), "relay": null
        }))
        .unwrap();
        let admin = officer("admin", Role::Administrator);
        self.step(|station, tx| arrangements::register(station, tx, &admin, &arrangement));
    }

    fn ask(&self, to: &AuthorityId, case: &str) -> MessageId {
        let form: DraftForm = serde_json::from_value(json!({
            "kind": "information", "to": [{ "to": to.as_str(), "under": "test" }], "offence": "terrorist-financing",
            "purpose": "investigation", "urgency": "ordinary", "case": case, "unit": "spoc",
            "content": { "content": "request", "subjects": [
                { "subject": "person", "names": ["Canary Testinen"], "category": "person-concerned" }
            ], "question": "?", "justification": "!" }
        }))
        .unwrap();
        self.leave(|station, tx, desk| Draft::write(station, tx, desk, form))
    }

    /// Takes back a request.
    fn recall(&self, item: MessageId) {
        let form = RecallForm {
            item,
            ground: RecallGround::NoLongerNeeded,
            answer_by: self.at + SignedDuration::from_hours(48),
            case: CaseReference::parse("EE-R").unwrap(),
            unit: UnitId::parse("spoc").unwrap(),
        };
        self.leave(|station, tx, desk| after::recall(station, tx, desk, form));
    }

    /// Brings a draft on its way.
    fn leave(&self, write: impl FnOnce(&Station, &mut Tx<'_>, &Officer) -> Result<Draft, Stop>) -> MessageId {
        let marking: MarkingForm = serde_json::from_value(json!({
            "handling": { "codes": ["H1"] }, "retention": { "review": "2027-11-23", "until": "2029-11-23" }
        }))
        .unwrap();
        let (desk, approver) = (officer("desk", Role::DeskOfficer), officer("approver", Role::Approver));
        self.step(|station, tx| {
            let draft = write(station, tx, &desk)?;
            let marked = draft.ground(station, tx, &desk)?.mark(station, tx, &desk, marking)?;
            let approver = Approver { officer: &approver, proved_at: tx.at() };
            Ok(marked.release(station, tx, &approver)?.seal(station, tx)?.send(station, tx)?.message())
        })
    }

    fn publish(&self) {
        let mut log = PublishedLog::open(&self.station, &self.store, self.at).unwrap();
        log.publish(&self.station, &self.store, self.at).unwrap();
        mark::advance(&self.station, &self.store, self.at).unwrap();
    }

    fn write_for(&self, partner: &AuthorityId) -> Vec<u8> {
        self.publish();
        self.step(|station, tx| bundle::write(station, tx, partner, bundle::MOST_BYTES)).bytes
    }

    /// The checks by which parcels of a bundle fell.
    fn read(&self, bytes: &[u8]) -> Vec<&'static str> {
        let read = self.step(|station, tx| {
            let read = bundle::read(station, tx, bytes)?;
            exchange::advance(station, tx)?;
            Ok(read)
        });
        match read {
            Reading::Taken(taking) => taking.turned.iter().map(|turned| turned.check.id).collect(),
            Reading::Refused(fault) => panic!("{fault}"),
        }
    }

    fn events(&self) -> Vec<Event> {
        let rows = self.step(|_, tx| tx.audit().rows(0, 100_000));
        let entry = |row: &Row| match row {
            Row::Kept(kept) => Some(kept.entry().unwrap().event),
            Row::Erased { .. } => None,
        };
        rows.iter().filter_map(entry).collect()
    }

    fn received(&self, wanted: MessageId) -> usize {
        let of = |event: &&Event| matches!(event, Event::Received { message, .. } if *message == wanted);
        self.events().iter().filter(of).count()
    }

    fn acknowledged(&self, wanted: MessageId) -> usize {
        let of = |event: &&Event| matches!(event, Event::ReceiptIn { message, .. } if *message == wanted);
        self.events().iter().filter(of).count()
    }

    fn hold(&self, name: &str) -> RecordId {
        let mut person = Person::named(name);
        person.category = Some(SubjectCategory::PersonConcerned);
        let record = Record {
            id: RecordId::draw(&mut SystemChance),
            compartment: UnitId::parse("spoc").unwrap(),
            origin: Origin::Own { source: "test".into() },
            subject: Subject::Person(person),
            handling: Handling::of([HandlingCode::H0]),
            retention: Retention { review: "2027-11-23".parse().unwrap(), until: "2029-11-23".parse().unwrap() },
            marker: None,
        };
        self.step(|station, tx| exchange::take_in(station, tx, &record, "test", None));
        record.id
    }

    fn erase(&self, record: RecordId) {
        assert!(self.step(|station, tx| exchange::erase(station, tx, record, "retention", None)));
        self.note_erasures();
    }

    /// What a running node does each second.
    fn note_erasures(&self) {
        let mut journal = Journal::open(&journal::place(&self.directory)).unwrap();
        journal.catch_up(&self.store, self.at).unwrap();
    }

    fn is_held(&self, record: RecordId) -> bool {
        self.step(|_, tx| Ok(tx.records().get(record)?.is_some()))
    }

    fn back_up(&self, to: &Path) {
        let mut out = File::create_new(to).unwrap();
        backup::make(&self.directory, &key(), &mut out, self.at).unwrap();
    }

    /// The node dies, and its directory with it; what lies beside it stays.
    fn lose(self) -> RootSecret {
        let Site { store, station, directory, root, .. } = self;
        drop((store, station));
        fs::remove_dir_all(directory).unwrap();
        root
    }

    fn wait(&mut self, hours: i64) {
        self.at += SignedDuration::from_hours(hours);
    }
}

/// Two partners who have met.
fn partners(folder: &Path) -> (Site, Site) {
    let at = "2026-11-25T01:12:00Z".parse().unwrap();
    let (fi, ee) = (Site::found(folder, "fi-spoc", "FIN", at), Site::found(folder, "ee-spoc", "EST", at));
    fi.arrange(&ee);
    ee.arrange(&fi);
    // Neither holds a card of the other: the first bundle brings one.
    assert!(ee.read(&fi.write_for(ee.id())).is_empty());
    assert!(fi.read(&ee.write_for(fi.id())).is_empty());
    (fi, ee)
}

fn restore(backup: &Path, directory: &Path, root: &RootSecret, at: Instant) -> Result<backup::Restored, BadBackup> {
    let journal = Journal::open(&journal::place(directory)).unwrap();
    backup::restore(&Putting { backup, directory, key: &key(), root, journal: Some(&journal), after: 0 }, at)
}

#[test]
fn nod_6_3_a_restored_node_is_a_later_incarnation_that_numbers_nothing_again() {
    let folder = tempfile::tempdir().unwrap();
    let (mut fi, mut ee) = partners(folder.path());
    let (erased_since, kept) = (fi.hold("Otso Testinen"), fi.hold("Aino Testinen"));
    let first = fi.ask(ee.id(), "FI-1");
    let file = folder.path().join("fi.cbackup");
    fi.back_up(&file);
    // After the backup: the first one arrives, another goes out, one comes in, a record comes and goes.
    let second = fi.ask(ee.id(), "FI-2");
    let theirs = ee.ask(fi.id(), "EE-1");
    assert!(ee.read(&fi.write_for(ee.id())).is_empty() && fi.read(&ee.write_for(fi.id())).is_empty());
    let never_in_it = fi.hold("Veikko Mallinen");
    fi.erase(erased_since);
    fi.erase(never_in_it);
    fi.wait(24 * 8);
    ee.wait(24 * 8);
    fi.step(|station, tx| station.renew_keys(tx));
    assert!(ee.read(&fi.write_for(ee.id())).is_empty());
    let (card, channels) = (fi.step(|station, tx| station.card_number(tx)), channels(&fi));
    let (directory, size) = (fi.directory.clone(), fi.events().len() as u64);
    let at = fi.at + SignedDuration::from_hours(1);
    ee.at = at;
    let root = fi.lose();

    let restored = restore(&file, &directory, &root, at).unwrap();
    assert_eq!((restored.begun.incarnation, restored.begun.of_backup, restored.begun.under_way), (2, 1, 1));
    assert_eq!(
        (restored.erased_again, restored.not_known.as_slice(), restored.not_ours),
        (1, &[never_in_it.to_string()][..], 0)
    );
    assert!(restored.begun.last.0 <= size && restored.begun.last.0 > restored.begun.size, "the mark knows more");
    let (store, station) = opened(&directory, at);
    let fi = Site { store, station, directory: directory.clone(), root, at };
    assert!(fi.is_held(kept) && !fi.is_held(erased_since));
    assert!(fi.step(|station, tx| station.card_number(tx)) > card);
    audit::verify(&directory.join("logs/1/log"), None).unwrap();
    let begins = |event: &Event| matches!(event, Event::Restored { incarnation: 2, size, root } if (*size, *root) == restored.begun.last);
    assert!(fi.events().iter().any(begins));

    // The partner takes the new card under the root, tells its overseer, and what waited arrives again as the same message.
    assert!(ee.read(&fi.write_for(ee.id())).is_empty());
    assert!(ee.events().iter().any(|event| matches!(event, Event::PartnerRestored { incarnation: 2, .. })));
    let told = ee.step(|_, tx| tx.overseer_queue().all());
    assert!(told.iter().any(|row| row.body.contains("partner-restored")));
    assert_eq!((ee.received(first), ee.received(second)), (1, 1), "no second effect");
    // What was on its way to the life that ended falls: receipts for what is forgotten, cosignatures of the other log.
    let turned = fi.read(&ee.write_for(fi.id()));
    assert!(turned.iter().all(|check| ["OUT-6.1", "AUD-5.4"].contains(check)), "{turned:?}");
    assert_eq!((fi.acknowledged(first), fi.acknowledged(second)), (1, 0), "the second is forgotten");
    assert_eq!((fi.received(theirs), ee.acknowledged(theirs)), (0, 1), "what came after the backup is gone");

    // Both ways go on, on channels that were not there before.
    let (third, fourth) = (fi.ask(ee.id(), "FI-3"), ee.ask(fi.id(), "EE-2"));
    for _ in 0..3 {
        assert!(ee.read(&fi.write_for(ee.id())).is_empty());
        fi.read(&ee.write_for(fi.id()));
    }
    assert_eq!(
        (ee.received(third), fi.acknowledged(third), fi.received(fourth), ee.acknowledged(fourth)),
        (1, 1, 1, 1)
    );
    assert!(self::channels(&fi).iter().all(|channel| !channels.contains(channel)));
    fi.publish();
    let verified = audit::verify(&directory.join("log"), None).unwrap();
    assert_eq!(verified.size, fi.events().len() as u64);

    // Restored from the same file once more, it is neither of the two: the journal tells.
    let root = fi.lose();
    let again = restore(&file, &directory, &root, at).unwrap();
    assert_eq!(again.begun.incarnation, 3);
    // And where the journal and the mark are gone too, people say how far it had come.
    fs::remove_dir_all(&directory).unwrap();
    fs::remove_file(journal::place(&directory)).unwrap();
    fs::remove_file(mark::place(&directory)).unwrap();
    let (store, station) = {
        let old = folder.path().join("old");
        fs::create_dir(&old).unwrap();
        let putting = Putting { backup: &file, directory: &old, key: &key(), root: &root, journal: None, after: 3 };
        backup::restore(&putting, at).unwrap();
        opened(&old, at)
    };
    let clone = Site { store, station, directory: folder.path().join("old"), root, at };
    assert_eq!(clone.step(|_, tx| exchange::incarnation(tx)), 4);
}

/// The channels on which a node has sent, by what stands in its log: the outbox knows them.
fn channels(site: &Site) -> BTreeSet<[u8; 16]> {
    site.step(|_, tx| {
        let mut found = BTreeSet::new();
        for event in tx.audit().rows(0, 100_000)? {
            let Row::Kept(kept) = event else { continue };
            if let Event::Sent { message, to, .. } = kept.entry().unwrap().event
                && let Some(row) = tx.outbox().get(message, &to)?
                && row.state != store::OutboxState::Expired
                && tx.channels().outbound(row.channel)?.is_some()
                && tx.channels().is_open(row.channel)?
            {
                found.insert(row.channel);
            }
        }
        Ok(found)
    })
}

#[test]
fn nod_6_2_a_message_that_was_recalled_after_the_backup_is_erased_again() {
    let folder = tempfile::tempdir().unwrap();
    let (fi, ee) = partners(folder.path());
    let (before, kept) = (ee.ask(fi.id(), "EE-1"), ee.ask(fi.id(), "EE-2"));
    assert!(fi.read(&ee.write_for(fi.id())).is_empty());
    let file = folder.path().join("fi.cbackup");
    fi.back_up(&file);
    let later = ee.ask(fi.id(), "EE-3");
    ee.recall(before);
    ee.recall(later);
    assert!(fi.read(&ee.write_for(fi.id())).is_empty());
    let is_held = |fi: &Site, message| fi.step(|_, tx| tx.inbox().is_held(message));
    assert_eq!([before, later, kept].map(|message| is_held(&fi, message)), [false, false, true]);
    fi.note_erasures();
    let (directory, at) = (fi.directory.clone(), fi.at);
    let root = fi.lose();

    let restored = restore(&file, &directory, &root, at).unwrap();
    assert_eq!((restored.erased_again, restored.not_known), (1, vec![later.to_string()]));
    let (store, station) = opened(&directory, at);
    let fi = Site { store, station, directory, root, at };
    assert_eq!([before, kept].map(|message| is_held(&fi, message)), [false, true]);
    let erased = |event: &Event| matches!(event, Event::MessageErased { message, .. } if *message == before);
    assert!(fi.events().iter().any(erased), "and the log of the new life says so");
}

#[test]
fn nod_6_2_a_line_that_somebody_else_wrote_erases_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (fi, _ee) = partners(folder.path());
    let (erased, kept) = (fi.hold("Otso Testinen"), fi.hold("Aino Testinen"));
    let file = folder.path().join("fi.cbackup");
    fi.back_up(&file);
    fi.erase(erased);
    let path = journal::place(&fi.directory);
    let line = fs::read_to_string(&path).unwrap();
    assert!(!line.contains("Testinen"), "ids alone");
    let forged = line.replace(&erased.to_string(), &kept.to_string());
    assert_ne!(line, forged);
    // A line that a crash broke off is dropped, not believed.
    fs::write(&path, [line.as_str(), forged.as_str(), &line[..30]].concat()).unwrap();
    let (directory, at) = (fi.directory.clone(), fi.at);
    let root = fi.lose();
    let restored = restore(&file, &directory, &root, at).unwrap();
    assert_eq!((restored.erased_again, restored.not_known.len(), restored.not_ours), (1, 0, 1));
    let (store, station) = opened(&directory, at);
    let fi = Site { store, station, directory, root, at };
    assert!(fi.is_held(kept) && !fi.is_held(erased));
}

#[test]
fn nod_6_1_what_does_not_open_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let (fi, ee) = partners(folder.path());
    let file = folder.path().join("fi.cbackup");
    fi.back_up(&file);
    let bytes = fs::read(&file).unwrap();
    let clear = ["Testinen", "spoc@", "SQLite format", "test arrangement"];
    assert!(clear.iter().all(|text| !contains(&bytes, text.as_bytes())), "nothing readable but the header");
    let (spoilt, directory) = (folder.path().join("spoilt"), folder.path().join("new"));
    let mut turned = bytes.clone();
    *turned.last_mut().unwrap() ^= 1;
    let older = [b"comity-backup/0".as_slice(), &bytes[15..]].concat();
    for wrong in [&bytes[..bytes.len() - 1], &bytes[..300], &turned, &older, b""] {
        fs::write(&spoilt, wrong).unwrap();
        assert!(restore(&spoilt, &directory, &fi.root, fi.at).is_err());
        assert!(!directory.exists() && !folder.path().join("new.unfinished").exists());
    }
    let other = NodeKey::from_bytes(&[8; 32]).unwrap();
    let putting =
        Putting { backup: &file, directory: &directory, key: &other, root: &fi.root, journal: None, after: 0 };
    assert!(matches!(backup::restore(&putting, fi.at), Err(BadBackup::Chunk(0))));
    // Another root is refused as well: it did not charter this node.
    assert!(restore(&file, &directory, &ee.root, fi.at).is_err());
    assert!(!directory.exists());
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[test]
fn a_backup_holds_no_epoch_key_and_no_session() {
    let folder = tempfile::tempdir().unwrap();
    let (fi, _ee) = partners(folder.path());
    assert!(fi.step(|_, tx| tx.epochs().all()).iter().all(|row| row.secret.is_some()));
    // Beside a node that runs: its lock is held by this process.
    let copy = folder.path().join("copy");
    store::copy_for_backup(&fi.directory, &copy).unwrap();
    let store = Store::open(&copy, key()).unwrap();
    let rows = store.read("look", fi.at, |tx| tx.epochs().all()).unwrap();
    assert!(!rows.is_empty() && rows.iter().all(|row| row.secret.is_none()));
}

#[test]
fn nod_6_4_an_old_database_in_its_place_is_noticed_before_anything_leaves() {
    let folder = tempfile::tempdir().unwrap();
    let (fi, ee) = partners(folder.path());
    let old = folder.path().join("old");
    store::copy_for_backup(&fi.directory, &old).unwrap();
    fi.ask(ee.id(), "FI-1");
    fi.publish();
    let (directory, at) = (fi.directory.clone(), fi.at);
    drop((fi.store, fi.station));
    for name in ["comity.db-wal", "comity.db-shm"] {
        let _ = fs::remove_file(directory.join(name));
    }
    fs::copy(old.join("comity.db"), directory.join("comity.db")).unwrap();
    let store = Store::open(&directory, key()).unwrap();
    assert!(mark::hold_against(&directory, &store, at, &mut SystemChance).unwrap());
    let still = store.read("look", at, standstill).unwrap().unwrap();
    assert_eq!(still.because, Because::MarkAhead);
    let due = store.tx("due", at, &mut SystemChance, |tx| exchange::due(tx, 10)).unwrap();
    assert!(due.is_empty());
}

#[test]
fn a_machine_that_was_rolled_back_whole_is_told_by_its_partner() {
    let folder = tempfile::tempdir().unwrap();
    let (mut fi, mut ee) = partners(folder.path());
    let old = folder.path().join("old");
    store::copy_for_backup(&fi.directory, &old).unwrap();
    fs::copy(fi.directory.join(FILE), old.join(FILE)).unwrap();
    fi.wait(24 * 8);
    ee.wait(24 * 8);
    fi.step(|station, tx| station.renew_keys(tx));
    assert!(ee.read(&fi.write_for(ee.id())).is_empty());
    let of = fi.id().clone();
    let back = ee.step(|_, tx| exchange::card_back(tx, &of)).unwrap();
    // The present node has not forgotten anything.
    fi.step(|station, tx| exchange::take_parcel(station, tx, ee.id(), back.bytes()));
    assert_eq!(fi.step(|_, tx| standstill(tx)), None);
    // The snapshot of a week ago has.
    let store = Store::open(&old, key()).unwrap();
    let Rules { lawbook, policies } = Rules::built_in().unwrap();
    let ways = Ways { contact: UnitId::parse("spoc").unwrap(), least_probability: 0.5, most_candidates: 10 };
    let (earlier, mut chance) = (fi.at - SignedDuration::from_hours(24 * 8), SystemChance);
    let station = Station::open(&store, lawbook, policies, ways, earlier, &mut chance).unwrap();
    let taken = store.tx("take", fi.at, &mut chance, |tx| exchange::take_parcel(&station, tx, ee.id(), back.bytes()));
    assert_eq!(taken.unwrap().fault, None);
    let still = store.read("look", fi.at, standstill).unwrap().unwrap();
    assert_eq!(still.because, Because::NumbersAhead);
}

#[test]
fn in_2_7_a_card_of_an_earlier_life_is_not_taken() {
    let folder = tempfile::tempdir().unwrap();
    let (fi, mut ee) = partners(folder.path());
    let (file, old) = (folder.path().join("fi.cbackup"), folder.path().join("old"));
    fi.back_up(&file);
    store::copy_for_backup(&fi.directory, &old).unwrap();
    fs::copy(fi.directory.join(FILE), old.join(FILE)).unwrap();
    let (directory, at) = (fi.directory.clone(), fi.at);
    // Nothing was ever erased, and the journal says so.
    Journal::open(&journal::place(&directory)).unwrap().catch_up(&fi.store, at).unwrap();
    let root = fi.lose();
    restore(&file, &directory, &root, at).unwrap();
    let (store, station) = opened(&directory, at);
    let fi = Site { store, station, directory, root, at };
    assert!(ee.read(&fi.write_for(ee.id())).is_empty());
    // A copy of the old machine goes on, and numbers its cards beyond those of the new one.
    ee.wait(24 * 8);
    let (store, station) = opened(&old, at);
    let root = RootSecret::from_bytes(&fi.root.to_bytes()).unwrap();
    let clone = Site { store, station, directory: old, root, at: ee.at };
    let card = clone.step(|station, tx| {
        tx.settings().put("card-number", b"9000000")?;
        assert!(station.renew_keys(tx)?);
        exchange::card_parcel(station, tx, ee.id())
    });
    let taken = ee.step(|station, tx| exchange::take_parcel(station, tx, fi.id(), card.bytes()));
    assert_eq!(taken.fault.map(|check| check.id), Some("IN-2.7"));
}
