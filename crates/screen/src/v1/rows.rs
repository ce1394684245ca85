//! Entries by number: their bytes in one column, found again by the caller's id. What is taken out is overwritten, and when
//! more than half of the column is free, it is packed.

use super::row::Row;
use super::snapshot::{BadSnapshot, Reader, Writer};
use super::table::{Table, hash};
use std::io::{self, Read, Write};

/// Entries by number.
#[derive(Default, Clone)]
pub struct Rows {
    starts: Vec<u32>,
    /// 0 is a free number.
    lengths: Vec<u32>,
    bytes: Vec<u8>,
    free: Vec<u32>,
    by_id: Table,
    wasted: usize,
}

impl Rows {
    /// The entry of a number; one of nothing if the number is free.
    pub fn get(&self, number: u32) -> Row<'_> {
        let at = number as usize;
        match (self.starts.get(at), self.lengths.get(at)) {
            (Some(start), Some(length)) => Row::new(&self.bytes[*start as usize..][..*length as usize]),
            _ => Row::new(&[]),
        }
    }

    /// The number of the entry with this id.
    pub fn find(&self, id: &str) -> Option<u32> {
        self.by_id.find(hash(id.as_bytes()), |number| self.get(number).id() == id)
    }

    /// Keeps an entry whose id is not there yet. None if the column is full (4 GiB).
    pub fn add(&mut self, row: &[u8]) -> Option<u32> {
        let start = u32::try_from(self.bytes.len()).ok()?;
        u32::try_from(self.bytes.len() + row.len()).ok()?;
        self.bytes.extend_from_slice(row);
        let number = self.free.pop().unwrap_or_else(|| {
            self.starts.push(0);
            self.lengths.push(0);
            (self.starts.len() - 1) as u32
        });
        self.starts[number as usize] = start;
        self.lengths[number as usize] = row.len() as u32;
        let key = hash(Row::new(row).id().as_bytes());
        let (starts, lengths, bytes) = (&self.starts, &self.lengths, &self.bytes);
        self.by_id.insert(key, number, |other| key_of(starts, lengths, bytes, other));
        Some(number)
    }

    /// Takes an entry out and overwrites it.
    pub fn remove(&mut self, number: u32) {
        let at = number as usize;
        let key = hash(self.get(number).id().as_bytes());
        let (starts, lengths, bytes) = (&self.starts, &self.lengths, &self.bytes);
        self.by_id.remove(key, number, |other| key_of(starts, lengths, bytes, other));
        let (start, length) = (self.starts[at] as usize, self.lengths[at] as usize);
        self.bytes[start..start + length].fill(0);
        (self.starts[at], self.lengths[at]) = (0, 0);
        self.free.push(number);
        self.wasted += length;
        if self.wasted > 4_096 && self.wasted * 2 > self.bytes.len() {
            self.pack();
        }
    }

    fn pack(&mut self) {
        let mut order: Vec<u32> = (0..self.starts.len() as u32).filter(|at| self.lengths[*at as usize] > 0).collect();
        order.sort_unstable_by_key(|at| self.starts[*at as usize]);
        let mut end = 0;
        for at in order {
            let (start, length) = (self.starts[at as usize] as usize, self.lengths[at as usize] as usize);
            self.bytes.copy_within(start..start + length, end);
            self.starts[at as usize] = end as u32;
            end += length;
        }
        self.bytes[end..].fill(0);
        self.bytes.truncate(end);
        self.wasted = 0;
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.starts.len() - self.free.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every number that is not free.
    pub fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        (0u32..).zip(&self.lengths).filter(|(_, length)| **length > 0).map(|(number, _)| number)
    }

    /// Bytes of memory taken.
    pub fn bytes(&self) -> usize {
        8 * self.starts.capacity() + self.bytes.capacity() + self.by_id.bytes()
    }

    /// Writes its columns.
    pub fn save<W: Write>(&self, to: &mut Writer<W>) -> io::Result<()> {
        to.column(&self.starts)?;
        to.column(&self.lengths)?;
        to.column(&self.bytes)?;
        self.by_id.save(to)
    }

    /// Reads its columns, with every entry inside them.
    pub fn load<R: Read>(from: &mut Reader<R>) -> Result<Rows, BadSnapshot> {
        let (starts, lengths, bytes): (Vec<u32>, Vec<u32>, Vec<u8>) = (from.column()?, from.column()?, from.column()?);
        let by_id = Table::load(from)?;
        let inside = |(start, length): (&u32, &u32)| *start as usize + *length as usize <= bytes.len();
        if starts.len() != lengths.len() || !starts.iter().zip(&lengths).all(inside) {
            return Err(BadSnapshot::Torn);
        }
        let free: Vec<u32> =
            (0u32..).zip(&lengths).filter(|(_, length)| **length == 0).map(|(number, _)| number).collect();
        let wasted = bytes.len() - lengths.iter().map(|length| *length as usize).sum::<usize>().min(bytes.len());
        Ok(Rows { starts, lengths, bytes, free, by_id, wasted })
    }

    /// Every byte of text that the structure holds, free places included. For the erasure test.
    #[cfg(test)]
    pub fn residue(&self, into: &mut Vec<u8>) {
        into.extend_from_slice(&self.bytes);
    }
}

fn key_of(starts: &[u32], lengths: &[u32], bytes: &[u8], number: u32) -> u64 {
    let at = number as usize;
    hash(Row::new(&bytes[starts[at] as usize..][..lengths[at] as usize]).id().as_bytes())
}
