//! Which clock of the lawbook runs for a request of this kind and urgency, if any. Not what happens to it then:
//! [`replay`](super::replay()).

use super::{Statutory, bound, reckon};
use crate::checks::LAW_6_2;
use crate::lawbook::clock::ClockEntry;
use crate::{Lawbook, Side};
use jiff::tz::TimeZone;
use model::time::{Date, Instant};
use model::{Finding, Kind, Reason, Urgency};
use serde::{Deserialize, Serialize};

/// Which clock is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockQuestion {
    /// Who asks.
    pub requesting: Side,
    /// Who is to answer: its receipt starts the clock, its zone counts the days.
    pub requested: Side,
    /// Which kind.
    pub kind: Kind,
    /// How urgent.
    pub urgency: Urgency,
    /// The day of legal receipt.
    pub on: Date,
}

/// Whether the law sets a limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "limit", rename_all = "kebab-case")]
#[expect(clippy::large_enum_variant, reason = "one is made per request and matched at once")]
pub enum Deadline {
    /// It does.
    Statutory(Statutory),
    /// It does not, between these two. A wish may be shown beside it.
    None {
        /// To be completed with the day that the requester wishes.
        sentence: String,
    },
}

impl Deadline {
    /// The clock, where one runs.
    pub fn statutory(&self) -> Option<&Statutory> {
        match self {
            Deadline::Statutory(clock) => Some(clock),
            Deadline::None { .. } => None,
        }
    }
}

/// When is it due? `start` is legal receipt: for a police request the receiver's delivery receipt, for an item captured
/// from another channel the time there. `zone` is the executing authority's.
pub fn deadline(book: &Lawbook, question: &ClockQuestion, start: Instant, zone: &TimeZone) -> Finding<Deadline> {
    let mut reasons = Vec::new();
    let asked = |clock: &&ClockEntry| clock.kinds.contains(&question.kind) && clock.urgency == Some(question.urgency);
    for entry in book.clocks().iter().filter(asked) {
        match bound(book, entry, &question.into()) {
            Err(reason) => reasons.push(reason),
            Ok(verification) => {
                if let Ok(mut clock) = reckon(book, entry, Some(question.requested.state), start, zone) {
                    clock.verification = clock.verification.max(verification);
                    let because = format!("{} from {}: due {}", entry.period, entry.start, clock.due_local);
                    reasons.push(Reason::of(&LAW_6_2, vec![clock.cite.clone()], because));
                    return finding(book, question, Deadline::Statutory(clock), reasons);
                }
            }
        }
    }
    let sentence = "no statutory limit; asked for by the day that the requester names".to_owned();
    finding(book, question, Deadline::None { sentence }, reasons)
}

fn finding(book: &Lawbook, question: &ClockQuestion, decision: Deadline, reasons: Vec<Reason>) -> Finding<Deadline> {
    Finding { decision, reasons, rules: book.version().clone(), on: question.on }
}
