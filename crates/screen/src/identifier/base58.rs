//! Addresses in Base58Check: Bitcoin's older ones and those of chains that took them over. The last four of the decoded
//! bytes are the start of a double SHA-256 of the others. Upper and lower case differ, so that the key keeps them.

use sha2::{Digest, Sha256};

const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/// Longest text that is decoded.
const LONGEST: usize = 112;

/// Whether the text has the shape of such an address: 25 to 36 signs of the alphabet, the first one in use.
pub fn has_shape(text: &str) -> bool {
    (25..=36).contains(&text.len())
        && text.starts_with(['1', '2', '3', 'm', 'n', 'L', 'M', 'D', 'A', '9', 'X', 'T', 't'])
        && text.bytes().all(|byte| ALPHABET.contains(&byte))
}

/// Whether its check bytes hold.
pub fn holds(text: &str) -> bool {
    let Some(bytes) = decoded(text) else { return false };
    let Some(body) = bytes.len().checked_sub(4).filter(|length| *length > 0) else { return false };
    let (body, check) = bytes.split_at(body);
    Sha256::digest(Sha256::digest(body))[..4] == *check
}

/// The bytes that the text stands for; none for a sign outside the alphabet or a text too long.
pub fn decoded(text: &str) -> Option<Vec<u8>> {
    if text.len() > LONGEST {
        return None;
    }
    let mut number: Vec<u8> = Vec::new();
    for byte in text.bytes() {
        let mut carry = ALPHABET.iter().position(|sign| *sign == byte)? as u32;
        for digit in &mut number {
            carry += u32::from(*digit) * 58;
            *digit = carry as u8;
            carry >>= 8;
        }
        while carry > 0 {
            number.push(carry as u8);
            carry >>= 8;
        }
    }
    let zeros = text.bytes().take_while(|byte| *byte == b'1').count();
    Some(std::iter::repeat_n(0, zeros).chain(number.into_iter().rev()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_addresses_hold() {
        for example in [
            "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
            "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
            "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
        ] {
            assert!(has_shape(example) && holds(example), "{example}");
            assert!(!holds(&example.replace('P', "Q").replace('J', "K").replace('B', "C")));
        }
        assert!(!holds("") && !holds("1") && !holds(&"1".repeat(10_000)));
        assert_eq!(decoded("11"), Some(vec![0, 0]));
        assert_eq!(decoded("StV1DL6CwTryKyV"), Some(b"hello world".to_vec()));
    }
}
