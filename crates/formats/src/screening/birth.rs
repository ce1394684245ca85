//! Birth dates as tables write them: one date, a range of them, or about a year. What cannot be read is none.

use crate::date;
use model::subject::PartialDate;

/// Years each way of a birth date that is said to be approximate. House number.
const ABOUT: i16 = 2;

/// Not before, and not after: both the same for one date.
///
/// Beside the forms of [`date::exact`]: `1970-00-00` is the year; `05.04.1971` has the day first, as everywhere where
/// points are written; of `05/04/1971`, which is read in two ways, only the year is taken unless one reading is no date;
/// `1962 to 1964`, `1962-1964`, `1962/1964` and `between 1962 and 1964` are ranges; `circa 1965` is two years each way.
pub fn birth(text: &str) -> Option<(PartialDate, PartialDate)> {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    for about in ["circa ", "c. ", "ca. ", "approximately ", "about ", "~"] {
        if let Some(rest) = lower.strip_prefix(about) {
            let year = one(&text[text.len() - rest.len()..])?.year();
            return Some((years(year - ABOUT)?, years(year + ABOUT)?));
        }
    }
    if let Some(date) = one(text) {
        return Some((date, date));
    }
    let inner = lower.strip_prefix("between ").map_or(text, |rest| &text[text.len() - rest.len()..]);
    let (from, to) =
        [" to ", " and ", " - ", "/", "–", "-"].into_iter().find_map(|between| inner.split_once(between))?;
    let (from, to) = (one(from.trim())?, one(to.trim())?);
    (from.year() <= to.year()).then_some((from, to))
}

fn years(year: i16) -> Option<PartialDate> {
    PartialDate::parse(&format!("{year:04}"))
}

fn one(text: &str) -> Option<PartialDate> {
    if let Some(date) = date::exact(text) {
        return Some(date);
    }
    if let Some(known) = text.strip_suffix("-00") {
        return PartialDate::parse(known.strip_suffix("-00").unwrap_or(known));
    }
    let parts = |mark: char| -> Option<[&str; 3]> { text.split(mark).collect::<Vec<_>>().try_into().ok() };
    let of = |year: &str, month: &str, day: &str| PartialDate::parse(&format!("{year}-{month:0>2}-{day:0>2}"));
    if let Some([day, month, year]) = parts('.') {
        return of(year, month, day);
    }
    let [a, b, c] = parts('/')?;
    if a.len() == 4 {
        return of(a, b, c);
    }
    match (of(c, b, a), of(c, a, b)) {
        (Some(one), Some(other)) if one != other => years(one.year()),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_in_use_are_read_and_no_others() {
        let read = |text| birth(text).map(|(from, to)| (from.expose(), to.expose()));
        let both = |from: &str, to: &str| Some((from.to_owned(), to.to_owned()));
        for (text, from, to) in [
            ("1971-04-05", "1971-04-05", "1971-04-05"),
            ("05 Apr 1971", "1971-04-05", "1971-04-05"),
            ("5.4.1971", "1971-04-05", "1971-04-05"),
            ("1970-00-00", "1970", "1970"),
            ("1970-03-00", "1970-03", "1970-03"),
            ("25/04/1971", "1971-04-25", "1971-04-25"),
            ("04/25/1971", "1971-04-25", "1971-04-25"),
            ("05/04/1971", "1971", "1971"),
            ("05/05/1971", "1971-05-05", "1971-05-05"),
            ("1962 to 1964", "1962", "1964"),
            ("1962/1964", "1962", "1964"),
            ("1962-1964", "1962", "1964"),
            ("Between 1962 and 1964", "1962", "1964"),
            ("circa 1965", "1963", "1967"),
            ("Circa 12 Mar 1965", "1963", "1967"),
        ] {
            assert_eq!(read(text), both(from, to), "{text}");
        }
        for bad in ["", "31.02.", "31.02.1970", "2101-13-01", "1964 to 1962", "unknown", "circa", "////", "..", "-00"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
