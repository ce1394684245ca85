//! Idempotency: the same answer for a day, then forgotten; no answer is another officer's.

use crate::{Fresh, noon};
use jiff::SignedDuration;
use model::{Digest, OfficerId};
use store::Remembered;

fn officer(id: &str) -> OfficerId {
    OfficerId::parse(id).unwrap()
}

#[test]
fn an_answer_is_kept_for_24_hours_for_its_officer() {
    let fresh = Fresh::new();
    let answer = Remembered { request: Digest([1; 32]), status: 201, body: b"{\"id\":1}".to_vec() };
    fresh.visit(|tx| tx.idempotency().remember(&officer("desk"), "k1", &answer));
    let recall = |who: &str, key: &str, after: SignedDuration| {
        fresh.at(noon() + after, |tx| tx.idempotency().recall(&officer(who), key)).unwrap()
    };
    let (day, second) = (SignedDuration::from_hours(24), SignedDuration::from_secs(1));
    assert_eq!(recall("desk", "k1", SignedDuration::ZERO), Some(answer.clone()));
    assert_eq!(recall("desk", "k1", day - second), Some(answer.clone()));
    assert_eq!(recall("desk", "k1", day), None, "after a day the key is free");
    assert_eq!(recall("approver", "k1", SignedDuration::ZERO), None, "another officer's key is another key");
    assert_eq!(recall("desk", "k2", SignedDuration::ZERO), None);
    // Twice under one key is a mistake of the caller, and leaves the first answer.
    let other = Remembered { status: 500, ..answer.clone() };
    assert!(fresh.at(noon(), |tx| tx.idempotency().remember(&officer("desk"), "k1", &other)).is_err());
    assert_eq!(recall("desk", "k1", SignedDuration::ZERO), Some(answer));
    // Free again, it can be used for something else.
    fresh.at(noon() + day, |tx| tx.idempotency().remember(&officer("desk"), "k1", &other)).unwrap();
    assert_eq!(recall("desk", "k1", day), Some(other));
}
