//! A clock that runs: its rule and its start, made once and stored. All that a later answer needs is in it, so that a change
//! of the lawbook does not change what was counted.

use super::period::midnight;
use super::{Between, Extension, Period, Start, StartEvent, WorkingDays, bound};
use crate::Lawbook;
use crate::checks::{LAW_6_6, LAW_6_7};
use crate::lawbook::clock::{ClockEntry, Counting, Nature};
use jiff::ToSpan;
use jiff::tz::TimeZone;
use model::time::{Date, Instant};
use model::{Citation, Refusal, State, Verification};
use serde::{Deserialize, Serialize};

/// How far beyond its end the holidays are kept with a clock, in days: suspensions and extensions need them.
const KEPT: i64 = 800;

/// A clock that runs, by its rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statutory {
    /// Its id in the lawbook.
    pub clock: String,
    /// How long.
    pub period: Period,
    /// The longest extension that the act permits.
    pub extension: Option<Extension>,
    /// Where it stands.
    pub cite: Citation,
    /// When it started.
    pub start: Instant,
    /// By which event; absent in facts stored when there was one kind only, legal receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_by: Option<StartEvent>,
    /// When it is due if nothing happens.
    pub due: Instant,
    /// The same, on the wall clock of the executing authority.
    pub due_local: String,
    /// The later of two readings, where the act is of the Union: an officer who keeps `due` keeps both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<Latest>,
    /// What its end means.
    #[serde(default)]
    pub nature: Nature,
    /// What follows in law when it runs out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub effect: String,
    /// What happens on the way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<Milestone>,
    /// Where a ground to suspend it stands; nothing if its act knows none.
    #[serde(default = "as_before")]
    pub suspension: Option<String>,
    /// Where a restart stands; nothing if its act knows none.
    #[serde(default = "as_before")]
    pub restart: Option<String>,
    /// Where it goes on without end, once something is confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continues: Option<String>,
    /// True if the days must follow one another: after an interruption it begins anew.
    #[serde(default)]
    pub consecutive: bool,
    /// The working days that it counts, as they were known at the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working: Option<WorkingDays>,
    /// What to keep in mind.
    pub note: String,
    /// The weakest of the rule and the rows it rests on.
    pub verification: Verification,
}

/// In facts stored before acts said so, suspending and restarting were not restricted.
#[expect(clippy::unnecessary_wraps, reason = "the form of a serde default")]
fn as_before() -> Option<String> {
    Some("not recorded when the clock was started".to_owned())
}

/// The later of two readings of when a period ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Latest {
    /// When.
    pub at: Instant,
    /// On the wall clock of the executing authority.
    pub local: String,
    /// By which rule.
    pub cite: Citation,
    /// Whether that rule was read.
    pub verification: Verification,
}

/// Something that happens before the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    /// After so much.
    pub after: Period,
    /// When.
    pub at: Instant,
    /// What follows.
    pub effect: String,
}

/// Whether this event starts this clock: each act names its own.
pub fn begins(entry: &ClockEntry, event: StartEvent) -> Result<(), Refusal> {
    if event == entry.start {
        return Ok(());
    }
    let because = format!("clock `{}` starts at {}, not at {event}", entry.id, entry.start);
    let remedy = format!("give the time of {}: {}", entry.start, entry.starts);
    Err(Refusal { check: &LAW_6_6, cites: vec![entry.citation()], because, remedy })
}

/// Starts a clock: only by the event that its act names, and only between those that it binds.
pub fn start(
    book: &Lawbook,
    entry: &ClockEntry,
    between: &Between,
    start: &Start,
    zone: &TimeZone,
) -> Result<Statutory, Refusal> {
    begins(entry, start.event)?;
    let verification = bound(book, entry, between).map_err(|reason| Refusal {
        check: &crate::checks::LAW_6_1,
        cites: reason.cites,
        because: format!("clock `{}` does not run: {}", entry.id, reason.because),
        remedy: "there is no statutory limit between these two; agree on a day, and say that it is agreed".to_owned(),
    })?;
    let clock = reckon(book, entry, Some(between.requested.state), start.at, zone);
    clock.map(|clock| Statutory { verification: clock.verification.max(verification), ..clock })
}

/// Counts a clock without asking between whom: for looking up what a limit would be.
pub fn reckon(
    book: &Lawbook,
    entry: &ClockEntry,
    executing: Option<State>,
    start: Instant,
    zone: &TimeZone,
) -> Result<Statutory, Refusal> {
    let outside = || Refusal {
        check: &LAW_6_7,
        cites: vec![entry.citation()],
        because: format!("clock `{}`: the period leaves the calendar", entry.id),
        remedy: "check the time of the start".to_owned(),
    };
    let working = executing.map_or_else(WorkingDays::weekend_only, |state| book.working_days(state));
    let due = entry.period.end(start, zone, &working).ok_or_else(outside)?;
    let (first, last) = (zone.to_datetime(start).date(), zone.to_datetime(due).date());
    let mut note = entry.note.clone();
    let mut verification = entry.verification;
    let counts = entry.period.in_working_days();
    if counts {
        verification =
            verification.max(executing.map_or(Verification::Unverified, |state| book.calendar_verification(state)));
        if !(working.knows(first) && working.knows(last)) {
            let gap = "public holidays of the executing State are not in the lawbook for these days: they are counted as \
                       working days, and the end may be later";
            note = if note.is_empty() { gap.to_owned() } else { format!("{note}; {gap}") };
            verification = Verification::Unverified;
        }
    }
    let mut milestones = Vec::new();
    for written in &entry.milestones {
        let at = written.after.end(start, zone, &working).ok_or_else(outside)?;
        milestones.push(Milestone { after: written.after, at, effect: written.effect.clone() });
    }
    let kept_until = last.checked_add(KEPT.days()).unwrap_or(Date::MAX);
    Ok(Statutory {
        clock: entry.id.clone(),
        period: entry.period,
        extension: entry.extension,
        cite: entry.citation(),
        start,
        started_by: Some(entry.start),
        due,
        due_local: local(due, zone),
        latest: latest(entry, start, zone, &working),
        nature: entry.nature,
        effect: entry.effect.clone(),
        milestones,
        suspension: entry.suspension.clone(),
        restart: entry.restart.clone(),
        continues: entry.continues.clone(),
        consecutive: entry.consecutive,
        working: counts.then(|| working.within(first, kept_until)),
        note,
        verification,
    })
}

/// By Regulation (EEC, Euratom) 1182/71 art. 3 a period in days ends with the last hour of its last day; a last day off
/// moves it to the end of the next working day, and two days or more hold at least two working days.
fn latest(entry: &ClockEntry, start: Instant, zone: &TimeZone, working: &WorkingDays) -> Option<Latest> {
    if entry.counting != Some(Counting::Union) {
        return None;
    }
    let first = zone.to_datetime(start).date();
    let mut last = entry.period.last_day(start, zone, working)?;
    let least = if matches!(entry.period, Period::Days(n) | Period::WorkingDays(n) if n < 2) { 1 } else { 2 };
    while !working.worked(last) || working.between(first, last) < least {
        last = last.tomorrow().ok()?;
    }
    let at = midnight(last.tomorrow().ok()?, zone)?;
    let cite = "Reg. (EEC, Euratom) 1182/71 art. 3".into();
    Some(Latest { at, local: format!("end of {last}"), cite, verification: Verification::Unverified })
}

/// A moment on the wall clock of the executing authority.
pub(super) fn local(at: Instant, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%d %H:%M %Z").to_string()
}
