//! Numbers of passports and other documents: letters and digits. A whole machine-readable zone gives its number.

use super::mrz;

/// The number and, where a machine-readable zone was given, whether its check digits hold.
pub fn normal(written: &str) -> (String, Option<bool>) {
    match mrz::read(&written.to_uppercase()) {
        Some(zone) => (zone.number, Some(zone.valid)),
        None => (super::plain(unlabelled(written)), None),
    }
}

/// Words that stand before a number in lists: `Passport No. A123`, `№ 123`.
fn unlabelled(written: &str) -> &str {
    let trimmed = written.trim();
    let lower = trimmed.to_lowercase();
    for label in ["passport number", "passport no.", "passport no", "passport", "number", "no.", "nr.", "nr", "№"] {
        if lower.len() == trimmed.len()
            && let Some(rest) = lower.strip_prefix(label)
            && rest.starts_with([' ', ':', '#'])
        {
            return trimmed[label.len()..].trim_start_matches([' ', ':', '#']);
        }
    }
    trimmed.strip_prefix('№').unwrap_or(trimmed).trim_start()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found() {
        assert_eq!(normal("FT 123-456"), ("FT123456".to_owned(), None));
        assert_eq!(normal("Passport No. FT 123456").0, "FT123456");
        assert_eq!(normal("№ 123456").0, "123456");
        let zone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10";
        assert_eq!(normal(zone), ("L898902C3".to_owned(), Some(true)));
    }
}
