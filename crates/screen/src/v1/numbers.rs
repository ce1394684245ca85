//! Maps whose keys are the index's own numbers. They are given out in order and never come from outside, so that a plain
//! multiplication spreads them well enough, and nobody can aim at a collision.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map from the index's own numbers. Never iterate it into an answer without sorting.
pub type NumberMap<K, V> = HashMap<K, V, BuildHasherDefault<NumberHasher>>;

/// Spreads a number by an odd multiplier (Knuth, TAOCP 3, 6.4: multiplicative hashing).
#[derive(Default)]
pub struct NumberHasher(u64);

impl Hasher for NumberHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u32(u32::from(*byte)));
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(26);
    }
}
