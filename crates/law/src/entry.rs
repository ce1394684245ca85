//! When an instrument enters into force for a State that joins it: the arithmetic of final clauses. Not whether it did:
//! that is [`standing`](crate::standing).

use jiff::ToSpan;
use model::Verification;
use model::time::Date;
use serde::{Deserialize, Serialize};

/// The rule of a final clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum EntryRule {
    /// On the n-th day after the deposit: `{ days-after = 30 }`.
    DaysAfter(u16),
    /// On the day n months after the deposit: `{ months-after = 3 }`.
    MonthsAfter(u8),
    /// On the first day of the month after n months have run since the deposit: `{ first-of-month-after = 3 }`.
    FirstOfMonthAfter(u8),
}

impl EntryRule {
    /// The day that follows from a deposit on `deposited`. Nothing if it would leave the calendar.
    pub fn apply(self, deposited: Date) -> Option<Date> {
        match self {
            EntryRule::DaysAfter(n) => deposited.checked_add(i64::from(n).days()).ok(),
            EntryRule::MonthsAfter(n) => deposited.checked_add(i64::from(n).months()).ok(),
            EntryRule::FirstOfMonthAfter(n) => {
                // The period runs n months and ends; the first day of the month that follows its end. A deposit on the
                // 1st runs out on the 1st, n months on, and the month that follows is the next one.
                let expiry = deposited.checked_add(i64::from(n).months()).ok()?;
                expiry.first_of_month().checked_add(1.month()).ok()
            }
        }
    }

    /// In words, for a lawyer.
    pub fn sentence(self) -> String {
        match self {
            EntryRule::DaysAfter(0) => "on the day of deposit".to_owned(),
            EntryRule::DaysAfter(n) => format!("{n} days after deposit"),
            EntryRule::MonthsAfter(n) => format!("{n} months after deposit"),
            EntryRule::FirstOfMonthAfter(n) => {
                format!("first day of the month following the expiry of {n} months after deposit")
            }
        }
    }
}

/// An instrument's rule, with where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The rule.
    pub rule: EntryRule,
    /// Which article.
    pub article: String,
    /// Whether the article was read.
    pub verification: Verification,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn thirty_days_after_the_deposit_of_kenya() {
        assert_eq!(EntryRule::DaysAfter(30).apply(date(2003, 6, 27)), Some(date(2003, 7, 27)));
    }

    #[test]
    fn months_keep_within_the_month() {
        assert_eq!(EntryRule::MonthsAfter(3).apply(date(2003, 11, 30)), Some(date(2004, 2, 29)));
        assert_eq!(EntryRule::FirstOfMonthAfter(3).apply(date(2007, 2, 15)), Some(date(2007, 6, 1)));
        assert_eq!(EntryRule::FirstOfMonthAfter(1).apply(date(2019, 2, 14)), Some(date(2019, 4, 1)));
        assert_eq!(EntryRule::DaysAfter(30).apply(Date::MAX), None);
    }

    proptest! {
        #[test]
        fn entry_never_precedes_deposit(days in 0i64..60_000, n in 0u16..200, months in 0u8..24) {
            let deposited = date(1900, 1, 1).checked_add(days.days()).unwrap();
            for rule in [EntryRule::DaysAfter(n), EntryRule::MonthsAfter(months), EntryRule::FirstOfMonthAfter(months)] {
                prop_assert!(rule.apply(deposited).unwrap() >= deposited);
            }
        }
    }
}
