//! The check digits of ISO/IEC 7064, MOD 97-10: IBAN, LEI.

/// The remainder by 97 of the text read as a number, letters as 10 to 35; none for other characters.
pub fn remainder(text: impl IntoIterator<Item = char>) -> Option<u32> {
    text.into_iter().try_fold(0, |rest, c| {
        let value = c.to_digit(36)?;
        Some(if value > 9 { (rest * 100 + value) % 97 } else { (rest * 10 + value) % 97 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_two_digits() {
        assert_eq!(remainder("3214282912345698765432161182".chars()), Some(1));
        assert_eq!(remainder("A".chars()), Some(10));
        assert_eq!(remainder("-".chars()), None);
    }
}
