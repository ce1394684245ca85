//! How long: hours, calendar days and longer, working days of the executing authority, or a fixed day. Not when a clock
//! starts ([`super::StartEvent`]), not which days are working days ([`super::WorkingDays`]).

use super::WorkingDays;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span};
use model::time::{Date, Instant};
use serde::{Deserialize, Serialize};

/// How long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Period {
    /// Hours of sixty minutes, whatever the wall clock does: `{ hours = 8 }`.
    Hours(u32),
    /// Calendar days: the same local time, so many days on: `{ days = 3 }`.
    Days(u32),
    /// Working days of the executing authority: the same local time on the n-th working day after the day of the start.
    WorkingDays(u32),
    /// Weeks, as seven calendar days each.
    Weeks(u32),
    /// Months: the same day of the month, or its last day where there is no such day.
    Months(u32),
    /// Years: the same day, or 28 February for a 29th.
    Years(u32),
    /// Before this day of the year that follows the start: `{ before-next-year = { month = 3, day = 1 } }`.
    BeforeNextYear {
        /// January is 1.
        month: i8,
        /// The first day that is too late.
        day: i8,
    },
    /// Until the end of this day, whenever it began: `{ on = "2024-12-12" }`.
    On(Date),
}

impl Period {
    /// The end of the period, in the executing authority's zone and by its working days. Nothing if it leaves the calendar.
    pub fn end(self, start: Instant, zone: &TimeZone, working: &WorkingDays) -> Option<Instant> {
        let add = |span: Span| {
            let local = start.to_zoned_datetime(zone.clone());
            local.checked_add(span).ok().map(|end| end.timestamp())
        };
        match self {
            Period::Hours(n) => start.checked_add(SignedDuration::from_hours(i64::from(n))).ok(),
            Period::Days(n) => add(Span::new().try_days(i64::from(n)).ok()?),
            Period::WorkingDays(n) => {
                let local = zone.to_datetime(start);
                let last = working.nth_after(local.date(), n)?;
                zone.to_timestamp(last.to_datetime(local.time())).ok()
            }
            Period::Weeks(n) => add(Span::new().try_weeks(i64::from(n)).ok()?),
            Period::Months(n) => add(Span::new().try_months(i64::from(n)).ok()?),
            Period::Years(n) => add(Span::new().try_years(i64::from(n)).ok()?),
            Period::BeforeNextYear { month, day } => {
                let year = zone.to_datetime(start).date().year().checked_add(1)?;
                midnight(Date::new(year, month, day).ok()?, zone)
            }
            Period::On(day) => midnight(day.tomorrow().ok()?, zone),
        }
    }

    /// Whether working days are counted.
    pub fn in_working_days(self) -> bool {
        matches!(self, Period::WorkingDays(_))
    }

    /// The day on which it ends, where it is counted in days or more.
    pub(super) fn last_day(self, start: Instant, zone: &TimeZone, working: &WorkingDays) -> Option<Date> {
        match self {
            Period::Hours(_) | Period::BeforeNextYear { .. } | Period::On(_) => None,
            _ => Some(zone.to_datetime(self.end(start, zone, working)?).date()),
        }
    }
}

/// The first moment of a day.
pub(super) fn midnight(day: Date, zone: &TimeZone) -> Option<Instant> {
    zone.to_timestamp(DateTime::from_parts(day, jiff::civil::Time::midnight())).ok()
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (n, one, many) = match self {
            Period::Hours(n) => (n, "hour", "hours"),
            Period::Days(n) => (n, "calendar day", "calendar days"),
            Period::WorkingDays(n) => (n, "working day", "working days"),
            Period::Weeks(n) => (n, "week", "weeks"),
            Period::Months(n) => (n, "month", "months"),
            Period::Years(n) => (n, "year", "years"),
            Period::BeforeNextYear { month, day } => {
                let names = ["January", "February", "March", "April", "May", "June"];
                let more = ["July", "August", "September", "October", "November", "December"];
                let at = usize::try_from(month.saturating_sub(1)).unwrap_or_default();
                let name = names.iter().chain(&more).nth(at).unwrap_or(&"?");
                return write!(f, "before {day} {name} of the next year");
            }
            Period::On(day) => return write!(f, "until the end of {day}"),
        };
        write!(f, "{n} {}", if *n == 1 { one } else { many })
    }
}

/// The longest extension that an act permits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", from = "WrittenExtension")]
pub enum Extension {
    /// By so much, from the end: `{ by = { days = 30 } }`.
    By(Period),
    /// To so much in all, from the start: `{ to = { working-days = 10 } }`.
    To(Period),
}

/// As it is written: with its word, or, in facts that were stored before there were two, as the period alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum WrittenExtension {
    Worded(Worded),
    Alone(Period),
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Worded {
    By(Period),
    To(Period),
}

impl From<WrittenExtension> for Extension {
    fn from(written: WrittenExtension) -> Extension {
        match written {
            WrittenExtension::Worded(Worded::By(period)) | WrittenExtension::Alone(period) => Extension::By(period),
            WrittenExtension::Worded(Worded::To(period)) => Extension::To(period),
        }
    }
}

impl std::fmt::Display for Extension {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Extension::By(period) => write!(f, "+ {period}"),
            Extension::To(period) => write!(f, "to {period} in all"),
        }
    }
}
