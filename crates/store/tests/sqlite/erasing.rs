//! Erasure: what was about a person never stands in the files in clear, and after erasure neither does what would open it.

use crate::{Counting, noon, open};
use diesel::prelude::*;
use diesel::sql_types::Binary;
use model::record::{Origin, Record};
use model::subject::{Identifier, IdentifierKind, Person, Subject};
use model::{Handling, HandlingCode, RecordId, Retention, UnitId};
use std::path::Path;

const CANARY: &str = "Canary-of-the-Files";

fn record(n: u8) -> Record {
    let mut person = Person::named(CANARY);
    person.identifiers =
        vec![Identifier { kind: IdentifierKind::Passport, value: "CANARYPASS77".into(), issuer: None }];
    Record {
        id: RecordId([n; 16]),
        compartment: UnitId::parse("spoc").unwrap(),
        origin: Origin::Own { source: "test".to_owned() },
        subject: Subject::Person(person),
        handling: Handling::of([HandlingCode::H0]),
        retention: Retention { review: "2027-01-01".parse().unwrap(), until: "2029-01-01".parse().unwrap() },
        marker: None,
    }
}

/// Every byte that the engine keeps in the directory.
fn files(directory: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(directory).unwrap() {
        all.extend(std::fs::read(entry.unwrap().path()).unwrap());
    }
    all
}

fn holds(all: &[u8], part: &[u8]) -> bool {
    all.windows(part.len()).any(|window| window == part)
}

#[derive(QueryableByName)]
struct Closed {
    #[diesel(sql_type = Binary)]
    key: Vec<u8>,
    #[diesel(sql_type = Binary)]
    body: Vec<u8>,
}

fn closed(directory: &Path, id: RecordId) -> Closed {
    let mut connection = SqliteConnection::establish(&directory.join("comity.db").to_string_lossy()).unwrap();
    diesel::sql_query("SELECT key, body FROM records WHERE id = ?")
        .bind::<Binary, _>(id.0.to_vec())
        .get_result(&mut connection)
        .unwrap()
}

#[test]
fn an_erased_record_is_gone_from_every_file() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let mut chance = Counting(3);
    for n in 1..40 {
        store.tx("put", noon(), &mut chance, |tx| tx.records().put(&record(n), "test")).unwrap();
    }
    let (gone, stays) = (closed(folder.path(), RecordId([20; 16])), closed(folder.path(), RecordId([21; 16])));
    let before = files(folder.path());
    assert!(holds(&before, &gone.key) && holds(&before, &gone.body), "it is there, closed");
    assert!(!holds(&before, CANARY.as_bytes()) && !holds(&before, b"CANARYPASS77"), "but never in clear");
    store.tx("erase", noon(), &mut chance, |tx| tx.records().erase(RecordId([20; 16])).map(drop)).unwrap();
    store.truncate_log().unwrap();
    let after = files(folder.path());
    assert!(!holds(&after, &gone.key), "the wrapped key is in no file");
    assert!(!holds(&after, &gone.body), "nor is the body");
    assert!(holds(&after, &stays.key) && holds(&after, &stays.body), "its neighbour is untouched");
}

#[test]
fn a_destroyed_epoch_key_is_gone_from_every_file() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let mut chance = Counting(4);
    let secret = zeroize::Zeroizing::new(b"EPOCH-SECRET-BYTES-IN-CLEAR".to_vec());
    let row = store::EpochRow {
        kid: vec![9; 16],
        not_before: noon(),
        not_after: noon(),
        destroy_after: noon(),
        secret: Some(secret.clone()),
    };
    store.tx("epoch", noon(), &mut chance, |tx| tx.epochs().add(&row)).unwrap();
    let mut connection = SqliteConnection::establish(&folder.path().join("comity.db").to_string_lossy()).unwrap();
    let kept: Vec<Closed> = diesel::sql_query("SELECT kid AS key, body FROM epochs").load(&mut connection).unwrap();
    drop(connection);
    assert!(holds(&files(folder.path()), &kept[0].body) && !holds(&files(folder.path()), &secret));
    let destroyed = store.tx("destroy", noon(), &mut chance, |tx| tx.epochs().destroy_due()).unwrap();
    assert_eq!(destroyed, vec![vec![9; 16]]);
    store.truncate_log().unwrap();
    assert!(!holds(&files(folder.path()), &kept[0].body));
    let left = store.read("look", noon(), |tx| tx.epochs().all()).unwrap();
    assert!(left[0].secret.is_none(), "the row stays, without its secret");
}
