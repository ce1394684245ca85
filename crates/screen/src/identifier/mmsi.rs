//! Maritime mobile service identities (Recommendation ITU-R M.585): nine digits, of which three name the administration.

/// Whether the text has the shape of an MMSI.
pub fn has_shape(text: &str) -> bool {
    text.len() == 9 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether its maritime identification digits can be: 201 to 775 for a ship; after 00 for a coast station, 0 for a group,
/// 111 for an aircraft, 970, 972, 974, 98, 99 for devices.
pub fn holds(text: &str) -> bool {
    let digits = |from: usize| text.get(from..from + 3).and_then(|part| part.parse::<u16>().ok());
    let known = |from| digits(from).is_some_and(|mid| (201..=775).contains(&mid));
    has_shape(text)
        && match text.as_bytes() {
            [b'0', b'0', ..] => known(2),
            [b'0', ..] => known(1),
            [b'1', b'1', b'1', ..] => known(3),
            [b'9', b'7', b'0' | b'2' | b'4', ..] => true,
            [b'9', b'8' | b'9', ..] => known(2),
            _ => known(0),
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ship_names_its_administration() {
        assert!(holds("211234560") && holds("002111234") && holds("111211001") && holds("970112345"));
        assert!(!holds("123456789") && !holds("21123456") && !holds("999999999"));
    }
}
