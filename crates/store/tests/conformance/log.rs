//! The rows of the log: numbered without a gap, rolled back with their change, erased without a hole.

use crate::{Fresh, noon, stop};
use audit::{Code, Event, Row};
use model::OfficerId;

fn event(id: &str) -> Event {
    Event::SignIn { officer: OfficerId::parse(id).unwrap() }
}

#[test]
fn entries_are_numbered_without_a_gap_and_stand_or_fall_with_their_change() {
    let fresh = Fresh::new();
    assert_eq!(fresh.visit(|tx| tx.audit().append(event("a"))), 0);
    let _ = fresh.at(noon(), |tx| {
        tx.audit().append(event("gone"))?;
        Err::<(), _>(stop())
    });
    assert_eq!(fresh.visit(|tx| tx.audit().append(event("b"))), 1);
    let rows = fresh.visit(|tx| tx.audit().rows(0, 10));
    let events: Vec<_> = rows
        .iter()
        .map(|row| match row {
            Row::Kept(stored) => stored.entry().unwrap().event,
            Row::Erased { .. } => panic!("nothing was erased"),
        })
        .collect();
    assert_eq!(events, [event("a"), event("b")]);
    assert_eq!(fresh.visit(|tx| tx.audit().rows(1, 10)).len(), 1);
    assert_eq!(fresh.visit(|tx| tx.audit().size()), 2);
}

#[test]
fn erasing_an_entry_keeps_its_commitment_and_the_tree() {
    let fresh = Fresh::new();
    fresh.visit(|tx| tx.audit().append(event("a")));
    fresh.visit(|tx| tx.audit().append(event("b")));
    let root = |fresh: &Fresh| {
        let leaves: Vec<_> = fresh.visit(|tx| tx.audit().rows(0, 2)).iter().map(Row::leaf).collect();
        leaves
    };
    let before = root(&fresh);
    let ground = Code::parse("retention").unwrap();
    let by = fresh.visit(|tx| {
        let by = tx.audit().append(Event::EntriesErased { first: 0, last: 0, ground, by: None })?;
        tx.audit().erase(0, by)?;
        Ok(by)
    });
    assert_eq!(by, 2);
    assert_eq!(root(&fresh), before, "the leaves stay");
    let rows = fresh.visit(|tx| tx.audit().rows(0, 1));
    assert!(matches!(rows.as_slice(), [Row::Erased { n: 0, .. }]), "salt and line are gone");
}
