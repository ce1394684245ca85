//! From a text to the number under which it is kept: open addressing with numbers alone in it, so that it holds no text,
//! is one flat column, and a removal leaves no trace.

use super::snapshot::{BadSnapshot, Reader, Writer};
use std::io::{self, Read, Write};

/// A hash table of numbers. Who keeps the texts says what the hash of a number is and whether it is the one sought.
#[derive(Default, Clone)]
pub struct Table {
    /// 0 is free, otherwise the number plus one. A power of two of them, at most three in four taken.
    slots: Vec<u32>,
    taken: usize,
}

/// A hash of bytes; the same on every machine. Multiplication and folding, eight bytes at a time.
pub fn hash(bytes: &[u8]) -> u64 {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut state = ODD ^ (bytes.len() as u64).wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
    for chunk in bytes.chunks(8) {
        let mut word = [0u8; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        let product = u128::from(state ^ u64::from_le_bytes(word)) * u128::from(ODD | 1);
        state = (product as u64) ^ ((product >> 64) as u64);
    }
    let product = u128::from(state) * u128::from(0xD6E8_FEB8_6659_FD93u64);
    (product as u64) ^ ((product >> 64) as u64)
}

impl Table {
    /// The number of that hash for which `same` holds.
    pub fn find(&self, hash: u64, same: impl Fn(u32) -> bool) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            match self.slots[at] {
                0 => return None,
                slot if same(slot - 1) => return Some(slot - 1),
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// Puts in a number that is not there.
    pub fn insert(&mut self, hash: u64, number: u32, hash_of: impl Fn(u32) -> u64) {
        if (self.taken + 1) * 4 > self.slots.len() * 3 {
            self.grow(&hash_of);
        }
        self.place(hash, number + 1);
        self.taken += 1;
    }

    /// Takes a number out, if it is there.
    pub fn remove(&mut self, hash: u64, number: u32, hash_of: impl Fn(u32) -> u64) {
        if self.slots.is_empty() {
            return;
        }
        let mask = self.slots.len() - 1;
        let mut hole = hash as usize & mask;
        while self.slots[hole] != number + 1 {
            if self.slots[hole] == 0 {
                return;
            }
            hole = (hole + 1) & mask;
        }
        self.taken -= 1;
        let mut next = (hole + 1) & mask;
        while self.slots[next] != 0 {
            let home = hash_of(self.slots[next] - 1) as usize & mask;
            if next.wrapping_sub(home) & mask >= next.wrapping_sub(hole) & mask {
                self.slots[hole] = self.slots[next];
                hole = next;
            }
            next = (next + 1) & mask;
        }
        self.slots[hole] = 0;
    }

    fn place(&mut self, hash: u64, slot: u32) {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at] != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = slot;
    }

    fn grow(&mut self, hash_of: impl Fn(u32) -> u64) {
        let size = (self.slots.len() * 2).max(16);
        let old = std::mem::replace(&mut self.slots, vec![0; size]);
        for slot in old.into_iter().filter(|slot| *slot != 0) {
            self.place(hash_of(slot - 1), slot);
        }
    }

    /// Bytes of memory taken.
    pub fn bytes(&self) -> usize {
        4 * self.slots.capacity()
    }

    /// How many numbers it holds.
    pub fn len(&self) -> usize {
        self.taken
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.taken == 0
    }

    /// Writes its column.
    pub fn save<W: Write>(&self, to: &mut Writer<W>) -> io::Result<()> {
        to.column(&self.slots)
    }

    /// Reads its column.
    pub fn load<R: Read>(from: &mut Reader<R>) -> Result<Table, BadSnapshot> {
        let slots: Vec<u32> = from.column()?;
        let taken = slots.iter().filter(|slot| **slot != 0).count();
        let whole = slots.is_empty() || (slots.len().is_power_of_two() && taken < slots.len());
        if whole { Ok(Table { slots, taken }) } else { Err(BadSnapshot::Torn) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn it_holds_what_a_set_holds(acts in prop::collection::vec((any::<bool>(), 0u32..60), 0..300)) {
            let key = |number: u32| hash(&(number % 7).to_le_bytes());
            let (mut table, mut set) = (Table::default(), BTreeSet::new());
            for (add, number) in acts {
                if add && set.insert(number) {
                    table.insert(key(number), number, key);
                } else if !add {
                    set.remove(&number);
                    table.remove(key(number), number, key);
                }
            }
            for number in 0..60 {
                prop_assert_eq!(table.find(key(number), |other| other == number).is_some(), set.contains(&number));
            }
            prop_assert_eq!(table.len(), set.len());
        }
    }
}
