//! An exchange accounted for, from the log alone: why it was allowed, who has it, when it was due, whether it was
//! corrected, and which entries prove it. Ids and codes only; no key, no row, nothing about a person is needed.

use audit::{Code, Entry, Event, Item, Says};
use model::{ExchangeId, Instant, MessageId};
use serde::Serialize;
use std::collections::BTreeSet;

/// One line of an account: what an entry of the log says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The number of the entry.
    pub entry: u64,
    /// When.
    pub at: Instant,
    /// In words, with ids and codes.
    pub says: String,
}

/// The five questions about an exchange, each answered by entries of one node's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Account {
    /// Which exchange.
    pub exchange: ExchangeId,
    /// Why was it allowed: findings, bars, decisions, releases, admissions.
    pub why_allowed: Vec<Line>,
    /// Who has it: sent to whom, receipts, and every officer who read it.
    pub who_has_it: Vec<Line>,
    /// When was it due: clocks and answers.
    pub when_due: Vec<Line>,
    /// Whether a statutory clock was started for it.
    pub limited: bool,
    /// Was it corrected: corrections, recalls, sealing again, erasures.
    pub corrected: Vec<Line>,
    /// Which entries, of how many that were looked at.
    pub entries: Vec<u64>,
}

/// Accounts for `exchange` from the entries of a log, in order; nothing if the log does not know it.
pub fn account<'a>(entries: impl IntoIterator<Item = &'a Entry>, exchange: ExchangeId) -> Option<Account> {
    let mut messages = BTreeSet::new();
    let mut account = Account {
        exchange,
        why_allowed: Vec::new(),
        who_has_it: Vec::new(),
        when_due: Vec::new(),
        limited: false,
        corrected: Vec::new(),
        entries: Vec::new(),
    };
    for entry in entries {
        let of_this = exchange_of(&entry.event) == Some(exchange);
        if of_this && let Some(message) = message_of(&entry.event) {
            messages.insert(message);
        }
        let reaches = message_of(&entry.event).is_some_and(|message| messages.contains(&message));
        if !of_this && !reaches {
            continue;
        }
        account.entries.push(entry.n);
        let line = |says| Line { entry: entry.n, at: entry.at, says };
        // One entry may answer two questions: an answer that was received is held here, and met its limit.
        account.why_allowed.extend(why(&entry.event).map(line));
        account.who_has_it.extend(who(&entry.event).map(line));
        account.when_due.extend(when(&entry.event).map(line));
        account.limited |= matches!(entry.event, Event::ClockStarted { .. });
        account.corrected.extend(corrected(&entry.event).map(line));
    }
    (!account.entries.is_empty()).then_some(account)
}

/// The exchange that an event names.
fn exchange_of(event: &Event) -> Option<ExchangeId> {
    match event {
        Event::Drafted { exchange, .. }
        | Event::Grounded { exchange, .. }
        | Event::TransferDecided { exchange, .. }
        | Event::BarAnswered { exchange, .. }
        | Event::Marked { exchange, .. }
        | Event::Released { exchange, .. }
        | Event::ReleasedByStandingApproval { exchange, .. }
        | Event::Refused { exchange, .. }
        | Event::Sealed { exchange, .. }
        | Event::Sent { exchange, .. }
        | Event::Resealed { exchange, .. }
        | Event::Undelivered { exchange, .. }
        | Event::Received { exchange, .. }
        | Event::Admitted { exchange, .. }
        | Event::NotAdmitted { exchange, .. }
        | Event::Screened { exchange, .. }
        | Event::InterestMet { exchange, .. }
        | Event::Routed { exchange, .. }
        | Event::Judged { exchange, .. }
        | Event::Barred { exchange, .. }
        | Event::QueuedForOverseer { exchange, .. }
        | Event::NeutralAnswered { exchange, .. }
        | Event::Answered { exchange, .. }
        | Event::ClockStarted { exchange, .. }
        | Event::ClockStopped { exchange, .. }
        | Event::PermissionAsked { exchange, .. }
        | Event::PermissionDecided { exchange, .. }
        | Event::PassedOn { exchange, .. }
        | Event::OnwardNoticed { exchange, .. }
        | Event::EmergencyRatified { exchange, .. }
        | Event::DemandSent { exchange, .. }
        | Event::DemandMet { exchange, .. }
        | Event::MessageErased { exchange, .. }
        | Event::MessageRestricted { exchange, .. }
        | Event::RestrictionLifted { exchange, .. }
        | Event::HolderAnswered { exchange, .. }
        | Event::HolderLearnt { exchange, .. }
        | Event::HolderLate { exchange, .. }
        | Event::DemandOvertaken { exchange, .. }
        | Event::ItemFlagged { exchange, .. }
        | Event::Read { item: Item::Exchange(exchange) | Item::Draft { exchange, .. }, .. }
        | Event::ReadRefused { item: Item::Exchange(exchange) | Item::Draft { exchange, .. }, .. } => Some(*exchange),
        _ => None,
    }
}

