//! Addresses of Ethereum and the chains like it: `0x` and forty hexadecimal digits. Mixed case is a check (EIP-55): a digit is
//! upper case where the Keccak-256 of the lower-case text has 8 or more at its place.

use sha3::{Digest, Keccak256};

/// Whether the text has the shape of such an address.
pub fn has_shape(text: &str) -> bool {
    let rest = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    rest.is_some_and(|rest| rest.len() == 40 && rest.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Whether its case is the check; none where it is written in one case.
pub fn holds(text: &str) -> Option<bool> {
    let rest = text.get(2..).filter(|_| has_shape(text))?;
    let (lower, upper) = (rest.to_ascii_lowercase(), rest.to_ascii_uppercase());
    if rest == lower || rest == upper {
        return None;
    }
    let hash = Keccak256::digest(lower.as_bytes());
    let fits = rest.bytes().enumerate().all(|(place, byte)| {
        let half = hash[place / 2] >> (4 * (1 - place % 2)) & 15;
        byte.is_ascii_digit() || byte.is_ascii_uppercase() == (half >= 8)
    });
    Some(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_of_the_standard_hold() {
        for example in [
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
            "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
            "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
            "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
        ] {
            assert_eq!(holds(example), Some(true), "{example}");
        }
        assert_eq!(holds("0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"), Some(false));
        assert_eq!(holds("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"), None);
        assert!(!has_shape("0x5aaeb6053f3e94c9b9a09f33669435e7ef1bea"));
    }
}
