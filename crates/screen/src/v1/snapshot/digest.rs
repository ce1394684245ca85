//! A digest that finds damage: fast, and no protection against intent.

/// The state of a digest.
#[derive(Debug, Clone)]
pub struct Digest {
    lanes: [u64; 4],
}

const ODD: [u64; 4] = [0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F, 0xD6E8_FEB8_6659_FD93, 0xA076_1D64_78BD_642F];

impl Digest {
    /// A digest of nothing yet.
    pub fn new() -> Digest {
        Digest { lanes: ODD }
    }

    /// Adds bytes. How they are cut into calls matters, so that both sides must cut alike.
    pub fn add(&mut self, bytes: &[u8]) {
        let mut blocks = bytes.chunks_exact(32);
        for block in &mut blocks {
            self.block(block);
        }
        let rest = blocks.remainder();
        let mut last = [0u8; 32];
        last[..rest.len()].copy_from_slice(rest);
        self.block(&last);
        self.lanes[0] = fold(self.lanes[0] ^ bytes.len() as u64, ODD[1]);
    }

    fn block(&mut self, block: &[u8]) {
        for ((lane, eight), odd) in self.lanes.iter_mut().zip(block.chunks_exact(8)).zip(ODD) {
            let word = eight.first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight));
            // An addition keeps the lane apart from one that a word of chance turned to nothing.
            *lane = fold(*lane ^ word, odd).wrapping_add(word.rotate_left(32));
        }
    }

    /// The digest of all that was added.
    pub fn value(&self) -> [u8; 16] {
        let [a, b, c, d] = self.lanes;
        let (first, second) = (fold(a ^ c.rotate_left(17), b | 1), fold(b ^ d.rotate_left(29), c | 1));
        let both = [(first ^ d).to_le_bytes(), (second ^ a.rotate_left(41)).to_le_bytes()];
        let mut value = [0; 16];
        value.copy_from_slice(both.as_flattened());
        value
    }
}

impl Default for Digest {
    fn default() -> Digest {
        Digest::new()
    }
}

fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}
