//! The Luhn check digit (ISO/IEC 7812-1, annex B): payment cards, IMEI.

/// Whether the last of the digits checks the others; false if there is another character or fewer than two.
pub fn holds(digits: &str) -> bool {
    let mut sum = 0;
    for (place, byte) in digits.bytes().rev().enumerate() {
        if !byte.is_ascii_digit() {
            return false;
        }
        let digit = u32::from(byte - b'0');
        sum += match place % 2 {
            0 => digit,
            _ => digit * 2 / 10 + digit * 2 % 10,
        };
    }
    digits.len() >= 2 && sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_example_holds_and_its_neighbours_do_not() {
        assert!(holds("79927398713"));
        assert!((0..=9).filter(|digit| holds(&format!("7992739871{digit}"))).count() == 1);
        assert!(!holds("") && !holds("0") && !holds("7992739871x"));
    }
}
