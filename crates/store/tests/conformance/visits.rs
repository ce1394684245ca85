//! A visit holds whole or not at all, whichever side of its commit fails.

use crate::{Fails, Fresh, noon, stop};
use model::Stop;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

fn value(fresh: &Fresh, name: &str) -> Option<Vec<u8>> {
    fresh.visit(|tx| tx.settings().get(name))
}

#[test]
fn a_visit_that_stops_leaves_nothing_behind() {
    let fresh = Fresh::new();
    let done = fresh.at(noon(), |tx| {
        tx.settings().put("a", b"1")?;
        Err::<(), Stop>(stop())
    });
    assert_eq!(done, Err(stop()));
    assert_eq!(value(&fresh, "a"), None);
    fresh.visit(|tx| tx.settings().put("a", b"2"));
    assert_eq!(value(&fresh, "a").as_deref(), Some(&b"2"[..]), "the connection still works");
}

#[test]
fn a_commit_that_fails_before_persists_nothing_and_after_persists_all() {
    let fresh = Fresh::new();
    for (side, wanted) in [(Fails::Before, None), (Fails::After, Some(&b"1"[..]))] {
        fresh.fail_next(side);
        let done = fresh.at(noon(), |tx| tx.settings().put("a", b"1"));
        assert!(matches!(done, Err(Stop::Failure(_))), "{side:?}: the caller is told of a failure");
        assert_eq!(value(&fresh, "a").as_deref(), wanted, "{side:?}");
    }
}

#[test]
fn what_is_done_in_memory_follows_what_is_persisted() {
    let fresh = Fresh::new();
    let done = Arc::new(AtomicUsize::new(0));
    let visit = |fresh: &Fresh, stops: bool| {
        let done = Arc::clone(&done);
        let _ = fresh.at(noon(), |tx| {
            tx.after_commit(move || {
                done.fetch_add(1, Ordering::SeqCst);
            });
            if stops { Err(stop()) } else { Ok(()) }
        });
    };
    visit(&fresh, true);
    assert_eq!(done.load(Ordering::SeqCst), 0, "rolled back");
    fresh.fail_next(Fails::Before);
    visit(&fresh, false);
    assert_eq!(done.load(Ordering::SeqCst), 0, "not persisted");
    fresh.fail_next(Fails::After);
    visit(&fresh, false);
    assert_eq!(done.load(Ordering::SeqCst), 1, "persisted, although the caller was told of a failure");
    visit(&fresh, false);
    assert_eq!(done.load(Ordering::SeqCst), 2);
}

#[test]
fn a_nested_visit_fails_alone() {
    let fresh = Fresh::new();
    let ran = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&ran);
    fresh.visit(|tx| {
        tx.settings().put("outer", b"1")?;
        let inner = tx.nested(|tx| {
            tx.settings().put("inner", b"1")?;
            let counted = Arc::clone(&counted);
            tx.after_commit(move || {
                counted.fetch_add(1, Ordering::SeqCst);
            });
            tx.nested(|tx| tx.settings().put("innermost", b"1"))?;
            Err::<(), Stop>(stop())
        });
        assert_eq!(inner, Err(stop()));
        tx.nested(|tx| tx.settings().put("second", b"1"))
    });
    let held = ["outer", "inner", "innermost", "second"].map(|name| value(&fresh, name).is_some());
    assert_eq!(held, [true, false, false, true]);
    assert_eq!(ran.load(Ordering::SeqCst), 0, "what a failed part wanted done in memory is not done");
    // The outer one stops: what was nested in it goes with it.
    let _ = fresh.at(noon(), |tx| {
        tx.nested(|tx| tx.settings().put("third", b"1"))?;
        Err::<(), Stop>(stop())
    });
    assert_eq!(value(&fresh, "third"), None);
}

#[test]
fn a_read_changes_nothing() {
    let fresh = Fresh::new();
    fresh.store.read("look", noon(), |tx| tx.settings().put("a", b"1")).unwrap();
    assert_eq!(value(&fresh, "a"), None);
}
