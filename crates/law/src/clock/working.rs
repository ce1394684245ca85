//! Working days of one State over one span: every day that is neither of its weekend nor one of its public holidays. A
//! clock that counts them keeps this beside its start, so that the same facts give the same answer after the lawbook has
//! changed. The rules of the calendars: [`crate::lawbook::holidays`].

use jiff::ToSpan;
use jiff::civil::Weekday;
use model::time::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Longest search for a working day, in days: no calendar has so long a pause.
const LONGEST_PAUSE: usize = 400;

/// Which days are worked.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct WorkingDays {
    /// Days of the week off, Monday as 1. Empty: every day is worked.
    pub weekend: BTreeSet<i8>,
    /// Public holidays within the span.
    pub holidays: BTreeSet<Date>,
    /// The span within which holidays are known; outside it only the weekend is off, so that an end comes rather too early
    /// than too late.
    pub known: Option<(Date, Date)>,
}

impl WorkingDays {
    /// Saturday and Sunday off, no holiday known.
    pub fn weekend_only() -> WorkingDays {
        WorkingDays { weekend: [6, 7].into(), ..WorkingDays::default() }
    }

    /// Whether a day is worked.
    pub fn worked(&self, day: Date) -> bool {
        !self.weekend.contains(&day.weekday().to_monday_one_offset()) && !self.holidays.contains(&day)
    }

    /// Whether the holidays of a day are known.
    pub fn knows(&self, day: Date) -> bool {
        self.known.is_some_and(|(from, until)| from <= day && day <= until)
    }

    /// The n-th working day after a day; for n = 0 the day itself, or the first worked after it.
    pub fn nth_after(&self, day: Date, n: u32) -> Option<Date> {
        let (mut day, mut left, mut pause) = (day, n, 0);
        if n == 0 && self.worked(day) {
            return Some(day);
        }
        loop {
            day = day.checked_add(1.day()).ok()?;
            if self.worked(day) {
                pause = 0;
                left = left.saturating_sub(1);
                if left == 0 {
                    return Some(day);
                }
            } else {
                pause += 1;
                if pause > LONGEST_PAUSE {
                    return None;
                }
            }
        }
    }

    /// How many working days lie after `from`, up to and with `until`.
    pub fn between(&self, from: Date, until: Date) -> u32 {
        let (mut day, mut count) = (from, 0);
        while day < until {
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            count += u32::from(self.worked(day));
        }
        count
    }

    /// The same calendar, holding only holidays within a span: what a clock keeps.
    pub fn within(&self, from: Date, until: Date) -> WorkingDays {
        WorkingDays {
            weekend: self.weekend.clone(),
            holidays: self.holidays.range(from..=until).copied().collect(),
            known: self.known.map(|(a, b)| (a.max(from), b.min(until))).filter(|(a, b)| a <= b),
        }
    }
}

/// A day of the week by its English name, Monday as 1.
pub(crate) fn weekday(name: &str) -> Option<i8> {
    let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let at = names.iter().position(|known| *known == name)?;
    Weekday::from_monday_one_offset(i8::try_from(at + 1).ok()?).ok().map(Weekday::to_monday_one_offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn december() -> WorkingDays {
        WorkingDays {
            holidays: [date(2026, 12, 24), date(2026, 12, 25), date(2027, 1, 1)].into(),
            known: Some((date(2026, 1, 1), date(2027, 12, 31))),
            ..WorkingDays::weekend_only()
        }
    }

    #[test]
    fn a_bridge_of_holidays_is_stepped_over() {
        let days = december();
        assert_eq!(days.nth_after(date(2026, 12, 23), 1), Some(date(2026, 12, 28)));
        assert_eq!(days.nth_after(date(2026, 12, 26), 0), Some(date(2026, 12, 28)));
        assert_eq!(days.nth_after(date(2026, 12, 31), 1), Some(date(2027, 1, 4)));
        assert_eq!(days.between(date(2026, 12, 23), date(2026, 12, 28)), 1);
    }

    #[test]
    fn no_day_is_worked_where_none_is() {
        let never = WorkingDays { weekend: (1..=7).collect(), ..WorkingDays::default() };
        assert_eq!(never.nth_after(date(2026, 1, 1), 1), None);
    }

    proptest! {
        #[test]
        fn counting_on_and_counting_between_agree(start in 0i64..4000, n in 1u32..40) {
            let days = december();
            let from = date(2020, 1, 1).checked_add(start.days()).unwrap();
            let end = days.nth_after(from, n).unwrap();
            prop_assert!(days.worked(end));
            prop_assert_eq!(days.between(from, end), n);
        }
    }
}
