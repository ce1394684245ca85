//! Business identifier codes (ISO 9362): four letters or digits of the party, State, place, and a branch. `XXX` is the head
//! office, as is none.

/// Whether the text has the shape of a BIC.
pub fn has_shape(text: &str) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes.len(), 8 | 11)
        && bytes.iter().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
        && bytes[..6].iter().all(u8::is_ascii_uppercase)
}

/// The code without the branch of the head office.
pub fn normal(text: &str) -> &str {
    text.strip_suffix("XXX").filter(|short| short.len() == 8).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_office_has_one_code() {
        assert!(has_shape("DEUTDEFF") && has_shape("DEUTDEFF500") && !has_shape("DEUT1EFF") && !has_shape("DEUTDEF"));
        assert_eq!(normal("DEUTDEFFXXX"), "DEUTDEFF");
        assert_eq!(normal("DEUTDEFF500"), "DEUTDEFF500");
    }
}
