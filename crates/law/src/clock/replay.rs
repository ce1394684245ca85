//! Where a running clock stands: its stored facts, replayed in order. Not whether a clock runs at all: that is
//! [`start`](super::start()).

use super::{ClockEvent, ClockFact, Extension, Period, Statutory, WorkingDays};
use crate::checks::{LAW_6_3, LAW_6_4, LAW_6_5, LAW_6_8};
use jiff::SignedDuration;
use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;
use model::time::Instant;
use model::{Check, Refusal};
use serde::{Deserialize, Serialize};

/// Where a clock stands after its events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum ClockState {
    /// It runs.
    Running {
        /// When it is due.
        due: Instant,
        /// How much of the period is used, in hundredths, at most 100. What it stood still is not counted.
        used_percent: u8,
    },
    /// It stands still.
    Suspended {
        /// Since when.
        since: Instant,
    },
    /// It goes on without end.
    Continuing {
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
    Ok(run(clock, zone, events, now)?.state(now))
}

/// Makes the fact to be stored: refused if the act does not permit it, and holding the end that follows from it.
pub fn record(
    clock: &Statutory,
    zone: &TimeZone,
    events: &[ClockEvent],
    at: Instant,
    what: ClockFact,
) -> Result<ClockEvent, Refusal> {
    let mut all = events.to_vec();
    all.push(ClockEvent::new(at, what.clone()));
    let before = run(clock, zone, events, at)?.due;
    let after = run(clock, zone, &all, at)?.due;
    Ok(ClockEvent { at, what, due: (before != after).then_some(after) })
}

pub(super) fn run(clock: &Statutory, zone: &TimeZone, events: &[ClockEvent], now: Instant) -> Result<Run, Refusal> {
    let mut run = Run::new(clock.start, clock.due);
    let mut last = clock.start;
    for event in events.iter().filter(|event| event.at <= now) {
        if event.at < last {
            return Err(refuse(&LAW_6_5, clock, "an event stands before the one it follows"));
        }
        last = event.at;
        if run.met.is_some() {
            return Err(refuse(&LAW_6_5, clock, "what was asked for was given already"));
        }
        match &event.what {
            ClockFact::AwaitingAuthorisation | ClockFact::Suspended { .. } => run.suspend(clock, event.at)?,
            ClockFact::Resumed => run.resume(clock, zone, event.at)?,
            ClockFact::Extended { by, reason } => run.extend(clock, zone, *by, reason)?,
            ClockFact::Restarted => run.restart(clock, zone, event.at)?,
            ClockFact::Confirmed => run.confirm(clock, event.at)?,
            ClockFact::Met => run.met = Some(event.at),
        }
        if let Some(due) = event.due {
            run.due = due;
        }
    }
    Ok(run)
}

/// A clock on its way.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) start: Instant,
    pub(super) due: Instant,
    /// How long it stood still until now, in all.
    pub(super) stood: SignedDuration,
    /// How far suspensions moved the end, in all.
    pub(super) moved: SignedDuration,
    pub(super) suspended: Option<Instant>,
    continuing: Option<Instant>,
    extended: bool,
    met: Option<Instant>,
}

impl Run {
    fn new(start: Instant, due: Instant) -> Run {
        Run {
            start,
            due,
            stood: SignedDuration::ZERO,
            moved: SignedDuration::ZERO,
            suspended: None,
            continuing: None,
            extended: false,
            met: None,
        }
    }

    fn suspend(&mut self, clock: &Statutory, at: Instant) -> Result<(), Refusal> {
        if clock.suspension.is_none() {
            return Err(refuse(&LAW_6_3, clock, "its act knows no ground to suspend it"));
        }
        if self.suspended.is_some() || at >= self.due {
            return Err(refuse(&LAW_6_3, clock, "it is suspended already, or has run out"));
        }
        self.suspended = Some(at);
        Ok(())
    }

    fn resume(&mut self, clock: &Statutory, zone: &TimeZone, at: Instant) -> Result<(), Refusal> {
        let since = self.suspended.take().ok_or_else(|| refuse(&LAW_6_3, clock, "it is not suspended"))?;
        if clock.consecutive {
            return self.anew(clock, zone, at);
        }
        let before = self.due;
        self.due = match &clock.working {
            Some(working) => resumed_in_working_days(self.due, since, at, zone, working),
            None => self.due.saturating_add(at.duration_since(since)).ok(),
        }
        .unwrap_or(Instant::MAX);
        self.stood += at.duration_since(since);
        self.moved += self.due.duration_since(before);
        Ok(())
    }

