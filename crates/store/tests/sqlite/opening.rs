//! Opening a directory: refused, with a sentence that says what to do, and without touching what is there.

use crate::{Counting, key, noon, open, sql};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use store::Store;

#[test]
fn what_was_kept_is_there_after_opening_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    store.tx("put", noon(), &mut Counting(1), |tx| tx.settings().put("a", b"1")).unwrap();
    drop(store);
    let store = open(folder.path());
    let kept = store.read("look", noon(), |tx| tx.settings().get("a")).unwrap();
    assert_eq!(kept.as_deref(), Some(&b"1"[..]));
}

#[test]
fn data_of_a_newer_program_are_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    drop(open(folder.path()));
    sql(folder.path(), "INSERT INTO __diesel_schema_migrations (version) VALUES ('29991231000000');");
    let refused = Store::open(folder.path(), key(7)).unwrap_err();
    assert!(refused.because.contains("newer program") && refused.because.contains("29991231000000"), "{refused}");
    // Not migrated back, nothing dropped: the newer program finds its data as they were.
    sql(folder.path(), "DELETE FROM __diesel_schema_migrations WHERE version = '29991231000000';");
    drop(open(folder.path()));
}

#[test]
fn another_key_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    drop(open(folder.path()));
    let refused = Store::open(folder.path(), key(8)).unwrap_err();
    assert!(refused.because.contains("does not fit"), "{refused}");
    assert!(!refused.to_string().contains("0707") && !refused.to_string().contains("0808"), "no key in an error");
    drop(open(folder.path()));
}

#[test]
fn a_directory_is_open_once() {
    let folder = tempfile::tempdir().unwrap();
    let held = open(folder.path());
    let refused = Store::open(folder.path(), key(7)).unwrap_err();
    assert!(refused.because.contains("another comity process"), "{refused}");
    drop(held);
    drop(open(folder.path()));
}

/// Holds the directory that the environment names until its input ends; for the test below, in a process of its own.
#[test]
fn holds_a_directory_if_told() {
    let Some(directory) = std::env::var_os("COMITY_TEST_HOLDS") else { return };
    let _held = open(directory.as_ref());
    println!("held");
    std::io::stdout().flush().unwrap();
    let _ = std::io::stdin().lines().next();
}

#[test]
fn another_process_holds_the_lock_until_it_dies() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["opening::holds_a_directory_if_told", "--exact", "--nocapture"])
        .env("COMITY_TEST_HOLDS", folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.map_while(Result::ok).any(|line| line.contains("held")), "the child opened it");
    let refused = Store::open(folder.path(), key(7)).unwrap_err();
    assert!(refused.because.contains("another comity process"), "{refused}");
    // Killed, not closed: the lock goes with the process.
    child.kill().unwrap();
    child.wait().unwrap();
    drop(open(folder.path()));
}

#[test]
fn a_file_that_is_no_database_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("comity.db"), vec![b'x'; 8_192]).unwrap();
    let refused = Store::open(folder.path(), key(7)).unwrap_err();
    assert!(refused.doing.contains("opening") || refused.doing.contains("migrating"), "{refused}");
}

#[test]
fn every_migration_goes_forward_only() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    for entry in std::fs::read_dir(root).unwrap() {
        let down = entry.unwrap().path().join("down.sql");
        let text = std::fs::read_to_string(&down).unwrap_or_default();
        let statements = text.lines().filter(|line| !line.trim_start().starts_with("--") && !line.trim().is_empty());
        assert_eq!(statements.count(), 0, "{}", down.display());
    }
}
