//! The replay window of a channel: the highest number seen and which of the 1,024 below it.

/// How many numbers below the highest are remembered one by one.
pub const WIDTH: u64 = 1024;

/// What was seen on one channel. Numbers below the window count as seen: the unique inbox row decides about those.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    next: u64,
    bits: [u64; (WIDTH / 64) as usize],
}

/// What a number is to a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// First time, in order.
    New,
    /// First time, and numbers before it are missing: `missing` of them.
    Gap {
        /// How many numbers were passed over.
        missing: u64,
    },
    /// First time, later than others with higher numbers.
    Late,
    /// Seen before, or too old to tell.
    Before,
}

impl Window {
    /// Reads what the store keeps; an empty or damaged state counts as a channel on which nothing was seen below `next`.
    pub fn from_parts(next: u64, bytes: &[u8]) -> Window {
        let mut bits = [0; (WIDTH / 64) as usize];
        for (word, chunk) in bits.iter_mut().zip(bytes.chunks_exact(8)) {
            *word = u64::from_be_bytes(chunk.try_into().unwrap_or_default());
        }
        Window { next: next.max(1), bits }
    }

    /// What the store keeps.
    pub fn to_parts(&self) -> (u64, Vec<u8>) {
        (self.next, self.bits.iter().flat_map(|word| word.to_be_bytes()).collect())
    }

    /// Notes a number and says what it is.
    pub fn note(&mut self, number: u64) -> Seen {
        if number == 0 || number == u64::MAX {
            return Seen::Before;
        }
        if number >= self.next {
            let missing = number - self.next;
            for gone in self.next..=number.min(self.next.saturating_add(WIDTH)) {
                self.set(gone, false);
            }
            self.set(number, true);
            self.next = number + 1;
            return if missing == 0 { Seen::New } else { Seen::Gap { missing } };
        }
        if self.next - number > WIDTH || self.get(number) {
            return Seen::Before;
        }
        self.set(number, true);
        Seen::Late
    }

    /// Whether a number was seen for certain: one that fell out of the window was not.
    pub fn holds(&self, number: u64) -> bool {
        number > 0 && number < self.next && self.next - number <= WIDTH && self.get(number)
    }

    fn get(&self, number: u64) -> bool {
        let bit = number % WIDTH;
        self.bits[(bit / 64) as usize] >> (bit % 64) & 1 == 1
    }

    fn set(&mut self, number: u64, seen: bool) {
        let bit = number % WIDTH;
        let word = &mut self.bits[(bit / 64) as usize];
        *word = *word & !(1 << (bit % 64)) | u64::from(seen) << (bit % 64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn order_gap_late_and_replay_are_told_apart() {
        let mut window = Window::from_parts(1, &[]);
        assert_eq!(window.note(1), Seen::New);
        assert_eq!(window.note(4), Seen::Gap { missing: 2 });
        assert_eq!(window.note(2), Seen::Late);
        assert_eq!(window.note(2), Seen::Before);
        assert_eq!(window.note(4), Seen::Before);
        assert_eq!(window.note(0), Seen::Before);
    }

    proptest! {
        #[test]
        fn no_number_is_ever_new_twice(numbers in proptest::collection::vec(1u64..5_000, 1..400)) {
            let mut window = Window::from_parts(1, &[]);
            let mut taken = BTreeSet::new();
            for number in numbers {
                if window.note(number) != Seen::Before {
                    prop_assert!(taken.insert(number));
                }
                let (next, bytes) = window.to_parts();
                prop_assert_eq!(&Window::from_parts(next, &bytes), &window);
            }
        }
    }
}
