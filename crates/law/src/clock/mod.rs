//! Statutory clocks: when is it due, and why. Hours, and calendar days of the executing authority's zone; suspended,
//! extended, restarted by stored facts. The same facts give the same answer for ever. A clock runs only between
//! authorities that its act binds; elsewhere the answer says that there is no limit. Not a timer: the caller has those.

mod replay;

pub use replay::{ClockEvent, ClockFact, ClockState, replay};

use crate::checks::{LAW_6_1, LAW_6_2};
use crate::lawbook::rule::ClockEntry;
use crate::standing::{Standing, standing};
use crate::{Lawbook, Side};
use jiff::ToSpan;
use jiff::tz::TimeZone;
use model::time::{Date, Instant};
use model::{Citation, Finding, Kind, Reason, Urgency, Verification};
use serde::{Deserialize, Serialize};

/// How long. Working days are not among them until a clock of this lawbook needs them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Period {
    /// Hours of sixty minutes, whatever the wall clock does: `{ hours = 8 }`.
    Hours(u32),
    /// Calendar days: the same local time, so many days on: `{ days = 3 }`.
    Days(u32),
}

impl Period {
    /// The end of the period, in the executing authority's zone. Nothing if it leaves the calendar.
    pub fn end(self, start: Instant, zone: &TimeZone) -> Option<Instant> {
        match self {
            Period::Hours(n) => start.checked_add(i64::from(n).hours()).ok(),
            Period::Days(n) => {
                Some(start.to_zoned_datetime(zone.clone()).checked_add(i64::from(n).days()).ok()?.timestamp())
            }
        }
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Period::Hours(n) => write!(f, "{n} hours"),
            Period::Days(n) => write!(f, "{n} calendar days"),
        }
    }
}

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

/// A clock that runs, by its rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statutory {
    /// Its id in the lawbook.
    pub clock: String,
    /// How long.
    pub period: Period,
    /// The longest extension that the act permits.
    pub extension: Option<Period>,
    /// Where it stands.
    pub cite: Citation,
    /// Legal receipt.
    pub start: Instant,
    /// When it is due if nothing happens.
    pub due: Instant,
    /// The same, on the wall clock of the executing authority.
    pub due_local: String,
    /// What to keep in mind.
    pub note: String,
    /// The weakest of the rule and the rows it rests on.
    pub verification: Verification,
}

/// Whether the law sets a limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "limit", rename_all = "kebab-case")]
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

/// Reads a zone by its IANA name, such as `Europe/Helsinki`.
pub fn zone(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok()
}

/// When is it due? `start` is legal receipt (for a police request, the receiver's delivery receipt), `zone` the
/// executing authority's.
pub fn deadline(book: &Lawbook, question: &ClockQuestion, start: Instant, zone: &TimeZone) -> Finding<Deadline> {
    let mut reasons = Vec::new();
    for entry in book.clocks().iter().filter(|clock| clock.kind == question.kind && clock.urgency == question.urgency) {
        match bound(book, question, entry) {
            Err(reason) => reasons.push(reason),
            Ok(verification) => {
                if let Some(due) = entry.period.end(start, zone) {
                    let clock = statutory(entry, verification, start, due, zone);
                    let because = format!("{} from legal receipt: due {}", entry.period, clock.due_local);
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

/// A clock binds only where its act binds both sides.
fn bound(book: &Lawbook, question: &ClockQuestion, entry: &ClockEntry) -> Result<Verification, Reason> {
    let cite: Citation = format!("{} art. {}", entry.instrument, entry.article).as_str().into();
    let mut verification = entry.verification;
    for side in [&question.requesting, &question.requested] {
        let instrument = book.instrument(&entry.instrument);
        match instrument.map(|instrument| standing(book, instrument, side.state, question.on)) {
            Some(Standing::Bound(found)) if found.suspended.is_none() => {
                verification = verification.max(found.verification);
                if found.rule_unverified {
                    verification = Verification::Unverified;
                }
            }
            _ => {
                let because = format!("{} is not shown to be bound by {}", book.name(side.state), entry.instrument);
                return Err(Reason::of(&LAW_6_1, vec![cite], because));
            }
        }
        let served = instrument.into_iter().flat_map(|instrument| instrument.articles_for(question.kind));
        let bodies: Vec<_> = served.map(|article| &article.bodies).collect();
        if let Some(body) = side.body
            && !bodies.is_empty()
            && !bodies.iter().any(|set| set.is_empty() || set.contains(&body))
        {
            let because = format!("{} does not bind a body of this sort", entry.instrument);
            return Err(Reason::of(&LAW_6_1, vec![cite], because));
        }
    }
    Ok(verification)
}

fn statutory(
    entry: &ClockEntry,
    verification: Verification,
    start: Instant,
    due: Instant,
    zone: &TimeZone,
) -> Statutory {
    Statutory {
        clock: entry.id.clone(),
        period: entry.period,
        extension: entry.extension,
        cite: format!("{} art. {}", entry.instrument, entry.article).as_str().into(),
        start,
        due,
        due_local: due.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%d %H:%M %Z").to_string(),
        note: entry.note.clone(),
        verification,
    }
}
