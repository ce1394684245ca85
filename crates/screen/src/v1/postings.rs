//! Lists of numbers, one for each number: which names have a word, which entries have an identifier. All lists lie in one
//! column; a list of one lies in its head, since most words are rare.

use super::snapshot::{BadSnapshot, Reader, Writer};
use std::io::{self, Read, Write};

/// Lists by number. The order within a list means nothing.
#[derive(Default, Clone)]
pub struct Postings {
    /// Where the list lies in `arena`; for a list of one, its member.
    heads: Vec<u32>,
    /// How long the list is.
    counts: Vec<u32>,
    arena: Vec<u32>,
    /// Free places in `arena`, by the binary logarithm of their size.
    free: Vec<Vec<u32>>,
}

impl Postings {
    /// The list of a number; empty for one that has none.
    pub fn of(&self, number: u32) -> &[u32] {
        let at = number as usize;
        match self.counts.get(at).copied().unwrap_or(0) as usize {
            0 => &[],
            1 => std::slice::from_ref(&self.heads[at]),
            count => &self.arena[self.heads[at] as usize..][..count],
        }
    }

    /// How long the list of a number is.
    pub fn count(&self, number: u32) -> usize {
        self.counts.get(number as usize).copied().unwrap_or(0) as usize
    }

    /// Adds a member to the list of a number.
    pub fn add(&mut self, number: u32, member: u32) {
        let at = number as usize;
        if self.counts.len() <= at {
            self.counts.resize(at + 1, 0);
            self.heads.resize(at + 1, 0);
        }
        let count = self.counts[at] as usize;
        if count == 0 {
            self.heads[at] = member;
        } else if count.is_power_of_two() {
            let grown = self.take_place((2 * count).trailing_zeros() as usize);
            if count == 1 {
                self.arena[grown] = self.heads[at];
            } else {
                let old = self.heads[at] as usize;
                self.arena.copy_within(old..old + count, grown);
                self.give_back(old, count);
            }
            self.arena[grown + count] = member;
            self.heads[at] = grown as u32;
        } else {
            self.arena[self.heads[at] as usize + count] = member;
        }
        self.counts[at] += 1;
    }

    /// Takes a member out of the list of a number; the places it leaves are overwritten.
    pub fn remove(&mut self, number: u32, member: u32) {
        let at = number as usize;
        let count = self.count(number);
        let Some(place) = self.of(number).iter().position(|other| *other == member) else { return };
        self.counts[at] -= 1;
        if count == 1 {
            self.heads[at] = 0;
            return;
        }
        let start = self.heads[at] as usize;
        self.arena[start + place] = self.arena[start + count - 1];
        self.arena[start + count - 1] = 0;
        let left = count - 1;
        if left.is_power_of_two() {
            if left == 1 {
                self.heads[at] = self.arena[start];
            } else {
                let shrunk = self.take_place(left.trailing_zeros() as usize);
                self.arena.copy_within(start..start + left, shrunk);
                self.heads[at] = shrunk as u32;
            }
            self.give_back(start, 2 * left);
        }
    }

    fn take_place(&mut self, size_log: usize) -> usize {
        if let Some(at) = self.free.get_mut(size_log).and_then(Vec::pop) {
            return at as usize;
        }
        let at = self.arena.len();
        self.arena.resize(at + (1 << size_log), 0);
        at
    }

    fn give_back(&mut self, at: usize, size: usize) {
        self.arena[at..at + size].fill(0);
        let size_log = size.trailing_zeros() as usize;
        if self.free.len() <= size_log {
            self.free.resize_with(size_log + 1, Vec::new);
        }
        self.free[size_log].push(at as u32);
    }

    /// Writes its columns.
    pub fn save<W: Write>(&self, to: &mut Writer<W>) -> io::Result<()> {
        to.column(&self.heads)?;
        to.column(&self.counts)?;
        to.column(&self.arena)
    }

    /// Reads its columns, with every list inside them. Free places are not used again.
    pub fn load<R: Read>(from: &mut Reader<R>) -> Result<Postings, BadSnapshot> {
        let (heads, counts, arena): (Vec<u32>, Vec<u32>, Vec<u32>) = (from.column()?, from.column()?, from.column()?);
        let inside = |(head, count): (&u32, &u32)| *count < 2 || *head as usize + *count as usize <= arena.len();
        if heads.len() != counts.len() || !heads.iter().zip(&counts).all(inside) {
            return Err(BadSnapshot::Torn);
        }
        Ok(Postings { heads, counts, arena, free: Vec::new() })
    }

    /// Bytes of memory taken.
    pub fn bytes(&self) -> usize {
        4 * (self.heads.capacity() + self.counts.capacity() + self.arena.capacity())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    proptest! {
        #[test]
        fn they_hold_what_sets_hold(acts in prop::collection::vec((0u8..3, 0u32..4, 1u32..40), 0..400)) {
            let (mut lists, mut sets) = (Postings::default(), BTreeMap::<u32, BTreeSet<u32>>::new());
            for (act, list, member) in acts {
                let set = sets.entry(list).or_default();
                if act > 0 && set.insert(member) {
                    lists.add(list, member);
                } else if act == 0 && set.remove(&member) {
                    lists.remove(list, member);
                }
                for (list, set) in &sets {
                    prop_assert_eq!(&lists.of(*list).iter().copied().collect::<BTreeSet<_>>(), set);
                }
            }
            for (list, set) in sets {
                for member in set {
                    lists.remove(list, member);
                }
            }
            prop_assert!(lists.arena.iter().chain(&lists.heads).all(|place| *place == 0), "nothing is left");
        }
    }
}
