//! Russian registration numbers: OGRN of thirteen digits, OGRNIP of a sole trader of fifteen; the last is a remainder.

/// Whether the text is thirteen or fifteen digits.
pub fn has_shape(text: &str) -> bool {
    matches!(text.len(), 13 | 15) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether its check digit holds.
pub fn holds(text: &str) -> bool {
    if !has_shape(text) {
        return false;
    }
    let (body, check) = text.split_at(text.len() - 1);
    let by = text.len() as u64 - 2;
    body.parse::<u64>().is_ok_and(|number| check == (number % by % 10).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_examples_hold() {
        assert!(holds("1027700132195") && holds("304500116000157"));
        assert!(!holds("1027700132159") && !holds("102770013219"));
    }
}
