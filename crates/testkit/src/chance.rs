//! Seeded chance: the only source of what is random in a simulation.

use model::Chance;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A stream that a seed and a name determine.
pub struct SeededChance(ChaCha12Rng);

impl SeededChance {
    /// The stream `name` of `seed`; streams of different names are independent.
    pub fn new(seed: u64, name: &str) -> SeededChance {
        let digest = seal::digest::sha256(&[&seed.to_be_bytes(), name.as_bytes()]);
        SeededChance(ChaCha12Rng::from_seed(digest.0))
    }

    /// A number from 0 to `below` - 1; 0 if `below` is 0.
    pub fn below(&mut self, below: u64) -> u64 {
        if below == 0 { 0 } else { self.0.next_u64() % below }
    }

    /// A number from `least` to `most`.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        least + self.below((most - least).max(0) as u64 + 1) as i64
    }

    /// True in `in_thousand` of 1,000 cases.
    pub fn happens(&mut self, in_thousand: u64) -> bool {
        self.below(1_000) < in_thousand
    }
}

impl Chance for SeededChance {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0.fill_bytes(bytes);
    }
}
