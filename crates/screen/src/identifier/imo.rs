//! Numbers of ships and of shipping companies and owners (IMO resolutions A.1117(30) and MSC.160(78)): seven digits, the
//! last by weights 7 to 2.

/// Whether the text is seven digits.
pub fn has_shape(text: &str) -> bool {
    text.len() == 7 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the check digit of a ship's number holds.
pub fn holds(text: &str) -> bool {
    let digits: Vec<u32> = text.bytes().filter(u8::is_ascii_digit).map(|byte| u32::from(byte - b'0')).collect();
    let sum: u32 = digits.iter().take(6).zip((2..=7).rev()).map(|(digit, weight)| digit * weight).sum();
    has_shape(text) && digits.last() == Some(&(sum % 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_example_holds() {
        assert!(holds("9074729"));
        assert!(!holds("9074792") && !holds("907472") && !holds("907472A"));
    }
}
