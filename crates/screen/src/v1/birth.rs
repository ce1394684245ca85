//! Two birth dates, or ranges of them, of which parts may be unknown.

use super::rarity::ln_ratio;
use super::weights;
use crate::{Birth, LogOdds, Rule};
use model::subject::PartialDate;

/// Compares two birth dates.
pub fn birth(asked: Birth, held: Birth) -> (Rule, LogOdds) {
    if asked.from == asked.to && held.from == held.to { dates(asked.from, held.from) } else { ranges(asked, held) }
}

/// What [`year`] gives where no date is stated.
pub const NO_YEAR: u8 = u8::MAX;

/// The year less 1800 of one date alone; [`NO_YEAR`] for none; 0 for several, for a range and for a year before 1801 or
/// after 2054.
pub fn year(mut births: impl Iterator<Item = Birth>) -> u8 {
    match (births.next(), births.next()) {
        (None, _) => NO_YEAR,
        (Some(one), None) if one.from == one.to => match u8::try_from(one.from.year() - 1_800) {
            Ok(year) if year != NO_YEAR => year,
            _ => 0,
        },
        _ => 0,
    }
}

/// Most that the birth date of an entry can weigh, by the year that [`year`] gives of it.
pub fn most(asked: &[Birth], year: u8) -> LogOdds {
    if asked.is_empty() || year == NO_YEAR {
        return LogOdds::NOTHING;
    }
    if year == 0 || asked.iter().any(|birth| birth.from != birth.to) {
        return weights::BIRTH_EQUAL;
    }
    let held = i16::from(year) + 1_800;
    let one = |birth: &Birth| match birth.from.year().abs_diff(held) {
        0 => weights::BIRTH_EQUAL,
        _ if one_digit(birth.from.year(), held) => weights::BIRTH_NEAR,
        1..=3 => weights::BIRTH_CLOSE,
        _ => weights::BIRTH_FAR,
    };
    asked.iter().map(one).max().unwrap_or_default()
}

fn dates(a: PartialDate, b: PartialDate) -> (Rule, LogOdds) {
    let full = |date: PartialDate| date.month().zip(date.day());
    let apart = a.year().abs_diff(b.year());
    match (full(a).zip(full(b)), a.month().zip(b.month())) {
        (Some((x, y)), _) if apart == 0 && x == y => (Rule::BirthEqual, weights::BIRTH_EQUAL),
        (Some(((m, d), (n, e))), _) if mistyped(apart, (m, d), (n, e), (a.year(), b.year())) => {
            (Rule::BirthNear, weights::BIRTH_NEAR)
        }
        (None, Some((m, n))) if apart == 0 && m == n => (Rule::BirthPartial, weights::BIRTH_MONTH),
        (None, None) if apart == 0 => (Rule::BirthPartial, weights::BIRTH_YEAR),
        _ if apart == 0 => (Rule::BirthContradicts, weights::BIRTH_SAME_YEAR),
        _ if apart <= 3 => (Rule::BirthContradicts, weights::BIRTH_CLOSE),
        _ => (Rule::BirthContradicts, weights::BIRTH_FAR),
    }
}

/// By years: a range of `n` years is met by chance `n` times as often as one year.
fn ranges(a: Birth, b: Birth) -> (Rule, LogOdds) {
    let (from, to) = (a.from.year().max(b.from.year()), a.to.year().min(b.to.year()));
    if from <= to {
        let wide = |birth: Birth| (birth.to.year() - birth.from.year()).max(0) as u64 + 1;
        let less = ln_ratio(wide(a).max(wide(b)), 2);
        return (Rule::BirthWithin, LogOdds((weights::BIRTH_WITHIN.0 - less.0.max(0)).max(200)));
    }
    match from - to {
        ..=3 => (Rule::BirthContradicts, weights::BIRTH_CLOSE),
        _ => (Rule::BirthContradicts, weights::BIRTH_FAR),
    }
}

/// Day and month swapped; or exactly one of day, month, year wrong, the year by one digit.
fn mistyped(apart: u16, (m, d): (i8, i8), (n, e): (i8, i8), (x, y): (i16, i16)) -> bool {
    match apart {
        0 => (m == e && d == n) || (m == n) != (d == e),
        _ => m == n && d == e && one_digit(x, y),
    }
}

fn one_digit(x: i16, y: i16) -> bool {
    let digits = |year: i16| [year / 1000, year / 100 % 10, year / 10 % 10, year % 10];
    digits(x).iter().zip(digits(y)).filter(|(left, right)| **left != *right).count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(a: &str, b: &str) -> (Rule, LogOdds) {
        let read = |text: &str| {
            let (from, to) = text.split_once('/').unwrap_or((text, text));
            Birth { from: PartialDate::parse(from).unwrap(), to: PartialDate::parse(to).unwrap() }
        };
        assert_eq!(birth(read(a), read(b)), birth(read(b), read(a)));
        birth(read(a), read(b))
    }

    #[test]
    fn the_year_alone_bounds_the_weight() {
        for asked in ["1971-04-05", "1971", "1968-12-01", "1961-04-05", "1930-01-01"] {
            for held in ["1971-04-05", "1971-05-04", "1970", "1877-04-05", "1701-01-01", "2100"] {
                let read = |text| Birth::on(PartialDate::parse(text).unwrap());
                let most = most(&[read(asked)], year([read(held)].into_iter()));
                assert!(birth(read(asked), read(held)).1 <= most, "{asked} {held}");
            }
        }
    }

    #[test]
    fn the_better_known_the_more_it_tells() {
        assert_eq!(of("1971-04-05", "1971-04-05").0, Rule::BirthEqual);
        assert!(of("1971-04-05", "1971-04-05").1 > of("1971-04", "1971-04-09").1);
        assert!(of("1971-04", "1971-04-09").1 > of("1971", "1971-04-09").1);
        assert_eq!(of("1971-04-05", "1971-05-04").0, Rule::BirthNear);
        assert_eq!(of("1971-04-05", "1977-04-05").0, Rule::BirthNear);
        assert_eq!(of("1971-04-05", "1959-12-01"), (Rule::BirthContradicts, weights::BIRTH_FAR));
        assert_eq!(of("1962/1964", "1963-01-01").0, Rule::BirthWithin);
        assert!(of("1962/1964", "1963").1 > of("1950/1975", "1963").1);
        assert_eq!(of("1962/1964", "1980").0, Rule::BirthContradicts);
    }
}
