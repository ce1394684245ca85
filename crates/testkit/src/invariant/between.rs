//! Both sides: what one says it delivered the other took exactly once, under the receipt that the first one stored; and
//! nothing left under a suspended arrangement.

use super::{Broken, Picture};
use audit::Event;
use model::{AuthorityId, CaseReference};
use std::collections::{BTreeMap, BTreeSet};
use store::{Direction, InboxRow, OutboxState};

/// Holds the nodes against each other.
pub(super) fn check(pictures: &[Picture], broken: &mut Vec<Broken>) {
    for picture in pictures {
        delivered(picture, pictures, broken);
        known_to_sender(picture, pictures, broken);
        asked_once(picture, broken);
        suspended(picture, broken);
    }
}

fn of<'a>(pictures: &'a [Picture], node: &AuthorityId) -> Option<&'a Picture> {
    pictures.iter().find(|picture| &picture.node == node)
}

fn delivered(picture: &Picture, pictures: &[Picture], broken: &mut Vec<Broken>) {
    for row in &picture.outbox {
        let Some(theirs) = of(pictures, &row.recipient) else { continue };
        let taken: Vec<&InboxRow> = theirs.inbox.iter().filter(|taken| taken.message == row.message).collect();
        let wanted = match row.state {
            OutboxState::Delivered => "routed",
            OutboxState::Refused => "not-admitted",
            OutboxState::Waiting | OutboxState::Expired => continue,
        };
        let receipt = picture.receipts.get(&(row.message, row.recipient.clone()));
        let place = format!("{} to {}", row.message, row.recipient);
        match taken.as_slice() {
            [one] if one.state == wanted && theirs.given.get(&one.message) == receipt => {}
            [one] if one.state == wanted => {
                let law = "the receipt stored is the receipt given";
                broken.push(Broken::new(&picture.node, law, place));
            }
            others => {
                let because = format!("{place}: {} rows there, {:?} here", others.len(), row.state);
                broken.push(Broken::new(&picture.node, "what was acknowledged was taken exactly once", because));
            }
        }
    }
}

fn known_to_sender(picture: &Picture, pictures: &[Picture], broken: &mut Vec<Broken>) {
    for row in &picture.inbox {
        let sender = of(pictures, &row.sender);
        let sent = sender.is_some_and(|sender| {
            sender.outbox.iter().any(|sent| sent.message == row.message && sent.recipient == picture.node)
        });
        if !sent {
            let because = format!("{} of {}", row.message, row.sender);
            broken.push(Broken::new(&picture.node, "what was taken was sent", because));
        }
    }
}

/// A request that an officer wrote once was begun once at each recipient, whatever the officer's node went through.
fn asked_once(picture: &Picture, broken: &mut Vec<Broken>) {
    let mut begun: BTreeMap<(&AuthorityId, &CaseReference), usize> = BTreeMap::new();
    for row in &picture.exchanges {
        let reference = match row.direction {
            Direction::Inbound => row.their_reference.as_ref(),
            Direction::Outbound => row.our_reference.as_ref(),
        };
        if let Some(reference) = reference {
            let whose = if row.direction == Direction::Inbound { &row.partner } else { &picture.node };
            *begun.entry((whose, reference)).or_default() += 1;
        }
    }
    for ((whose, reference), count) in begun {
        if count != 1 {
            let because = format!("{reference} of {whose}: {count} exchanges");
            broken.push(Broken::new(&picture.node, "a request begins one exchange", because));
        }
    }
}

/// After an arrangement was suspended nothing is sealed under it: each two nodes have one.
fn suspended(picture: &Picture, broken: &mut Vec<Broken>) {
    let mut off: BTreeSet<&AuthorityId> = BTreeSet::new();
    for entry in &picture.entries {
        match &entry.event {
            Event::ArrangementSuspended { partner, .. } => {
                off.insert(partner);
            }
            Event::Sealed { exchange, message, recipients, .. } if recipients.iter().any(|to| off.contains(to)) => {
                let because = format!("{message} in {exchange}");
                broken.push(Broken::new(&picture.node, "nothing is sealed under a suspended arrangement", because));
            }
            _ => {}
        }
    }
}
