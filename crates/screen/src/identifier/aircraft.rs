//! Marks of aircraft (Annex 7 to the Chicago Convention) and their 24-bit addresses (Annex 10, volume III): `N123AB`,
//! `D-ABCD`, `4X-ABC`; `3C6444`.

/// Whether the text (upper case, no hyphen) can be a registration mark: 3 to 7 letters and digits with a letter among the
/// first two.
pub fn has_shape(text: &str) -> bool {
    (3..=7).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
        && text.bytes().take(2).any(|byte| byte.is_ascii_uppercase())
}

/// Whether a mark of the United States is well formed (14 CFR 45.23): N, one to five signs that begin with a digit but not
/// 0, end with two letters at most, and have neither I nor O. None for other marks.
pub fn holds(text: &str) -> Option<bool> {
    let rest = text.strip_prefix('N').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))?;
    let letters = rest.bytes().rev().take_while(u8::is_ascii_uppercase).count();
    let digits = &rest[..rest.len() - letters];
    let fits = (1..=5).contains(&rest.len()) && letters <= 2 && !rest.starts_with('0') && !rest.contains(['I', 'O']);
    Some(fits && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether the text is a 24-bit address: six hexadecimal digits, neither all 0 nor all F.
pub fn is_address(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) && text != "000000" && text != "FFFFFF"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_addresses_are_told_apart() {
        assert_eq!(
            (holds("N123AB"), holds("N0123"), holds("N12IB"), holds("DABCD")),
            (Some(true), Some(false), Some(false), None)
        );
        assert!(has_shape("4XABC") && !has_shape("12345") && !has_shape("AB"));
        assert!(is_address("3C6444") && !is_address("FFFFFF") && !is_address("3C644"));
    }
}
