//! The path for processors with AVX2: thirty-two words at once. The only file of the crate with `unsafe`, and one block.
//!
//! **Why it is sound.** `unsafe` is needed for one reason: a function compiled for AVX2 is called from one that is not.
//! That is undefined only where the processor lacks AVX2, and the call stands behind `is_x86_feature_detected!("avx2")`.
//! Nothing else is: memory is read through slices of thirty-two bytes that `chunks_exact` gives, and written through a
//! `Vec`; no pointer is made. The intrinsics without pointers are safe inside a function of their target feature.
//!
//! **Why it agrees with the portable path.** It is the same recurrence on narrower words: 8 bits where the pattern has up to
//! 8 letters, 16 up to 16. Bits above the pattern never influence bits below them (addition carries upwards only), so
//! that the width does not matter; longer patterns go the portable path. The count of a lane is at most the larger of the
//! two lengths, 64, and fits in a byte.
#![cfg_attr(target_arch = "x86_64", expect(unsafe_code, reason = "calls into a target feature that was detected"))]

use super::Pattern;

/// Sweeps if this processor and this pattern allow it; otherwise does nothing and says `false`.
#[cfg(target_arch = "x86_64")]
pub fn sweep(rows: &[u8], length: usize, pattern: &Pattern, limit: u8, lanes: &mut Vec<(u32, u8)>) -> bool {
    if pattern.is_empty() || pattern.len() > 16 || !std::arch::is_x86_feature_detected!("avx2") {
        return false;
    }
    // SAFETY: both functions ask for AVX2 and nothing else, and the line above has found it in this processor.
    unsafe {
        match pattern.len() {
            ..=8 => x86::sweep_bytes(rows, length, pattern, limit, lanes),
            _ => x86::sweep_words(rows, length, pattern, limit, lanes),
        }
    }
    true
}

