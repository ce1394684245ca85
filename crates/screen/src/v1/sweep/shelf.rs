//! Words by length, each length in blocks of thirty-two words written row by row: first the first letters of all, then
//! the second ones. So one load gives the next letter of thirty-two words.

use super::class;
use crate::v1::snapshot::{BadSnapshot, Reader, Writer};
use std::io::{self, Read, Write};

/// Words of a block.
pub const LANES: usize = 32;
/// Longest text that is shelved.
pub const MAX_TEXT: usize = 64;

/// The words of one length.
#[derive(Default, Clone)]
pub struct Shelf {
    /// Block after block; of each, row after row of [`LANES`] classes.
    pub rows: Vec<u8>,
    /// The number of each word, in the order of the lanes.
    pub numbers: Vec<u32>,
}

/// The words of every length from 1 to [`MAX_TEXT`].
#[derive(Clone)]
pub struct Shelves(Vec<Shelf>);

impl Default for Shelves {
    fn default() -> Shelves {
        Shelves(vec![Shelf::default(); MAX_TEXT])
    }
}

impl Shelves {
    /// Puts a text of 1 to [`MAX_TEXT`] bytes on its shelf. Returns its place there; none for any other length.
    pub fn add(&mut self, text: &[u8], number: u32) -> Option<u32> {
        let shelf = self.0.get_mut(text.len().checked_sub(1)?)?;
        let place = shelf.numbers.len();
        if place.is_multiple_of(LANES) {
            shelf.rows.resize(shelf.rows.len() + LANES * text.len(), 0);
        }
        shelf.numbers.push(number);
        write(&mut shelf.rows, text.len(), place, text.iter().map(|byte| class(*byte)));
        Some(place as u32)
    }

    /// Takes the text at a place away; the last of its length moves there. Returns the number of the one that moved.
    pub fn remove(&mut self, length: usize, place: u32) -> Option<u32> {
        let shelf = self.0.get_mut(length.checked_sub(1)?)?;
        let (place, last) = (place as usize, shelf.numbers.len().checked_sub(1)?);
        let classes: Vec<u8> = (0..length).map(|row| shelf.rows[at(length, last, row)]).collect();
        write(&mut shelf.rows, length, place, classes.into_iter());
        write(&mut shelf.rows, length, last, std::iter::repeat_n(0, length));
        shelf.numbers.swap_remove(place);
        if last.is_multiple_of(LANES) {
            shelf.rows.truncate(last / LANES * LANES * length);
        }
        (place != last).then(|| shelf.numbers[place])
    }

    /// Every shelf with the length of its words.
    pub fn by_length(&self) -> impl Iterator<Item = (usize, &Shelf)> {
        (1..).zip(&self.0)
    }

    /// The numbers of the texts, of `least` letters or more, that begin with `text` or with which it begins, by class; not
    /// those of its own length. In an order that means nothing.
    pub fn openings(&self, text: &[u8], least: usize, found: &mut Vec<u32>) {
        for (length, shelf) in self.by_length() {
            let rows = length.min(text.len());
            if rows < least || length == text.len() || shelf.numbers.is_empty() {
                continue;
            }
            for (block, letters) in shelf.rows.chunks_exact(LANES * length).enumerate() {
                let mut equal = [1u8; LANES];
                for (row, byte) in letters.chunks_exact(LANES).zip(&text[..rows]) {
                    let sought = class(*byte);
                    equal.iter_mut().zip(row).for_each(|(equal, class)| *equal &= u8::from(*class == sought));
                    if equal == [0; LANES] {
                        break;
                    }
                }
                let lanes =
                    equal.iter().enumerate().filter(|(_, equal)| **equal != 0).map(|(lane, _)| block * LANES + lane);
                found.extend(lanes.filter_map(|place| shelf.numbers.get(place).copied()));
            }
        }
    }

    /// Bytes of memory taken.
    pub fn bytes(&self) -> usize {
        self.0.iter().map(|shelf| shelf.rows.capacity() + 4 * shelf.numbers.capacity()).sum()
    }

    /// Writes its columns.
    pub fn save<W: Write>(&self, to: &mut Writer<W>) -> io::Result<()> {
        self.0.iter().try_for_each(|shelf| {
            to.column(&shelf.rows)?;
            to.column(&shelf.numbers)
        })
    }

    /// Reads its columns.
    pub fn load<R: Read>(from: &mut Reader<R>) -> Result<Shelves, BadSnapshot> {
        let one = |length: usize| {
            let (rows, numbers): (Vec<u8>, Vec<u32>) = (from.column()?, from.column()?);
            let whole = rows.len() == numbers.len().div_ceil(LANES) * LANES * length;
            if whole { Ok(Shelf { rows, numbers }) } else { Err(BadSnapshot::Torn) }
        };
        (1..=MAX_TEXT).map(one).collect::<Result<Vec<Shelf>, _>>().map(Shelves)
    }
}

fn at(length: usize, place: usize, row: usize) -> usize {
    (place / LANES * length + row) * LANES + place % LANES
}

fn write(rows: &mut [u8], length: usize, place: usize, classes: impl Iterator<Item = u8>) {
    for (row, class) in classes.enumerate() {
        rows[at(length, place, row)] = class;
    }
}
