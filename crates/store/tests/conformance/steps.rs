//! Compare and set: no step is taken twice, no message taken twice, no number given twice.

use crate::{Fresh, noon};
use jiff::SignedDuration;
use model::{ArrangementId, AuthorityId, CaseReference, Digest, DraftId, ExchangeId, MessageId, Purpose, UnitId};
use store::{ChannelRow, InboxRow, OutboundRow, OutboxRow, OutboxState};

fn unit() -> UnitId {
    UnitId::parse("spoc").unwrap()
}

fn partner() -> AuthorityId {
    AuthorityId::parse("fi-spoc").unwrap()
}

fn message(n: u8) -> MessageId {
    MessageId(Digest([n; 32]))
}

fn item(n: u8) -> OutboundRow {
    OutboundRow {
        id: DraftId([n; 16]),
        exchange: ExchangeId([n; 16]),
        state: "draft".to_owned(),
        compartment: unit(),
        purpose: Purpose::Investigation,
        reference: CaseReference::parse("CASE/1").unwrap(),
        message: None,
        version: 1,
    }
}

#[test]
fn an_item_takes_each_step_once() {
    let fresh = Fresh::new();
    let row = item(1);
    fresh.visit(|tx| tx.outbound().add(&row, b"{}"));
    assert!(fresh.visit(|tx| tx.outbound().step(row.id, "draft", "grounded", b"{1}")));
    assert!(!fresh.visit(|tx| tx.outbound().step(row.id, "draft", "grounded", b"{2}")), "somebody was first");
    assert!(!fresh.visit(|tx| tx.outbound().step(row.id, "draft", "draft", b"{3}")));
    assert!(!fresh.visit(|tx| tx.outbound().step(DraftId([9; 16]), "draft", "grounded", b"{}")), "there is none");
    let now = fresh.visit(|tx| tx.outbound().get(row.id)).unwrap();
    assert_eq!((now.state.as_str(), now.version), ("grounded", 2));
    assert!(fresh.visit(|tx| tx.outbound().set_state(row.id, "grounded", "marked")));
    assert!(!fresh.visit(|tx| tx.outbound().set_state(row.id, "grounded", "marked")));
}

#[test]
fn one_item_is_one_message() {
    let fresh = Fresh::new();
    fresh.visit(|tx| {
        tx.outbound().add(&item(1), b"{}")?;
        tx.outbound().add(&item(2), b"{}")?;
        tx.outbound().set_message(item(1).id, message(1))
    });
    let twice = fresh.at(noon(), |tx| tx.outbound().set_message(item(2).id, message(1)));
    assert!(twice.is_err(), "two items cannot be the same message");
    let found = fresh.visit(|tx| tx.outbound().by_message(message(1))).unwrap();
    assert_eq!(found.id, item(1).id);
}

fn received(n: u8) -> InboxRow {
    InboxRow {
        message: message(n),
        sender: partner(),
        exchange: ExchangeId([n; 16]),
        envelope: Digest([n; 32]),
        state: "admitted".to_owned(),
        compartment: unit(),
        terms: "{}".to_owned(),
        at: noon(),
        version: 1,
    }
}

#[test]
fn a_message_is_taken_once() {
    let fresh = Fresh::new();
    assert!(fresh.visit(|tx| tx.inbox().add(&received(1), b"first", b"receipt")));
    let other = InboxRow { exchange: ExchangeId([8; 16]), state: "routed".to_owned(), ..received(1) };
    assert!(!fresh.visit(|tx| tx.inbox().add(&other, b"second", b"another")));
    assert_eq!(fresh.visit(|tx| tx.inbox().get(message(1))), Some(received(1)), "the first one stands");
    assert_eq!(fresh.visit(|tx| tx.inbox().receipt(message(1))).as_deref(), Some(&b"receipt"[..]));
    assert!(fresh.visit(|tx| tx.inbox().step(message(1), "admitted", "screened")));
    assert!(!fresh.visit(|tx| tx.inbox().step(message(1), "admitted", "screened")));
}

fn delivery(n: u8) -> OutboxRow {
    OutboxRow {
        message: message(n),
        recipient: partner(),
        hop: partner(),
        channel: [n; 16],
        number: 1,
        state: OutboxState::Waiting,
        attempts: 0,
        next_at: noon(),
        expires: noon() + SignedDuration::from_hours(24),
    }
}

