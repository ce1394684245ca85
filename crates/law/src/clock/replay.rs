//! What happens to a running clock: stored facts, replayed in order. Not whether a clock runs at all: that is
//! [`deadline`](super::deadline).

use super::{Period, Statutory};
use crate::checks::{LAW_6_3, LAW_6_4, LAW_6_5};
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use model::time::Instant;
use model::{Check, Citation, Refusal};
use serde::{Deserialize, Serialize};

/// What happened to a running clock, as a stored fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockEvent {
    /// When.
    pub at: Instant,
    /// What.
    pub what: ClockFact,
}

/// What can happen to a clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum ClockFact {
    /// A judicial authorisation is awaited; the requester is told. The clock stands still.
    AwaitingAuthorisation,
    /// Postponed or suspended on another ground, cited.
    Suspended {
        /// Where the ground stands.
        cite: Citation,
    },
    /// It runs again.
    Resumed,
    /// Extended once, with a reason, where the act permits it.
    Extended {
        /// By how long.
        by: Period,
        /// Why, without personal data.
        reason: String,
    },
    /// The whole period begins anew (a clarification arrived).
    Restarted,
    /// What was asked for was given, or refused with reasons.
    Met,
}

/// Where a clock stands after its events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum ClockState {
    /// It runs.
    Running {
        /// When it is due.
        due: Instant,
        /// How much of the period is used, in hundredths, at most 100.
        used_percent: u8,
    },
    /// It stands still.
    Suspended {
        /// Since when.
        since: Instant,
    },
    /// What was asked for was given.
    Met {
        /// When.
        at: Instant,
        /// Whether that was in time.
        in_time: bool,
    },
    /// It ran out.
    Lapsed {
        /// When it was due.
        due: Instant,
    },
}

/// Replays the events of a clock up to `now`. Events later than `now` are left out. An event that the act does not permit
/// is refused with its check.
pub fn replay(clock: &Statutory, zone: &TimeZone, events: &[ClockEvent], now: Instant) -> Result<ClockState, Refusal> {
    let mut run = Run { start: clock.start, due: clock.due, suspended: None, extended: false };
    let mut last = clock.start;
    for event in events.iter().filter(|event| event.at <= now) {
        if event.at < last {
            return Err(refuse(&LAW_6_5, clock, "an event stands before the one it follows"));
        }
        last = event.at;
        match &event.what {
            ClockFact::AwaitingAuthorisation | ClockFact::Suspended { .. } => run.suspend(clock, event.at)?,
            ClockFact::Resumed => run.resume(clock, event.at)?,
            ClockFact::Extended { by, reason } => run.extend(clock, zone, *by, reason)?,
            ClockFact::Restarted => run.restart(clock, zone, event.at)?,
            ClockFact::Met => return Ok(ClockState::Met { at: event.at, in_time: run.in_time(event.at) }),
        }
    }
    Ok(run.state(now))
}

struct Run {
    start: Instant,
    due: Instant,
    suspended: Option<Instant>,
    extended: bool,
}

impl Run {
    fn suspend(&mut self, clock: &Statutory, at: Instant) -> Result<(), Refusal> {
        if self.suspended.is_some() || at >= self.due {
            return Err(refuse(&LAW_6_3, clock, "it is suspended already, or has run out"));
        }
        self.suspended = Some(at);
        Ok(())
    }

    fn resume(&mut self, clock: &Statutory, at: Instant) -> Result<(), Refusal> {
        let since = self.suspended.take().ok_or_else(|| refuse(&LAW_6_3, clock, "it is not suspended"))?;
        let stood: SignedDuration = at.duration_since(since);
        self.due = self.due.saturating_add(stood).unwrap_or(Instant::MAX);
        Ok(())
    }

    fn extend(&mut self, clock: &Statutory, zone: &TimeZone, by: Period, reason: &str) -> Result<(), Refusal> {
        let longest = clock.extension.ok_or_else(|| refuse(&LAW_6_4, clock, "its act permits no extension"))?;
        if self.extended || reason.trim().is_empty() {
            return Err(refuse(&LAW_6_4, clock, "it was extended before, or no reason is given"));
        }
        let (asked, limit) = (by.end(self.due, zone), longest.end(self.due, zone));
        match (asked, limit) {
            (Some(asked), Some(limit)) if asked <= limit => self.due = asked,
            _ => return Err(refuse(&LAW_6_4, clock, "the extension is longer than its act permits")),
        }
        self.extended = true;
        Ok(())
    }

    fn restart(&mut self, clock: &Statutory, zone: &TimeZone, at: Instant) -> Result<(), Refusal> {
        let due = clock.period.end(at, zone);
        let due = due.ok_or_else(|| refuse(&LAW_6_5, clock, "the period leaves the calendar"))?;
        *self = Run { start: at, due, suspended: None, extended: false };
        Ok(())
    }

    fn in_time(&self, at: Instant) -> bool {
        self.suspended.unwrap_or(at) <= self.due
    }

    fn state(&self, now: Instant) -> ClockState {
        if let Some(since) = self.suspended {
            return ClockState::Suspended { since };
        }
        if now > self.due {
            return ClockState::Lapsed { due: self.due };
        }
        let whole = self.due.duration_since(self.start).as_secs().max(1);
        let used = now.duration_since(self.start).as_secs().clamp(0, whole);
        let used_percent = u8::try_from(used.saturating_mul(100) / whole).unwrap_or(100);
        ClockState::Running { due: self.due, used_percent }
    }
}

fn refuse(check: &'static Check, clock: &Statutory, because: &str) -> Refusal {
    let because = format!("clock `{}`: {because}", clock.clock);
    Refusal { check, cites: vec![clock.cite.clone()], because, remedy: "record what happened, in order".to_owned() }
}