/// The message that an event names.
fn message_of(event: &Event) -> Option<MessageId> {
    match event {
        Event::Sealed { message, .. }
        | Event::Sent { message, .. }
        | Event::Resealed { message, .. }
        | Event::Undelivered { message, .. }
        | Event::ReceiptIn { message, .. }
        | Event::ReceiptOut { message, .. }
        | Event::Received { message, .. }
        | Event::Repeated { message, .. }
        | Event::Admitted { message, .. }
        | Event::NotAdmitted { message, .. }
        | Event::Screened { message, .. }
        | Event::InterestMet { message, .. }
        | Event::Routed { message, .. }
        | Event::Judged { message, .. }
        | Event::NeutralAnswered { message, .. }
        | Event::PassedOn { about: message, .. }
        | Event::Read { item: Item::Message(message) | Item::Candidates(message), .. }
        | Event::ReadRefused { item: Item::Message(message) | Item::Candidates(message), .. } => Some(*message),
        _ => None,
    }
}

fn list(codes: &[Code]) -> String {
    match codes {
        [] => "none".to_owned(),
        codes => codes.iter().map(Code::as_str).collect::<Vec<_>>().join(", "),
    }
}

fn why(event: &Event) -> Option<String> {
    Some(match event {
        Event::Drafted { officer, case, purpose, .. } => format!("drafted by {officer}, case {case}, {purpose}"),
        Event::Grounded { bases, transfer, bars, .. } => {
            format!("power: {}; transfer: {transfer}; bars answered: {}", list(bases), list(bars))
        }
        Event::TransferDecided { ground, officer, .. } => format!("transfer decided by {officer}: {ground}"),
        Event::BarAnswered { bar, outcome, officer, second, .. } => match second {
            Some(second) => format!("bar {bar}: {outcome}, by {officer}, confirmed by {second}"),
            None => format!("bar {bar}: {outcome}, by {officer}"),
        },
        Event::Released { approver, drafter, remote, policies, .. } => {
            let place = if *remote { ", from elsewhere" } else { "" };
            format!("released by {approver}{place} (drafted by {drafter}); policy {}", list(policies))
        }
        Event::ReleasedByStandingApproval { arrangement, signed_by, .. } => {
            format!("released under the standing approval of {arrangement}, signed by {signed_by}")
        }
        Event::Admitted { from, rules, .. } => format!("admitted from {from} under {rules}"),
        Event::NotAdmitted { from, check, .. } => format!("not admitted from {from}: {check}"),
        Event::Refused { check, .. } => format!("refused: {check}"),
        Event::Barred { bar, .. } => format!("barred: {bar}"),
        Event::QueuedForOverseer { because, .. } => format!("put before the overseer: {because}"),
        Event::PermissionAsked { about, third, .. } => format!("permission asked to pass {about} on to {third}"),
        Event::PermissionDecided { third, from, outcome, .. } => {
            format!("permission of {from} to pass it on to {third}: {outcome}")
        }
        Event::EmergencyRatified { officer, .. } => format!("passing on against a threat ratified by {officer}"),
        Event::Judged { judgement, officer, .. } => format!("candidate judged {judgement} by {officer}"),
        _ => return None,
    })
}

fn who(event: &Event) -> Option<String> {
    Some(match event {
        Event::Sent { to, message, seq, .. } => format!("{message} sent to {to}, number {seq} on its channel"),
        Event::Received { from, message, .. } => format!("{message} received from {from}"),
        Event::ReceiptIn { from, what, .. } => format!("receipt of {from}: {what}"),
        Event::ReceiptOut { to, what, .. } => format!("our receipt to {to}: {what}"),
        Event::PassedOn { about, origin, to, because, .. } => {
            format!("{about} of {origin} passed on to {to}: {because}")
        }
        Event::OnwardNoticed { about, to, .. } => format!("{to} was told that {about} was passed on against a threat"),
        Event::HolderLearnt { holder, from, .. } => format!("held by {holder} too, who has it from {from}"),
        Event::Undelivered { to, because, .. } => format!("not delivered to {to}: {because}"),
        Event::Routed { unit, .. } => format!("in the tray of unit {unit}"),
        Event::Read { officer, purpose, case, .. } => format!("read by {officer}, {purpose}, case {case}"),
        Event::ReadRefused { officer, policies, .. } => format!("{officer} was refused: {}", list(policies)),
        _ => return None,
    })
}

fn when(event: &Event) -> Option<String> {
    Some(match event {
        Event::ClockStarted { clock, due, .. } => format!("clock {clock} started, due {due}"),
        Event::ClockStopped { clock, because, .. } => format!("clock {clock} stopped: {because}"),
        Event::Answered { .. } => "answer sealed".to_owned(),
        Event::Received { says: Says::Request, .. } => "legal receipt".to_owned(),
        Event::Received { says: Says::Answer | Says::NeutralAnswer | Says::RefusalAnswer, from, .. } => {
            format!("answer of {from} received")
        }
        Event::NeutralAnswered { tick, .. } => format!("neutral answer at its tick {tick}"),
        _ => return None,
    })
}

