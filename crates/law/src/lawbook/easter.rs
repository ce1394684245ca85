//! Easter Sunday, western and eastern, as a day of the Gregorian calendar. Arithmetic of the church calendars: the golden
//! number gives the full moon, the Sunday after it is Easter (anonymous Gregorian method; Meeus for the Julian one).

use jiff::ToSpan;
use model::time::Date;

/// Western Easter.
pub(super) fn western(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (golden, century) = (y % 19, y / 100);
    let moon_shift = century - century / 4 - (8 * century + 13) / 25;
    let epact = (19 * golden + moon_shift + 15) % 30;
    let moon = epact - (epact / 28) * (1 - (epact / 28) * (29 / (epact + 1)) * ((21 - golden) / 11));
    let weekday = (y + y / 4 + moon + 2 - century + century / 4) % 7;
    let away = moon - weekday;
    let month = 3 + (away + 40) / 44;
    let day = away + 28 - 31 * (month / 4);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Eastern Easter.
pub(super) fn eastern(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let moon = (19 * (y % 19) + 15) % 30;
    let weekday = (2 * (y % 4) + 4 * (y % 7) - moon + 34) % 7;
    let sum = moon + weekday + 114;
    let julian = Date::new(year, i8::try_from(sum / 31).ok()?, i8::try_from(sum % 31 + 1).ok()?).ok()?;
    // How far the Julian calendar is behind in this century.
    let behind = y / 100 - y / 400 - 2;
    julian.checked_add(i64::from(behind).days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn both_easters_of_known_years() {
        let known = [
            (2000, date(2000, 4, 23), date(2000, 4, 30)),
            (2008, date(2008, 3, 23), date(2008, 4, 27)),
            (2017, date(2017, 4, 16), date(2017, 4, 16)),
            (2024, date(2024, 3, 31), date(2024, 5, 5)),
            (2025, date(2025, 4, 20), date(2025, 4, 20)),
            (2026, date(2026, 4, 5), date(2026, 4, 12)),
            (2038, date(2038, 4, 25), date(2038, 4, 25)),
        ];
        for (year, west, east) in known {
            assert_eq!(western(year), Some(west), "{year}");
            assert_eq!(eastern(year), Some(east), "{year}");
        }
    }

    #[test]
    fn easter_is_a_sunday_in_spring() {
        for year in 1900..2100 {
            for day in [western(year), eastern(year)].into_iter().flatten() {
                assert_eq!(day.weekday(), jiff::civil::Weekday::Sunday, "{day}");
                assert!((date(year, 3, 22)..=date(year, 5, 10)).contains(&day), "{day}");
            }
        }
    }
}
