//! Payment card numbers (ISO/IEC 7812-1): 12 to 19 digits, the last one by Luhn.

use super::luhn;

/// Whether the text has the shape of a card number.
pub fn has_shape(text: &str) -> bool {
    (12..=19).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether its check digit holds.
pub fn holds(text: &str) -> bool {
    has_shape(text) && luhn::holds(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_numbers_of_the_schemes_hold() {
        for example in ["4111111111111111", "5555555555554444", "378282246310005", "6011111111111117"] {
            assert!(holds(example), "{example}");
        }
        assert!(!holds("4111111111111112") && !holds("411111111111"));
    }
}
