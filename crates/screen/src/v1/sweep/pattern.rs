//! A text prepared for comparison with many others.

use super::MAX_TEXT;

/// The class of a byte, 0 to 31: letters of either case 0 to 25, digits 26 to 30 (two to a class), the rest 31.
pub fn class(byte: u8) -> u8 {
    match byte {
        b'a'..=b'z' => byte - b'a',
        b'A'..=b'Z' => byte - b'A',
        b'0'..=b'9' => 26 + (byte - b'0') % 5,
        _ => 31,
    }
}

/// For each class, the places of the text that have it, as bits.
pub struct Pattern {
    /// Bit i of the row of a class: the i-th byte is of that class.
    pub(super) rows: [u64; 32],
    length: usize,
}

impl Pattern {
    /// Prepares a text; bytes after the 64th are not compared.
    pub fn new(text: &[u8]) -> Pattern {
        let text = &text[..text.len().min(MAX_TEXT)];
        let mut rows = [0; 32];
        for (place, byte) in text.iter().enumerate() {
            rows[usize::from(class(*byte))] |= 1 << place;
        }
        Pattern { rows, length: text.len() }
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether there is nothing to compare.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }
}