#[test]
fn a_delivery_ends_once_and_waits_its_pause() {
    let fresh = Fresh::new();
    fresh.visit(|tx| tx.outbox().add(&delivery(1), b"sealed"));
    assert!(fresh.at(noon(), |tx| tx.outbox().add(&delivery(1), b"sealed")).is_err(), "one per recipient");
    assert_eq!(fresh.visit(|tx| tx.outbox().due(None, 10)).len(), 1);
    let later = noon() + SignedDuration::from_mins(5);
    fresh.visit(|tx| tx.outbox().tried(message(1), &partner(), later));
    assert!(fresh.visit(|tx| tx.outbox().due(None, 10)).is_empty());
    assert_eq!(fresh.visit(|tx| tx.outbox().next_due()), Some(later));
    assert_eq!(fresh.at(later, |tx| tx.outbox().due(None, 10)).unwrap().len(), 1);
    assert!(fresh.visit(|tx| tx.outbox().end(message(1), &partner(), OutboxState::Delivered)));
    assert!(!fresh.visit(|tx| tx.outbox().end(message(1), &partner(), OutboxState::Expired)), "it had ended");
    assert_eq!(fresh.visit(|tx| tx.outbox().get(message(1), &partner())).unwrap().state, OutboxState::Delivered);
    assert_eq!(fresh.visit(|tx| tx.outbox().next_due()), None);
}

#[test]
fn the_first_receipt_counts() {
    let fresh = Fresh::new();
    assert!(fresh.visit(|tx| tx.receipts().add(message(1), &partner(), b"one")));
    assert!(!fresh.visit(|tx| tx.receipts().add(message(1), &partner(), b"two")));
    assert_eq!(fresh.visit(|tx| tx.receipts().get(message(1), &partner())).as_deref(), Some(&b"one"[..]));
    assert_eq!(fresh.visit(|tx| tx.receipts().count(message(1))), 1);
}

#[test]
fn a_channel_gives_each_number_once_even_over_a_failed_visit() {
    let fresh = Fresh::new();
    let under = ArrangementId::parse("test").unwrap();
    let (channel, first) = fresh.visit(|tx| tx.channels().take_number(&partner(), &under));
    assert_eq!(first, 1);
    let _ = fresh.at(noon(), |tx| {
        tx.channels().take_number(&partner(), &under)?;
        Err::<(), _>(crate::stop())
    });
    let numbers: Vec<_> = (0..3).map(|_| fresh.visit(|tx| tx.channels().take_number(&partner(), &under))).collect();
    assert_eq!(numbers, [(channel, 2), (channel, 3), (channel, 4)]);
    let other = ArrangementId::parse("other").unwrap();
    assert_ne!(fresh.visit(|tx| tx.channels().take_number(&partner(), &other)).0, channel);
    // What comes in is another direction.
    assert_eq!(fresh.visit(|tx| tx.channels().inbound(channel)), None);
    let row = ChannelRow { id: [3; 16], partner: partner(), next: 8, seen: vec![1, 2] };
    fresh.visit(|tx| tx.channels().note_inbound(&row, &under));
    assert_eq!(fresh.visit(|tx| tx.channels().inbound([3; 16])), Some(row));
}

#[test]
fn the_clock_of_an_exchange_stops_at_the_first_answer() {
    let fresh = Fresh::new();
    let row = store::ExchangeRow {
        id: ExchangeId([1; 16]),
        direction: store::Direction::Inbound,
        partner: partner(),
        arrangement: ArrangementId::parse("test").unwrap(),
        kind: model::Kind::Information,
        offence: model::Offence::parse("terrorist-financing").unwrap(),
        purpose: Purpose::Investigation,
        urgency: "ordinary".to_owned(),
        state: "routed".to_owned(),
        compartment: unit(),
        our_reference: None,
        their_reference: None,
        begun: noon(),
        due: None,
        answered: None,
        version: 1,
    };
    fresh.visit(|tx| tx.exchanges().add(&row));
    assert!(fresh.at(noon(), |tx| tx.exchanges().add(&row)).is_err(), "an exchange begins once");
    let later = noon() + SignedDuration::from_hours(1);
    fresh.visit(|tx| tx.exchanges().set_answered(row.id, noon(), "answered"));
    fresh.visit(|tx| tx.exchanges().set_answered(row.id, later, "answered-again"));
    let now = fresh.visit(|tx| tx.exchanges().get(row.id)).unwrap();
    assert_eq!((now.answered, now.state.as_str()), (Some(noon()), "answered-again"));
    assert!(now.version > row.version);
}