    fn extend(&mut self, clock: &Statutory, zone: &TimeZone, by: Period, reason: &str) -> Result<(), Refusal> {
        let longest = clock.extension.ok_or_else(|| refuse(&LAW_6_4, clock, "its act permits no extension"))?;
        if self.extended || reason.trim().is_empty() {
            return Err(refuse(&LAW_6_4, clock, "it was extended before, or no reason is given"));
        }
        let working = working(clock);
        let limit = match longest {
            Extension::By(longest) => longest.end(self.due, zone, &working),
            Extension::To(whole) => {
                let whole = whole.end(self.start, zone, &working);
                whole.and_then(|end| end.checked_add(self.moved).ok())
            }
        };
        match (by.end(self.due, zone, &working), limit) {
            (Some(asked), Some(limit)) if asked <= limit => self.due = asked,
            _ => return Err(refuse(&LAW_6_4, clock, "the extension is longer than its act permits")),
        }
        self.extended = true;
        Ok(())
    }

    fn restart(&mut self, clock: &Statutory, zone: &TimeZone, at: Instant) -> Result<(), Refusal> {
        if clock.restart.is_none() {
            return Err(refuse(&LAW_6_5, clock, "its act knows no restart"));
        }
        self.anew(clock, zone, at)
    }

    fn anew(&mut self, clock: &Statutory, zone: &TimeZone, at: Instant) -> Result<(), Refusal> {
        let due = clock.period.end(at, zone, &working(clock));
        *self = Run::new(at, due.ok_or_else(|| refuse(&LAW_6_5, clock, "the period leaves the calendar"))?);
        Ok(())
    }

    fn confirm(&mut self, clock: &Statutory, at: Instant) -> Result<(), Refusal> {
        if clock.continues.is_none() {
            return Err(refuse(&LAW_6_8, clock, "nothing prolongs it without end"));
        }
        if at > self.due {
            return Err(refuse(&LAW_6_8, clock, "it has run out"));
        }
        self.continuing = Some(at);
        Ok(())
    }

    pub(super) fn state(&self, now: Instant) -> ClockState {
        if let Some(at) = self.met {
            return ClockState::Met { at, in_time: self.suspended.unwrap_or(at) <= self.due };
        }
        if let Some(since) = self.continuing {
            return ClockState::Continuing { since };
        }
        if let Some(since) = self.suspended {
            return ClockState::Suspended { since };
        }
        if now > self.due {
            return ClockState::Lapsed { due: self.due };
        }
        let whole = self.whole().as_secs().max(1);
        let used = (now.duration_since(self.start) - self.stood).as_secs().clamp(0, whole);
        let used_percent = u8::try_from(used.saturating_mul(100) / whole).unwrap_or(100);
        ClockState::Running { due: self.due, used_percent }
    }

    /// The period without what it stood still.
    pub(super) fn whole(&self) -> SignedDuration {
        self.due.duration_since(self.start) - self.moved
    }
}

/// The end moves on by the working time that passed while the clock stood still: a pause over a weekend moves nothing.
fn resumed_in_working_days(
    due: Instant,
    since: Instant,
    at: Instant,
    zone: &TimeZone,
    working: &WorkingDays,
) -> Option<Instant> {
    const DAY: i64 = 24 * 60 * 60;
    let (due, since, at) = (zone.to_datetime(due), zone.to_datetime(since), zone.to_datetime(at));
    let of_day = |on: DateTime| on.time().duration_since(Time::midnight()).as_secs();
    let worked = |on: DateTime| if working.worked(on.date()) { of_day(on) } else { 0 };
    let days = working.between(since.date().yesterday().ok()?, at.date().yesterday().ok()?);
    let seconds = i64::from(days) * DAY + worked(at) - worked(since) + of_day(due);
    let later = u32::try_from(seconds.div_euclid(DAY)).ok()?;
    let last = working.nth_after(due.date(), later)?;
    let time = Time::midnight().checked_add(SignedDuration::from_secs(seconds.rem_euclid(DAY))).ok()?;
    zone.to_timestamp(last.to_datetime(time)).ok()
}

fn working(clock: &Statutory) -> WorkingDays {
    clock.working.clone().unwrap_or_else(WorkingDays::weekend_only)
}

fn refuse(check: &'static Check, clock: &Statutory, because: &str) -> Refusal {
    let because = format!("clock `{}`: {because}", clock.clock);
    Refusal { check, cites: vec![clock.cite.clone()], because, remedy: "record what happened, in order".to_owned() }
}
