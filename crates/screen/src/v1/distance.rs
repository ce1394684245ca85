//! Edit distance of two folded parts by bit vectors: insertion, deletion, substitution and the swap of two neighbours
//! (optimal string alignment). G. Myers, J. ACM 46 (1999) 395; H. Hyyro, Nordic J. Computing 10 (2003) 29. Scalar.

/// The letters of a part as a set: bits 0-25 for a-z and 26-31 for digits (several share one) that occur, bits 32-63 for
/// those that occur twice or more.
pub fn letters(folded: &[u8]) -> u64 {
    folded.iter().fold(0, |set, &c| {
        let bit = match slot(c) {
            letter @ 0..=25 => 1u64 << letter,
            other => 1 << (26 + other % 6),
        };
        set | if set & bit == 0 { bit } else { bit << 32 }
    })
}

fn slot(c: u8) -> usize {
    match c {
        b'a'..=b'z' => usize::from(c - b'a'),
        b'0'..=b'9' => usize::from(c - b'0') + 26,
        _ => 36,
    }
}

/// A part prepared for comparison with many others.
pub struct Pattern {
    at: [u64; 37],
    len: usize,
    letters: u64,
}

impl Pattern {
    /// Prepares a part of 1 to 64 bytes; longer parts are cut.
    pub fn new(folded: &[u8]) -> Pattern {
        let folded = &folded[..folded.len().min(64)];
        let mut at = [0; 37];
        for (place, &c) in folded.iter().enumerate() {
            at[slot(c)] |= 1 << place;
        }
        Pattern { at, len: folded.len(), letters: letters(folded) }
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is nothing to compare.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether a part with these letters can be within `limit` edits. Each edit takes at most one occurrence of one letter
    /// away and adds at most one, so that a part is never refused wrongly.
    pub fn may_be_within(&self, letters: u64, limit: u32) -> bool {
        (self.letters & !letters).count_ones() <= limit && (letters & !self.letters).count_ones() <= limit
    }

    /// The number of edits.
    pub fn distance(&self, other: &[u8]) -> u32 {
        if self.is_empty() {
            return other.len() as u32;
        }
        let last = 1u64 << (self.len - 1);
        let (mut up, mut down, mut diagonal, mut before) = (u64::MAX, 0u64, 0u64, 0u64);
        let mut distance = self.len as u32;
        for &c in other {
            let here = self.at[slot(c)];
            let swapped = ((!diagonal & here) << 1) & before;
            diagonal = ((here & up).wrapping_add(up) ^ up) | here | down | swapped;
            let right = down | !(diagonal | up);
            let left = diagonal & up;
            distance += u32::from(right & last != 0);
            distance -= u32::from(left & last != 0);
            let right = (right << 1) | 1;
            up = (left << 1) | !(diagonal | right);
            down = right & diagonal;
            before = here;
        }
        distance
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plain(a: &[u8], b: &[u8]) -> u32 {
        let mut table = vec![vec![0u32; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = if i == 0 || j == 0 {
                    (i + j) as u32
                } else {
                    let change = table[i - 1][j - 1] + u32::from(a[i - 1] != b[j - 1]);
                    let mut best = change.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        best = best.min(table[i - 2][j - 2] + 1);
                    }
                    best
                };
            }
        }
        table[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn the_bit_vectors_agree_with_the_table(a in "[a-d0-1]{1,64}", b in "[a-d0-1]{0,64}") {
            let pattern = Pattern::new(a.as_bytes());
            let distance = pattern.distance(b.as_bytes());
            prop_assert_eq!(distance, plain(a.as_bytes(), b.as_bytes()));
            prop_assert!(pattern.may_be_within(letters(b.as_bytes()), distance));
        }
    }
}