/// There is no such path on this processor.
#[cfg(not(target_arch = "x86_64"))]
pub fn sweep(_: &[u8], _: usize, _: &Pattern, _: u8, _: &mut Vec<(u32, u8)>) -> bool {
    false
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::super::{LANES, Pattern};
    use std::arch::x86_64::*;

    #[target_feature(enable = "avx2")]
    fn load(row: &[u8]) -> __m256i {
        let eight = |at: usize| {
            let mut word = [0u8; 8];
            word.copy_from_slice(&row[at..at + 8]);
            i64::from_le_bytes(word)
        };
        _mm256_set_epi64x(eight(24), eight(16), eight(8), eight(0))
    }

    /// A table of sixteen bytes, in both halves.
    #[target_feature(enable = "avx2")]
    fn table(bytes: [u8; 16]) -> __m256i {
        let twice = [bytes, bytes].concat();
        load(&twice)
    }

    /// Byte `shift / 8` of the sixteen rows of a pattern from `first`.
    #[target_feature(enable = "avx2")]
    fn half(pattern: &Pattern, first: usize, shift: u32) -> __m256i {
        let mut bytes = [0; 16];
        for (byte, row) in bytes.iter_mut().zip(&pattern.rows[first..]) {
            *byte = (row >> shift) as u8;
        }
        table(bytes)
    }

    /// The entry of each class: classes 0 to 15 in `low`, 16 to 31 in `high`. A shuffle gives 0 where the top bit of the
    /// index is set: adding 112 sets it for classes from 16, subtracting 16 for those below.
    #[target_feature(enable = "avx2")]
    fn look_up(low: __m256i, high: __m256i, classes: __m256i) -> __m256i {
        let in_low = _mm256_shuffle_epi8(low, _mm256_add_epi8(classes, _mm256_set1_epi8(112)));
        let in_high = _mm256_shuffle_epi8(high, _mm256_sub_epi8(classes, _mm256_set1_epi8(16)));
        _mm256_or_si256(in_low, in_high)
    }

    #[target_feature(enable = "avx2")]
    fn not(x: __m256i) -> __m256i {
        _mm256_xor_si256(x, _mm256_set1_epi8(-1))
    }

    #[target_feature(enable = "avx2")]
    pub fn sweep_bytes(rows: &[u8], length: usize, pattern: &Pattern, limit: u8, lanes: &mut Vec<(u32, u8)>) {
        let (low, high) = (half(pattern, 0, 0), half(pattern, 16, 0));
        let last = _mm256_set1_epi8((1u8 << (pattern.len() - 1)) as i8);
        let start = _mm256_set1_epi8(pattern.len() as i8);
        let one = _mm256_set1_epi8(1);
        let most = _mm256_set1_epi8(limit.min(127) as i8);
        for (block, rows) in rows.chunks_exact(LANES * length).enumerate() {
            let zero = _mm256_setzero_si256();
            let (mut up, mut down, mut diagonal, mut before) = (_mm256_set1_epi8(-1), zero, zero, zero);
            let mut edits = start;
            for row in rows.chunks_exact(LANES) {
                let here = look_up(low, high, load(row));
                let missed = _mm256_andnot_si256(diagonal, here);
                let swapped = _mm256_and_si256(_mm256_add_epi8(missed, missed), before);
                let sum = _mm256_xor_si256(_mm256_add_epi8(_mm256_and_si256(here, up), up), up);
                diagonal = _mm256_or_si256(_mm256_or_si256(sum, here), _mm256_or_si256(down, swapped));
                let right = _mm256_or_si256(down, not(_mm256_or_si256(diagonal, up)));
                let left = _mm256_and_si256(diagonal, up);
                let more = _mm256_cmpeq_epi8(_mm256_and_si256(right, last), last);
                let less = _mm256_cmpeq_epi8(_mm256_and_si256(left, last), last);
                edits = _mm256_add_epi8(_mm256_sub_epi8(edits, more), less);
                let right = _mm256_or_si256(_mm256_add_epi8(right, right), one);
                up = _mm256_or_si256(_mm256_add_epi8(left, left), not(_mm256_or_si256(diagonal, right)));
                down = _mm256_and_si256(right, diagonal);
                before = here;
            }
            let far = _mm256_movemask_epi8(_mm256_cmpgt_epi8(edits, most)) as u32;
            if far != u32::MAX {
                let counts = counts(edits);
                take(block, !far, &counts, lanes);
            }
        }
    }

    #[target_feature(enable = "avx2")]
    pub fn sweep_words(rows: &[u8], length: usize, pattern: &Pattern, limit: u8, lanes: &mut Vec<(u32, u8)>) {
        let (low0, high0) = (half(pattern, 0, 0), half(pattern, 16, 0));
        let (low1, high1) = (half(pattern, 0, 8), half(pattern, 16, 8));
        let last = _mm256_set1_epi16((1u16 << (pattern.len() - 1)) as i16);
        let start = _mm256_set1_epi16(pattern.len() as i16);
        let most = _mm256_set1_epi8(limit.min(127) as i8);
        for (block, rows) in rows.chunks_exact(LANES * length).enumerate() {
            let (mut first, mut second) = (Column::new(start), Column::new(start));
            for row in rows.chunks_exact(LANES) {
                let classes = load(row);
                let (lower, upper) = (look_up(low0, high0, classes), look_up(low1, high1, classes));
                first.step(_mm256_unpacklo_epi8(lower, upper), last);
                second.step(_mm256_unpackhi_epi8(lower, upper), last);
            }
            // Unpacking and packing both work within halves of sixteen bytes, so that lanes come back in their order.
            let edits = _mm256_packus_epi16(first.edits, second.edits);
            let far = _mm256_movemask_epi8(_mm256_cmpgt_epi8(edits, most)) as u32;
            if far != u32::MAX {
                let counts = counts(edits);
                take(block, !far, &counts, lanes);
            }
        }
    }

    /// The state of sixteen words.
    struct Column {
        up: __m256i,
        down: __m256i,
        diagonal: __m256i,
        before: __m256i,
        edits: __m256i,
    }

    impl Column {
        #[target_feature(enable = "avx2")]
        fn new(edits: __m256i) -> Column {
            let zero = _mm256_setzero_si256();
            Column { up: _mm256_set1_epi8(-1), down: zero, diagonal: zero, before: zero, edits }
        }

        #[target_feature(enable = "avx2")]
        #[inline]
        fn step(&mut self, here: __m256i, last: __m256i) {
            let missed = _mm256_andnot_si256(self.diagonal, here);
            let swapped = _mm256_and_si256(_mm256_add_epi16(missed, missed), self.before);
            let sum = _mm256_xor_si256(_mm256_add_epi16(_mm256_and_si256(here, self.up), self.up), self.up);
            let diagonal = _mm256_or_si256(_mm256_or_si256(sum, here), _mm256_or_si256(self.down, swapped));
            let right = _mm256_or_si256(self.down, not(_mm256_or_si256(diagonal, self.up)));
            let left = _mm256_and_si256(diagonal, self.up);
            let more = _mm256_cmpeq_epi16(_mm256_and_si256(right, last), last);
            let less = _mm256_cmpeq_epi16(_mm256_and_si256(left, last), last);
            self.edits = _mm256_add_epi16(_mm256_sub_epi16(self.edits, more), less);
            let right = _mm256_or_si256(_mm256_add_epi16(right, right), _mm256_set1_epi16(1));
            self.up = _mm256_or_si256(_mm256_add_epi16(left, left), not(_mm256_or_si256(diagonal, right)));
            self.down = _mm256_and_si256(right, diagonal);
            self.diagonal = diagonal;
            self.before = here;
        }
    }

    #[target_feature(enable = "avx2")]
    fn counts(edits: __m256i) -> [u8; LANES] {
        let quarters = [
            _mm256_extract_epi64::<0>(edits),
            _mm256_extract_epi64::<1>(edits),
            _mm256_extract_epi64::<2>(edits),
            _mm256_extract_epi64::<3>(edits),
        ];
        let mut counts = [0; LANES];
        for (place, quarter) in counts.chunks_exact_mut(8).zip(quarters) {
            place.copy_from_slice(&quarter.to_le_bytes());
        }
        counts
    }

    fn take(block: usize, mut near: u32, counts: &[u8; LANES], lanes: &mut Vec<(u32, u8)>) {
        while near != 0 {
            let lane = near.trailing_zeros() as usize;
            lanes.push(((block * LANES + lane) as u32, counts[lane]));
            near &= near - 1;
        }
    }
}
