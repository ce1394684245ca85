//! What one node holds: its rows and its log, read through the store's own doors.

use crate::form;
use audit::{Entry, Row};
use model::{AuthorityId, ExchangeId, Failure, Instant, MessageId, Stop};
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use store::{CopyRow, DemandRow, ExchangeRow, HolderAnswerRow, InboxRow, OutboundRow, OutboxRow, Tx};

/// The rows and the log of a node.
pub struct Picture {
    /// Whose.
    pub node: AuthorityId,
    /// Whether it only carries.
    pub relay: bool,
    /// Its exchanges.
    pub exchanges: Vec<ExchangeRow>,
    /// Its items on their way out.
    pub outbound: Vec<OutboundRow>,
    /// Its deliveries.
    pub outbox: Vec<OutboxRow>,
    /// What it received.
    pub inbox: Vec<InboxRow>,
    /// The receipts it gave, by message.
    pub given: BTreeMap<MessageId, Vec<u8>>,
    /// The receipts it stored, by message and recipient.
    pub receipts: BTreeMap<(MessageId, AuthorityId), Vec<u8>>,
    /// How many clock events each exchange has.
    pub clock_events: BTreeMap<ExchangeId, usize>,
    /// How many candidates each received message has.
    pub candidates: BTreeMap<MessageId, usize>,
    /// The copies it holds.
    pub copies: Vec<CopyRow>,
    /// The received messages whose content is still here.
    pub held: BTreeSet<MessageId>,
    /// The received messages that are kept under a duty of law.
    pub restricted: BTreeSet<MessageId>,
    /// Corrections and recalls, its own and others'.
    pub demands: Vec<DemandRow>,
    /// The answers it waits for, or got.
    pub answers: Vec<HolderAnswerRow>,
    /// When the picture was taken, on its clock.
    pub at: Instant,
    /// Its log.
    pub entries: Vec<Entry>,
}

const EVERYTHING: usize = 1_000_000;

impl Picture {
    /// Reads everything.
    pub fn take(node: &AuthorityId, relay: bool, tx: &mut Tx<'_>) -> Result<Picture, Stop> {
        let exchanges = tx.exchanges().of_compartments(&[form::unit()?], EVERYTHING)?;
        let mut outbound = Vec::new();
        for state in ["draft", "grounded", "marked", "released", "sent", "acknowledged"] {
            outbound.extend(tx.outbound().in_state(state, EVERYTHING)?);
        }
        let mut inbox = Vec::new();
        for state in ["admitted", "screened", "routed", "not-admitted"] {
            inbox.extend(tx.inbox().in_state(state)?);
        }
        let (mut outbox, mut receipts) = (Vec::new(), BTreeMap::new());
        for message in outbound.iter().filter_map(|row| row.message) {
            for row in tx.outbox().of(message)? {
                if let Some(receipt) = tx.receipts().get(message, &row.recipient)? {
                    receipts.insert((message, row.recipient.clone()), receipt);
                }
                outbox.push(row);
            }
        }
        let mut clock_events = BTreeMap::new();
        for row in &exchanges {
            clock_events.insert(row.id, tx.clock_events().of(row.id)?.len());
        }
        let (mut candidates, mut given) = (BTreeMap::new(), BTreeMap::new());
        for row in &inbox {
            given.extend(tx.inbox().receipt(row.message)?.map(|receipt| (row.message, receipt)));
            candidates.insert(row.message, tx.candidates().of(row.message)?.len());
        }
        let (mut held, mut restricted) = (BTreeSet::new(), BTreeSet::new());
        for row in &inbox {
            if tx.inbox().is_held(row.message)? {
                held.insert(row.message);
            }
            if tx.restrictions().of(row.message)?.is_some() {
                restricted.insert(row.message);
            }
        }
        let (copies, demands, answers) = (tx.copies().held_by(node)?, tx.demands().all()?, tx.holder_answers().all()?);
        let (at, entries) = (tx.at(), log(tx)?);
        let node = node.clone();
        Ok(Picture {
            node,
            relay,
            exchanges,
            outbound,
            outbox,
            inbox,
            given,
            receipts,
            clock_events,
            candidates,
            copies,
            held,
            restricted,
            demands,
            answers,
            at,
            entries,
        })
    }
}

fn log(tx: &mut Tx<'_>) -> Result<Vec<Entry>, Stop> {
    let mut entries = Vec::new();
    for row in tx.audit().rows(0, EVERYTHING)? {
        let Row::Kept(stored) = row else { continue };
        entries.push(stored.entry().map_err(|e| Failure::new("reading the log", e))?);
    }
    Ok(entries)
}
