//! Russian taxpayer numbers (INN): ten digits of an organisation with one check digit, twelve of a person with two.

const TEN: [u32; 9] = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const ELEVEN: [u32; 10] = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
const TWELVE: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

/// Whether the text is ten or twelve digits.
pub fn has_shape(text: &str) -> bool {
    matches!(text.len(), 10 | 12) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether its check digits hold.
pub fn holds(text: &str) -> bool {
    let digits: Vec<u32> = text.bytes().map(|byte| u32::from(byte.wrapping_sub(b'0'))).collect();
    let check = |weights: &[u32]| {
        let sum: u32 = digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
        digits.get(weights.len()) == Some(&(sum % 11 % 10))
    };
    has_shape(text)
        && match digits.len() {
            10 => check(&TEN),
            _ => check(&ELEVEN) && check(&TWELVE),
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_examples_hold() {
        assert!(holds("7707083893") && holds("500100732259"));
        assert!(!holds("7707083839") && !holds("500100732295") && !holds("77070838") && !holds("77070838AB"));
    }
}
