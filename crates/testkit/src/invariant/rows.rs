//! One node: every state change has its log entry and every log entry its state change.

use super::{Broken, Picture};
use audit::{Entry, Event, Says};
use model::{AuthorityId, ExchangeId, MessageId};
use std::collections::BTreeMap;
use store::{Direction, OutboxState};

/// How often each event speaks of a thing.
#[derive(Default)]
struct Told {
    drafted: BTreeMap<ExchangeId, usize>,
    released: BTreeMap<ExchangeId, usize>,
    refused: BTreeMap<ExchangeId, usize>,
    sealed: BTreeMap<MessageId, usize>,
    sealed_in: BTreeMap<ExchangeId, usize>,
    sent: BTreeMap<(MessageId, AuthorityId), usize>,
    undelivered: BTreeMap<(MessageId, AuthorityId), usize>,
    receipt_in: BTreeMap<(MessageId, AuthorityId), usize>,
    received: BTreeMap<MessageId, usize>,
    admitted: BTreeMap<MessageId, usize>,
    not_admitted: BTreeMap<MessageId, usize>,
    receipt_out: BTreeMap<MessageId, usize>,
    screened: BTreeMap<MessageId, (usize, u64)>,
    routed: BTreeMap<MessageId, usize>,
    clock_started: BTreeMap<ExchangeId, usize>,
    clock_stopped: BTreeMap<ExchangeId, usize>,
    asked_by_others: BTreeMap<ExchangeId, usize>,
}

impl Told {
    fn by(entries: &[Entry]) -> Told {
        let mut told = Told::default();
        entries.iter().for_each(|entry| told.hear(&entry.event));
        told
    }

    fn hear(&mut self, event: &Event) {
        fn once<K: Ord>(map: &mut BTreeMap<K, usize>, key: K) {
            *map.entry(key).or_default() += 1;
        }
        match event {
            Event::Drafted { exchange, .. } => once(&mut self.drafted, *exchange),
            Event::Released { exchange, .. } | Event::ReleasedByStandingApproval { exchange, .. } => {
                once(&mut self.released, *exchange);
            }
            Event::Refused { exchange, check, .. }
                if check.as_str().starts_with("OUT-5") || check.as_str() == "AFT-2.1" =>
            {
                once(&mut self.refused, *exchange);
            }
            Event::Sealed { exchange, message, .. } => {
                once(&mut self.sealed, *message);
                once(&mut self.sealed_in, *exchange);
            }
            Event::Sent { message, to, .. } => once(&mut self.sent, (*message, to.clone())),
            Event::Undelivered { message, to, .. } => once(&mut self.undelivered, (*message, to.clone())),
            Event::ReceiptIn { message, from, .. } => once(&mut self.receipt_in, (*message, from.clone())),
            Event::Received { exchange, message, says, .. } => {
                once(&mut self.received, *message);
                if matches!(says, Says::Request | Says::Onward) {
                    once(&mut self.asked_by_others, *exchange);
                }
            }
            Event::Admitted { message, .. } => once(&mut self.admitted, *message),
            Event::NotAdmitted { message, .. } => once(&mut self.not_admitted, *message),
            Event::ReceiptOut { message, .. } => once(&mut self.receipt_out, *message),
            Event::Screened { message, candidates, .. } => {
                let screened = self.screened.entry(*message).or_default();
                *screened = (screened.0 + 1, *candidates);
            }
            Event::InterestMet { message, candidates, .. } => {
                self.screened.entry(*message).or_default().1 += candidates;
            }
            Event::Routed { message, .. } => once(&mut self.routed, *message),
            Event::ClockStarted { exchange, .. } => once(&mut self.clock_started, *exchange),
            Event::ClockStopped { exchange, .. } => once(&mut self.clock_stopped, *exchange),
            _ => {}
        }
    }
}

fn of<K: Ord>(map: &BTreeMap<K, usize>, key: &K) -> usize {
    map.get(key).copied().unwrap_or(0)
}

/// Holds one node's rows against its log.
pub(super) fn check(picture: &Picture, broken: &mut Vec<Broken>) {
    let told = Told::by(&picture.entries);
    let mut say = |law: &'static str, because: String| broken.push(Broken::new(&picture.node, law, because));
    for (n, entry) in picture.entries.iter().enumerate() {
        if entry.n != n as u64 {
            say("log entries are numbered without a gap", format!("entry {n} says {}", entry.n));
        }
    }
    outgoing(picture, &told, &mut say);
    deliveries(picture, &told, &mut say);
    incoming(picture, &told, &mut say);
    exchanges(picture, &told, &mut say);
}

