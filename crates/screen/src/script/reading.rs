//! The readings of one part.

use super::{MAX_LETTERS, Reading};
use crate::LogOdds;

/// The likely readings of one written part, the likeliest first. Empty if it has no letter or digit.
pub fn readings(written: &str) -> Vec<Reading> {
    let mut text: Vec<u8> = if written.is_ascii() {
        written.as_bytes().to_vec()
    } else {
        let start: String = written.chars().take(2 * MAX_LETTERS).collect();
        any_ascii::any_ascii(&start).into_bytes()
    };
    text.retain(u8::is_ascii_alphanumeric);
    text.make_ascii_lowercase();
    text.truncate(MAX_LETTERS);
    if text.is_empty() { Vec::new() } else { vec![Reading { text, weight: LogOdds::NOTHING }] }
}

/// Whether a part is written in a script that leaves most vowels out.
pub fn leaves_vowels_out(written: &str) -> bool {
    !written.is_ascii() && written.chars().any(is_abjad)
}

fn is_abjad(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{07BF}' | '\u{08A0}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}