fn corrected(event: &Event) -> Option<String> {
    Some(match event {
        Event::Resealed { to, .. } => format!("sealed again for {to}, under the same id"),
        Event::DemandSent { about, demands, due, .. } => format!("{demands} of {about} sent; to be answered by {due}"),
        Event::DemandMet { about, demands, from, outcome, .. } => format!("{demands} of {about} by {from}: {outcome}"),
        Event::MessageErased { message, ground, .. } => format!("{message} erased: {ground}"),
        Event::MessageRestricted { message, duty, officer, .. } => {
            format!("{message} kept for {duty} alone, entered by {officer}")
        }
        Event::RestrictionLifted { message, duty, .. } => format!("{message} no longer kept for {duty}"),
        Event::HolderAnswered { holder, outcome, .. } => format!("{holder} answered: {outcome}"),
        Event::HolderLate { holder, due, .. } => format!("{holder} has not answered; it was due {due}"),
        Event::DemandOvertaken { message, holder, newer, .. } => {
            format!("{holder} is told of {newer} in place of {message}")
        }
        Event::ItemFlagged { about, .. } => format!("an item on its way out rests on {about}, and does not leave"),
        Event::Repeated { from, .. } => format!("came again from {from}: the same receipt, nothing else"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{AuthorityId, Digest};

    fn id(text: &str) -> AuthorityId {
        AuthorityId::parse(text).unwrap()
    }

    #[test]
    fn an_answer_that_came_is_held_and_met_its_limit() {
        let (exchange, message) = (ExchangeId([1; 16]), MessageId(Digest([3; 32])));
        let (says, from, envelope) = (Says::Answer, id("ke-desk"), Digest([4; 32]));
        let event = Event::Received { exchange, message, says, from, envelope, seq: 1 };
        let found = account(&[Entry { n: 7, at: Instant::UNIX_EPOCH, event }], exchange).unwrap();
        assert_eq!((found.who_has_it.len(), found.when_due.len()), (1, 1));
        assert_eq!(found.when_due[0].says, "answer of ke-desk received");
        assert!(!found.limited, "nothing set a limit");
    }

    #[test]
    fn whoever_read_the_draft_is_in_the_account() {
        let (exchange, draft) = (ExchangeId([1; 16]), model::DraftId([8; 16]));
        let event = |exchange| Event::Read {
            item: Item::Draft { draft, exchange },
            purpose: model::Purpose::Investigation,
            case: model::CaseReference::parse("T/1").unwrap(),
            officer: model::OfficerId::parse("desk").unwrap(),
            unit: model::UnitId::parse("spoc").unwrap(),
            policies: Vec::new(),
        };
        let events = [event(exchange), event(ExchangeId([2; 16]))];
        let entries: Vec<Entry> =
            (0..).zip(events).map(|(n, event)| Entry { n, at: Instant::UNIX_EPOCH, event }).collect();
        let found = account(&entries, exchange).unwrap();
        assert_eq!((found.entries, found.who_has_it.len()), (vec![0], 1));
    }

    #[test]
    fn an_account_follows_the_exchange_and_its_messages_and_nothing_else() {
        let (ours, other) = (ExchangeId([1; 16]), ExchangeId([2; 16]));
        let (message, foreign) = (MessageId(Digest([3; 32])), MessageId(Digest([4; 32])));
        let code = |text: &str| Code::parse(text).unwrap();
        let sealed = |exchange, message| Event::Sealed {
            exchange,
            message,
            says: Says::Request,
            recipients: vec![id("fi-desk")],
        };
        let receipt = |message| Event::ReceiptIn {
            message,
            from: id("fi-desk"),
            what: code("delivered"),
            receipt: Digest([5; 32]),
        };
        let started = |exchange| Event::ClockStarted { exchange, clock: code("info-8h"), due: Instant::UNIX_EPOCH };
        let events = [sealed(other, foreign), sealed(ours, message), receipt(foreign), receipt(message), started(ours)];
        let entries: Vec<Entry> =
            (0..).zip(events).map(|(n, event)| Entry { n, at: Instant::UNIX_EPOCH, event }).collect();
        let found = account(&entries, ours).unwrap();
        assert_eq!(found.entries, [1, 3, 4]);
        assert_eq!(found.who_has_it.iter().map(|line| line.entry).collect::<Vec<_>>(), [3]);
        assert_eq!(found.when_due.len(), 1);
        assert!(found.limited);
        assert!(found.corrected.is_empty() && found.why_allowed.is_empty());
        assert_eq!(account(&entries, ExchangeId([9; 16])), None);
    }
}
