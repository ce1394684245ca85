//! Short texts by number, in one column. A text that is taken out is overwritten, and its place is used again.

use super::snapshot::{BadSnapshot, Reader, Writer};
use std::io::{self, Read, Write};

/// Texts of 1 to 255 bytes by number.
#[derive(Default, Clone)]
pub struct Texts {
    starts: Vec<u32>,
    /// 0 is a free number.
    lengths: Vec<u8>,
    bytes: Vec<u8>,
    free_numbers: Vec<u32>,
    /// Free places by length.
    free_places: Vec<Vec<u32>>,
}

impl Texts {
    /// The text of a number; empty for one that is free.
    pub fn get(&self, number: u32) -> &[u8] {
        let at = number as usize;
        match (self.starts.get(at), self.lengths.get(at)) {
            (Some(start), Some(length)) => &self.bytes[*start as usize..][..usize::from(*length)],
            _ => &[],
        }
    }

    /// Keeps a text, cut at 255 bytes, under a number of its own.
    pub fn add(&mut self, text: &[u8]) -> u32 {
        let text = &text[..text.len().min(255)];
        let start = match self.free_places.get_mut(text.len()).and_then(Vec::pop) {
            Some(start) => {
                self.bytes[start as usize..][..text.len()].copy_from_slice(text);
                start
            }
            None => {
                self.bytes.extend_from_slice(text);
                (self.bytes.len() - text.len()) as u32
            }
        };
        let number = self.free_numbers.pop().unwrap_or_else(|| {
            self.starts.push(0);
            self.lengths.push(0);
            (self.starts.len() - 1) as u32
        });
        self.starts[number as usize] = start;
        self.lengths[number as usize] = text.len() as u8;
        number
    }

    /// Takes a text out and overwrites it.
    pub fn remove(&mut self, number: u32) {
        let at = number as usize;
        let (start, length) = (self.starts[at], usize::from(self.lengths[at]));
        self.bytes[start as usize..][..length].fill(0);
        if self.free_places.len() <= length {
            self.free_places.resize_with(length + 1, Vec::new);
        }
        self.free_places[length].push(start);
        self.starts[at] = 0;
        self.lengths[at] = 0;
        self.free_numbers.push(number);
    }

    /// How many numbers were given out, free ones included.
    pub fn numbers(&self) -> usize {
        self.starts.len()
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.starts.len() - self.free_numbers.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of memory taken.
    pub fn bytes(&self) -> usize {
        5 * self.starts.capacity() + self.bytes.capacity()
    }

    /// Every byte, free places included. For the erasure test.
    #[cfg(test)]
    pub fn residue(&self) -> &[u8] {
        &self.bytes
    }

    /// Writes its columns.
    pub fn save<W: Write>(&self, to: &mut Writer<W>) -> io::Result<()> {
        to.column(&self.starts)?;
        to.column(&self.lengths)?;
        to.column(&self.bytes)
    }

    /// Reads its columns. Free numbers are found again; free places are not used again.
    pub fn load<R: Read>(from: &mut Reader<R>) -> Result<Texts, BadSnapshot> {
        let (starts, lengths, bytes): (Vec<u32>, Vec<u8>, Vec<u8>) = (from.column()?, from.column()?, from.column()?);
        let inside = |(start, length): (&u32, &u8)| *start as usize + usize::from(*length) <= bytes.len();
        if starts.len() != lengths.len() || !starts.iter().zip(&lengths).all(inside) {
            return Err(BadSnapshot::Torn);
        }
        let free_numbers = (0u32..).zip(&lengths).filter(|(_, length)| **length == 0).map(|(number, _)| number);
        let free_numbers = free_numbers.collect();
        Ok(Texts { starts, lengths, bytes, free_numbers, free_places: Vec::new() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_was_taken_out_is_nowhere() {
        let mut texts = Texts::default();
        let (a, b) = (texts.add(b"canary"), texts.add(b"other"));
        texts.remove(a);
        assert!(!texts.bytes.windows(3).any(|three| three == b"can"));
        assert_eq!((texts.get(b), texts.get(a), texts.len()), (b"other".as_slice(), b"".as_slice(), 1));
        assert_eq!(texts.add(b"sparro"), a);
        assert_eq!(texts.bytes.len(), 11);
    }
}
