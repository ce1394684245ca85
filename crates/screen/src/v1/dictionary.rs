//! Distinct texts, each once: found by spelling, swept by likeness, and each with a list of those that have it.

use super::postings::Postings;
use super::snapshot::{BadSnapshot, Reader, Writer};
use super::sweep::{Near, Pattern, Shelves, near};
use super::table::{Table, hash};
use super::texts::Texts;
use std::io::{self, Read, Write};

/// Distinct texts of 1 to 255 bytes. Those of up to 64 bytes can be swept.
#[derive(Default, Clone)]
pub struct Dictionary {
    /// The texts.
    pub texts: Texts,
    table: Table,
    shelves: Shelves,
    /// The place of each text on its shelf.
    places: Vec<u32>,
    /// Who has a text.
    pub holders: Postings,
}

impl Dictionary {
    /// The number of a text, if it is there.
    pub fn find(&self, text: &[u8]) -> Option<u32> {
        self.table.find(hash(text), |number| self.texts.get(number) == text)
    }

    /// The number of a text, new or known; and whether it is new. Texts are cut at 255 bytes.
    pub fn intern(&mut self, text: &[u8]) -> (u32, bool) {
        let text = &text[..text.len().min(255)];
        if let Some(number) = self.find(text) {
            return (number, false);
        }
        let number = self.texts.add(text);
        let texts = &self.texts;
        self.table.insert(hash(text), number, |other| hash(texts.get(other)));
        let place = self.shelves.add(text, number).unwrap_or(u32::MAX);
        if self.places.len() <= number as usize {
            self.places.resize(number as usize + 1, u32::MAX);
        }
        self.places[number as usize] = place;
        (number, true)
    }

    /// Takes a text out and overwrites it. Nobody may have it any more.
    pub fn discard(&mut self, number: u32) {
        let text = self.texts.get(number);
        let (key, length) = (hash(text), text.len());
        let texts = &self.texts;
        self.table.remove(key, number, |other| hash(texts.get(other)));
        let place = std::mem::replace(&mut self.places[number as usize], u32::MAX);
        if place != u32::MAX
            && let Some(moved) = self.shelves.remove(length, place)
        {
            self.places[moved as usize] = place;
        }
        self.texts.remove(number);
    }

    /// Every text within `limit(its length)` edits by class, in an order that means nothing.
    pub fn near(&self, pattern: &Pattern, limit: impl Fn(usize) -> usize, found: &mut Vec<Near>) {
        near(&self.shelves, pattern, limit, found);
    }

    /// The shelves, for measuring the sweep alone.
    pub fn shelves(&self) -> &Shelves {
        &self.shelves
    }

    /// Bytes of memory taken.
    pub fn bytes(&self) -> usize {
        let texts = self.texts.bytes() + self.table.bytes() + 4 * self.places.capacity();
        texts + self.shelves.bytes() + self.holders.bytes()
    }

    /// Writes its columns.
    pub fn save<W: Write>(&self, to: &mut Writer<W>) -> io::Result<()> {
        self.texts.save(to)?;
        self.table.save(to)?;
        self.shelves.save(to)?;
        to.column(&self.places)?;
        self.holders.save(to)
    }

    /// Reads its columns.
    pub fn load<R: Read>(from: &mut Reader<R>) -> Result<Dictionary, BadSnapshot> {
        let (texts, table) = (Texts::load(from)?, Table::load(from)?);
        let (shelves, places, holders) = (Shelves::load(from)?, from.column()?, Postings::load(from)?);
        Ok(Dictionary { texts, table, shelves, places, holders })
    }

    /// Every byte of text that the structure holds, free places included. For the erasure test.
    #[cfg(test)]
    pub fn residue(&self, into: &mut Vec<u8>) {
        into.extend_from_slice(self.texts.residue());
        for (length, shelf) in self.shelves.by_length() {
            for (place, _) in shelf.numbers.iter().enumerate() {
                let block = &shelf.rows[place / 32 * 32 * length..][..32 * length];
                into.push(b'\n');
                into.extend(
                    block.chunks_exact(32).map(|row| b"abcdefghijklmnopqrstuvwxyz01234~"[usize::from(row[place % 32])]),
                );
            }
        }
        into.push(b'\n');
    }
}