fn outgoing(picture: &Picture, told: &Told, say: &mut impl FnMut(&'static str, String)) {
    let mut released: BTreeMap<ExchangeId, usize> = BTreeMap::new();
    let mut sent: BTreeMap<ExchangeId, usize> = BTreeMap::new();
    for row in &picture.outbound {
        let left = matches!(row.state.as_str(), "sent" | "acknowledged");
        *released.entry(row.exchange).or_default() += usize::from(left || row.state == "released");
        *sent.entry(row.exchange).or_default() += usize::from(left);
        if left != row.message.is_some() {
            say("an item has a message exactly when it was sent", format!("{} is {}", row.id, row.state));
        }
        if let Some(message) = row.message
            && of(&told.sealed, &message) != 1
        {
            say("a sent item was sealed once", format!("{message}: {} times", of(&told.sealed, &message)));
        }
        if row.state == "released" && of(&told.refused, &row.exchange) == 0 {
            say("a released item was sent, or its refusal is in the log", format!("{} in {}", row.id, row.exchange));
        }
    }
    let (mut releases, mut seals): (Vec<_>, Vec<_>) = (told.released.keys().collect(), told.sealed_in.keys().collect());
    releases.extend(released.keys());
    seals.extend(sent.keys());
    for exchange in releases {
        let (rows, entries) = (of(&released, exchange), of(&told.released, exchange));
        if rows != entries {
            say("each release is one state and one entry", format!("{exchange}: {rows} rows, {entries} entries"));
        }
    }
    for exchange in seals {
        let (rows, entries) = (of(&sent, exchange), of(&told.sealed_in, exchange));
        if rows != entries {
            say("no item is sealed under two ids", format!("{exchange}: {rows} items, {entries} entries"));
        }
    }
}

fn deliveries(picture: &Picture, told: &Told, say: &mut impl FnMut(&'static str, String)) {
    for row in &picture.outbox {
        let key = (row.message, row.recipient.clone());
        let (sent, in_, gone) = (of(&told.sent, &key), of(&told.receipt_in, &key), of(&told.undelivered, &key));
        let receipts = usize::from(picture.receipts.contains_key(&key));
        let place = format!("{} to {}", row.message, row.recipient);
        if sent != 1 {
            say("a delivery has one entry that it was sent", format!("{place}: {sent}"));
        }
        if in_ != receipts {
            say("a stored receipt is one entry", format!("{place}: {receipts} rows, {in_} entries"));
        }
        let fine = match row.state {
            OutboxState::Waiting => false,
            OutboxState::Delivered | OutboxState::Refused => receipts == 1 && gone == 0,
            OutboxState::Expired => gone == 1,
        };
        if !fine {
            let because = format!("{place}: {:?}, {receipts} receipts, {gone} entries of giving up", row.state);
            say("after quiet a delivery has its receipt or is visibly given up", because);
        }
    }
    let rows = picture.outbox.len();
    let entries = told.sent.len();
    if rows != entries {
        say("nothing was sent that is not in the outbox", format!("{rows} rows, {entries} in the log"));
    }
}

fn incoming(picture: &Picture, told: &Told, say: &mut impl FnMut(&'static str, String)) {
    let mut rows: BTreeMap<MessageId, usize> = BTreeMap::new();
    for row in &picture.inbox {
        *rows.entry(row.message).or_default() += 1;
        let message = row.message;
        let (screened, candidates) = told.screened.get(&message).copied().unwrap_or_default();
        let found = [
            of(&told.received, &message),
            of(&told.admitted, &message),
            of(&told.not_admitted, &message),
            of(&told.receipt_out, &message),
            screened,
            of(&told.routed, &message),
        ];
        let wanted = match row.state.as_str() {
            "routed" => [1, 1, 0, 1, 1, 1],
            "not-admitted" => [0, 0, 1, 1, 0, 0],
            _ => [9; 6],
        };
        if found != wanted {
            let because = format!(
                "{message} is {}: received, admitted, turned away, receipt, screened, routed {found:?}",
                row.state
            );
            say("a received message has exactly one effect, and it is in the log", because);
        }
        if picture.candidates.get(&message).copied().unwrap_or(0) as u64 != candidates {
            say("the candidates kept are those the log counts", format!("{message}: {candidates}"));
        }
    }
    for (message, count) in &rows {
        if *count != 1 {
            say("a message has one row in the inbox", format!("{message}: {count}"));
        }
    }
    for message in told.received.keys().chain(told.not_admitted.keys()) {
        if !rows.contains_key(message) {
            say("nothing is in the log that is not in the inbox", format!("{message}"));
        }
    }
}

fn exchanges(picture: &Picture, told: &Told, say: &mut impl FnMut(&'static str, String)) {
    for row in &picture.exchanges {
        let (started, stopped) = (of(&told.clock_started, &row.id), of(&told.clock_stopped, &row.id));
        let events = picture.clock_events.get(&row.id).copied().unwrap_or(0);
        let wanted = usize::from(row.due.is_some());
        let ended = usize::from(row.due.is_some() && row.answered.is_some());
        if (started, stopped, events) != (wanted, ended, wanted + ended) {
            let because = format!(
                "{}: {started} starts, {stopped} stops, {events} events; due {:?}, answered {:?}",
                row.id, row.due, row.answered
            );
            say("a clock starts once and stops once, with its answer", because);
        }
        let (drafted, asked) = (of(&told.drafted, &row.id), of(&told.asked_by_others, &row.id));
        let fine = match row.direction {
            Direction::Outbound => drafted > 0 && asked == 0,
            // A recall of what has not come yet opens nothing: its row waits.
            Direction::Inbound => asked == usize::from(row.state != "tombstone"),
        };
        if !fine {
            let because = format!("{}: drafted {drafted}, asked {asked}", row.id);
            say("an exchange begins with one request or one item passed on, and the log tells it", because);
        }
    }
    for exchange in told.drafted.keys().chain(told.asked_by_others.keys()) {
        if !picture.exchanges.iter().any(|row| &row.id == exchange) {
            say("no exchange is in the log alone", format!("{exchange}"));
        }
    }
}
