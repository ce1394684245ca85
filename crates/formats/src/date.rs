//! Birth dates as lists in English write them. What cannot be read is none, and the caller keeps the words.

use model::subject::PartialDate;

/// `1975-03-09`, `1975-03`, `1975`, `09 Mar 1975` or `Mar 1975`.
pub fn exact(text: &str) -> Option<PartialDate> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = |name: &str| MONTHS.iter().position(|month| *month == name).map(|at| at + 1);
    let words: Vec<&str> = text.split(' ').take(4).collect();
    match words[..] {
        [date] => PartialDate::parse(date),
        [name, year] => PartialDate::parse(&format!("{year}-{:02}", month(name)?)),
        [day, name, year] => PartialDate::parse(&format!("{year}-{:02}-{day}", month(name)?)),
        _ => None,
    }
}

/// The year alone of a date that is said to be approximate.
pub fn about(text: &str) -> Option<PartialDate> {
    exact(text).and_then(|date| PartialDate::parse(&format!("{:04}", date.year())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_in_use_are_read_and_no_others() {
        let read = |text| exact(text).map(|date| date.expose());
        assert_eq!(read("09 Mar 1975").as_deref(), Some("1975-03-09"));
        assert_eq!(read("Mar 1975").as_deref(), Some("1975-03"));
        assert_eq!(read("1975-03-09").as_deref(), Some("1975-03-09"));
        assert_eq!(about("09 Mar 1975").map(|date| date.expose()).as_deref(), Some("1975"));
        for bad in ["", "31 Feb 1975", "1970-00-00", "1962 to 1964", "9 Mar 1975 x y", "Mrz 1975"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
