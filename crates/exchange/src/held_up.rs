//! Held up: what the node could not take a step with by itself. It tries again; here it is told, once and again after a
//! day, in the log and, where a person must act, in the overseer's queue.
//!
//! Not here: what fails for one officer, who is told himself ([`attempt`](crate::attempt)).

use crate::attempt::cited;
use crate::station::code;
use audit::{Code, Event, Item};
use jiff::SignedDuration;
use model::{Chance, ExchangeId, Instant, MessageId, Stop};
use std::collections::BTreeMap;
use std::fmt;
use store::{Store, Tx};

/// After how long the same is told again.
const AGAIN: SignedDuration = SignedDuration::from_hours(24);

/// What stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// An exchange that was to be answered.
    Exchange(ExchangeId),
    /// A message that was to be screened and routed, or a correction or recall that was to be followed up.
    Message(MessageId),
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Standing::Exchange(id) => write!(f, "{id}"),
            Standing::Message(id) => write!(f, "{id}"),
        }
    }
}

/// What was told since the node began to serve.
#[derive(Debug, Default)]
pub struct HeldUp {
    told: BTreeMap<(Standing, &'static str), Instant>,
}

impl HeldUp {
    /// Tells of what is held up now and was not told within a day; gives that back, for the running log.
    pub fn tell(
        &mut self,
        store: &Store,
        at: Instant,
        chance: &mut dyn Chance,
        held: impl IntoIterator<Item = (Standing, Stop)>,
    ) -> Result<Vec<(Standing, Stop)>, Stop> {
        self.told.retain(|_, told| at.duration_since(*told) < AGAIN);
        let anew: Vec<_> =
            held.into_iter().filter(|(what, stop)| !self.told.contains_key(&(*what, word(stop)))).collect();
        if anew.is_empty() {
            return Ok(anew);
        }
        store.tx("note what is held up", at, chance, |tx| {
            anew.iter().try_for_each(|(what, stop)| note(tx, *what, stop))
        })?;
        self.told.extend(anew.iter().map(|(what, stop)| ((*what, word(stop)), at)));
        Ok(anew)
    }
}

/// Why it stands: the check, or `failure`.
fn word(stop: &Stop) -> &'static str {
    match stop {
        Stop::Refusal(refusal) => refusal.check.id,
        Stop::Fault(fault) => fault.check.id,
        Stop::Failure(_) => "failure",
    }
}

fn note(tx: &mut Tx<'_>, what: Standing, stop: &Stop) -> Result<(), Stop> {
    let item = match what {
        Standing::Exchange(id) => Item::Exchange(id),
        Standing::Message(id) => Item::Message(id),
    };
    let (check, because, policies) = match stop {
        Stop::Refusal(refusal) => (Some(code(refusal.check.id)?), "refused", cited(refusal)),
        Stop::Fault(fault) => (Some(code(fault.check.id)?), "fault", Vec::new()),
        Stop::Failure(_) => (None, "failure", Vec::new()),
    };
    let event = Event::HeldUp { item, check: check.clone(), because: code(because)?, policies: policies.clone() };
    tx.audit().append(event)?;
    match check {
        // A failure is the machine's, and goes on the running log; a refusal waits for a person.
        Some(check) => queue(tx, what, &check, &policies),
        None => Ok(()),
    }
}

fn queue(tx: &mut Tx<'_>, what: Standing, check: &Code, policies: &[Code]) -> Result<(), Stop> {
    let (exchange, message) = match what {
        Standing::Exchange(id) => (Some(id), None),
        Standing::Message(id) => (tx.inbox().get(id)?.map(|row| row.exchange), Some(id)),
    };
    if let Some(exchange) = exchange {
        tx.audit().append(Event::QueuedForOverseer { exchange, because: check.clone() })?;
    }
    let entry = serde_json::json!({
        "exchange": exchange, "message": message, "because": "held-up", "check": check, "policies": policies,
    });
    tx.overseer_queue().append(&entry.to_string()).map(drop)
}
