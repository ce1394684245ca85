//! The machine-readable zone of travel documents (ICAO Doc 9303): three formats, check digits by weights 7, 3, 1.

/// What a zone says of the document.
#[derive(Clone, PartialEq, Eq)]
pub struct Zone {
    /// Issuing State or organisation, as written in the zone.
    pub issuer: String,
    /// Number of the document.
    pub number: String,
    /// Birth date as YYMMDD; `<` where unknown.
    pub birth: String,
    /// Whether the check digits of number, birth, expiry and of all together hold.
    pub valid: bool,
}

/// Reads a zone of two lines of 44 (TD3) or 36 (TD2) signs, or three of 30 (TD1); line ends may be missing.
pub fn read(written: &str) -> Option<Zone> {
    let signs: Vec<u8> = written.bytes().filter(|byte| !byte.is_ascii_whitespace()).take(100).collect();
    if !signs.iter().all(|sign| sign.is_ascii_digit() || sign.is_ascii_uppercase() || *sign == b'<') {
        return None;
    }
    let field = |from: usize, to: usize| signs.get(from..to).unwrap_or_default();
    let zone = |number: (usize, usize), birth: usize, expiry: usize, all: &[u8], last: u8| {
        let checks = [number, (birth, birth + 6), (expiry, expiry + 6)];
        let each = checks.iter().all(|(from, to)| check(field(*from, *to)) == signs[*to]);
        let text = |from: usize, to: usize| String::from_utf8_lossy(field(from, to)).trim_end_matches('<').to_owned();
        Zone {
            issuer: text(2, 5),
            number: text(number.0, number.1),
            birth: text(birth, birth + 6),
            valid: each && check(all) == last,
        }
    };
    match signs.len() {
        88 => {
            let all = [field(44, 54), field(57, 64), field(65, 87)].concat();
            Some(zone((44, 53), 57, 65, &all, signs[87]))
        }
        72 => {
            let all = [field(36, 46), field(49, 56), field(57, 71)].concat();
            Some(zone((36, 45), 49, 57, &all, signs[71]))
        }
        90 => {
            let all = [field(5, 30), field(30, 37), field(38, 45), field(48, 59)].concat();
            Some(zone((5, 14), 30, 38, &all, signs[59]))
        }
        _ => None,
    }
}

/// The check digit of signs: digits as they are, letters from 10, `<` as 0.
pub fn check(signs: &[u8]) -> u8 {
    let value = |sign: u8| match sign {
        b'0'..=b'9' => u32::from(sign - b'0'),
        b'A'..=b'Z' => u32::from(sign - b'A') + 10,
        _ => 0,
    };
    let sum: u32 = signs.iter().zip([7, 3, 1].iter().cycle()).map(|(sign, weight)| value(*sign) * weight).sum();
    b'0' + (sum % 10) as u8
}

impl std::fmt::Debug for Zone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Zone {{ valid: {} }}", self.valid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_of_the_document_are_read() {
        let td3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
        let td2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6";
        let td1 = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
        for (text, number) in [(td3, "L898902C3"), (td2, "D23145890"), (td1, "D23145890")] {
            let zone = read(text).unwrap();
            assert_eq!((zone.issuer.as_str(), zone.number.as_str(), zone.birth.as_str()), ("UTO", number, "740812"));
            assert!(zone.valid, "{number}");
            assert!(!read(&text.replace("740812", "740821")).unwrap().valid);
            assert!(!format!("{zone:?}").contains(number));
        }
        assert_eq!(read("P<UTO"), None);
        assert_eq!(read(""), None);
    }
}
