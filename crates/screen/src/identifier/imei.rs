//! Numbers of mobile equipment (3GPP TS 23.003): IMEI of 14 digits and a Luhn digit, IMEISV of 16 digits without one.

use super::luhn;

/// Whether the text has the shape of an IMEI (14 or 15 digits) or an IMEISV (16).
pub fn has_shape(text: &str) -> bool {
    (14..=16).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether its check digit holds; none where it is written without one.
pub fn holds(text: &str) -> Option<bool> {
    (text.len() == 15).then(|| luhn::holds(text))
}

/// The fourteen digits that name the equipment, whichever way it is written.
pub fn equipment(text: &str) -> &str {
    text.get(..14).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_example_holds() {
        assert_eq!(holds("490154203237518"), Some(true));
        assert_eq!(holds("490154203237517"), Some(false));
        assert_eq!(holds("4901542032375101"), None);
        assert_eq!(equipment("490154203237518"), equipment("4901542032375101"));
    }
}
