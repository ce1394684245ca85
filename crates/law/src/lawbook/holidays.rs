//! Public holidays of a State, as `holidays/<STATE>.toml` writes them: rules with dates from and until, each with source and
//! verification, over a span of years. National days only. What counts them: [`crate::clock::WorkingDays`].

use super::document::{day, maybe_day};
use super::easter;
use crate::clock::{WorkingDays, weekday};
use jiff::ToSpan;
use jiff::civil::Weekday;
use model::time::Date;
use model::{State, Verification};
use serde::{Deserialize, Deserializer, de::Error as _};
use std::collections::BTreeSet;

/// The calendar of a State.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HolidayCalendar {
    /// Whose.
    pub state: State,
    /// The zone of the seat of its government, where no authority names its own.
    pub zone: String,
    /// Days of the week off, by their English names.
    #[serde(deserialize_with = "weekdays")]
    pub weekend: BTreeSet<i8>,
    /// First day for which the holidays are known.
    #[serde(deserialize_with = "day")]
    pub from: Date,
    /// Last such day.
    #[serde(deserialize_with = "day")]
    pub until: Date,
    /// What to keep in mind.
    #[serde(default)]
    pub note: String,
    /// Where it was read.
    pub source: String,
    /// Whether it was.
    pub verification: Verification,
    /// The holidays.
    #[serde(rename = "holiday")]
    pub holidays: Vec<Holiday>,
}

/// A public holiday.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// Its name in English.
    pub name: String,
    /// On which day of a year.
    pub on: OnDay,
    /// Since when it is one.
    #[serde(default, deserialize_with = "maybe_day")]
    pub from: Option<Date>,
    /// Until when.
    #[serde(default, deserialize_with = "maybe_day")]
    pub until: Option<Date>,
    /// What is off beside it where it falls on a weekend.
    #[serde(default)]
    pub instead: Instead,
    /// Where it was read, if elsewhere than the calendar.
    #[serde(default)]
    pub source: Option<String>,
    /// Whether it was, if it differs from the calendar.
    #[serde(default)]
    pub verification: Option<Verification>,
}

/// On which day of a year a holiday falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum OnDay {
    /// Every year on this day: `{ fixed = "05-01" }`.
    Fixed(MonthDay),
    /// So many days after Easter Sunday: `{ easter = -2 }`.
    Easter(i16),
    /// So many days after Easter Sunday of the Eastern churches: `{ orthodox-easter = 1 }`.
    OrthodoxEaster(i16),
    /// The first such weekday on or after a day: `{ first = { weekday = "saturday", from = "06-20" } }`.
    First {
        /// Which weekday.
        #[serde(deserialize_with = "one_weekday")]
        weekday: i8,
        /// From this day on.
        from: MonthDay,
    },
    /// On this day alone: `{ date = 2022-09-19 }`.
    Date(#[serde(deserialize_with = "day")] Date),
}

/// What is off beside a holiday that falls on a weekend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Instead {
    /// Nothing.
    #[default]
    Nothing,
    /// The next working day.
    NextWorkingDay,
    /// The next working day, where it falls on a Sunday.
    NextWorkingDayIfSunday,
}

/// A day of any year: `05-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthDay {
    month: i8,
    day: i8,
}

impl<'de> Deserialize<'de> for MonthDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<MonthDay, D::Error> {
        let text = String::deserialize(deserializer)?;
        let wanted = || D::Error::custom(format!("`{text}` is not month and day, such as 05-01"));
        let (month, day) = text.split_once('-').filter(|_| text.len() == 5).ok_or_else(wanted)?;
        let (month, day) = (month.parse().map_err(|_| wanted())?, day.parse().map_err(|_| wanted())?);
        // A leap year holds every day that any year has.
        Date::new(2024, month, day).map_err(|_| wanted())?;
        Ok(MonthDay { month, day })
    }
}

fn one_weekday<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i8, D::Error> {
    let text = String::deserialize(deserializer)?;
    weekday(&text).ok_or_else(|| D::Error::custom(format!("`{text}` is not a day of the week, such as saturday")))
}

fn weekdays<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeSet<i8>, D::Error> {
    let names = Vec::<String>::deserialize(deserializer)?;
    let known: Option<BTreeSet<i8>> = names.iter().map(|name| weekday(name)).collect();
    let known = known.filter(|days| days.len() < 7);
    known.ok_or_else(|| D::Error::custom("days of the week off, such as [\"saturday\", \"sunday\"], and not all seven"))
}

impl HolidayCalendar {
    /// Every holiday of the span, with its name.
    pub fn days(&self) -> Vec<(Date, &str)> {
        let mut days: Vec<(Date, &str)> = Vec::new();
        for year in self.from.year()..=self.until.year() {
            for holiday in &self.holidays {
                let Some(day) = holiday.on.in_year(year) else { continue };
                let since = holiday.from.is_none_or(|from| from <= day);
                if since && holiday.until.is_none_or(|until| day <= until) && self.from <= day && day <= self.until {
                    days.push((day, &holiday.name));
                }
            }
        }
        self.substitutes(&mut days);
        days.sort();
        days
    }

    fn substitutes(&self, days: &mut Vec<(Date, &str)>) {
        let given: BTreeSet<Date> = days.iter().map(|(day, _)| *day).collect();
        let mut taken = given.clone();
        let off = |day: Date| self.weekend.contains(&day.weekday().to_monday_one_offset());
        for (day, name) in days.clone() {
            let instead = self.holidays.iter().find(|holiday| holiday.name == name).map(|holiday| holiday.instead);
            let moves = match instead {
                Some(Instead::NextWorkingDay) => off(day),
                Some(Instead::NextWorkingDayIfSunday) => day.weekday() == Weekday::Sunday,
                _ => false,
            };
            if !moves {
                continue;
            }
            let mut next = day;
            while off(next) || taken.contains(&next) {
                let Ok(later) = next.tomorrow() else { return };
                next = later;
            }
            taken.insert(next);
            days.push((next, name));
        }
    }

    /// The working days of the span.
    pub fn working_days(&self) -> WorkingDays {
        WorkingDays {
            weekend: self.weekend.clone(),
            holidays: self.days().into_iter().map(|(day, _)| day).collect(),
            known: Some((self.from, self.until)),
        }
    }

    /// The weakest of the calendar and its holidays.
    pub fn weakest(&self) -> Verification {
        let own = self.holidays.iter().filter_map(|holiday| holiday.verification);
        own.fold(self.verification, Verification::max)
    }
}

impl OnDay {
    fn in_year(self, year: i16) -> Option<Date> {
        let plus = |day: Option<Date>, n: i16| day?.checked_add(i64::from(n).days()).ok();
        match self {
            OnDay::Fixed(MonthDay { month, day }) => Date::new(year, month, day).ok(),
            OnDay::Easter(n) => plus(easter::western(year), n),
            OnDay::OrthodoxEaster(n) => plus(easter::eastern(year), n),
            OnDay::First { weekday, from } => {
                let from = Date::new(year, from.month, from.day).ok()?;
                let wait = (weekday - from.weekday().to_monday_one_offset()).rem_euclid(7);
                plus(Some(from), i16::from(wait))
            }
            OnDay::Date(day) => (day.year() == year).then_some(day),
        }
    }
}
