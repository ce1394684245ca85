//! Legal entity identifiers (ISO 17442): eighteen letters and digits, two check digits.

use super::mod97;

/// Whether the text has the shape of an LEI.
pub fn has_shape(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 20
        && bytes[..18].iter().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
        && bytes[18..].iter().all(u8::is_ascii_digit)
}

/// Whether its check digits hold.
pub fn holds(text: &str) -> bool {
    has_shape(text) && mod97::remainder(text.chars()) == Some(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_examples_hold() {
        for example in ["54930084UKLVMY22DS16", "213800WSGIIZCXF1P572", "5493001KJTIIGC8Y1R12"] {
            assert!(holds(example), "{example}");
        }
        assert!(!holds("54930084UKLVMY22DS61") && !holds("54930084UKLVMY22DS1"));
    }
}
