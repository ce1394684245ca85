//! An entry read and analysed, before it enters an index: the part of building that many threads can share.

use super::acronym::forms;
use super::forms::Mark;
use super::native::native;
use super::row;
use crate::identifier::key;
use crate::script::{Form, Nature};
use crate::{EntryId, Kind, Profile};
use model::subject::Identifier;

/// Fewest characters of an identifier that are compared.
pub const LEAST_KEY: usize = 5;
/// Longest key of an identifier, in bytes.
pub const LONGEST_KEY: usize = 255;

/// An entry ready to be added.
pub struct Prepared {
    /// Its bytes.
    pub row: Vec<u8>,
    /// The keys of its identifiers, each once.
    pub keys: Vec<String>,
    letters: Vec<u8>,
    readings: Vec<(u8, Mark, u32)>,
    forms: Vec<(u16, u8, u16)>,
}

impl Prepared {
    /// Reads and analyses an entry.
    pub fn new(id: &EntryId, profile: &Profile) -> Prepared {
        let row = row::write(id.as_str(), profile);
        let keys = keys(&profile.identifiers);
        let mut prepared = Prepared { row, keys, letters: Vec::new(), readings: Vec::new(), forms: Vec::new() };
        let nature = nature(profile.kind);
        for (which, name) in profile.names.iter().enumerate().take(row::MAX_MANY) {
            for (number, form) in forms(name.expose(), nature).iter().enumerate() {
                prepared.take(which, number, form);
            }
        }
        prepared
    }

    fn take(&mut self, which: usize, number: usize, form: &Form) {
        let before = self.readings.len();
        for (place, part) in form.parts.iter().enumerate() {
            let native = native(&part.written);
            for reading in part.readings.iter().filter(|reading| !reading.text.is_empty()) {
                let text = &reading.text[..reading.text.len().min(crate::script::MAX_LETTERS)];
                let weight = reading.weight + form.weight;
                self.letters.extend_from_slice(text);
                self.readings.push((text.len() as u8, Mark::new(place, part, weight), native));
            }
        }
        let count = self.readings.len() - before;
        if count > 0 {
            self.forms.push((which as u16, number as u8, count as u16));
        }
    }

    /// Hands out each form: which name, which form of it, and its readings.
    pub fn each_form<'a>(
        &'a self,
        mut take: impl FnMut(usize, usize, &mut dyn Iterator<Item = (&'a [u8], Mark, u32)>),
    ) {
        let mut readings = self.readings.iter();
        let mut letters = self.letters.as_slice();
        for (which, number, count) in &self.forms {
            let mut next = readings.by_ref().take(usize::from(*count)).map(|(length, mark, native)| {
                let (text, rest) = letters.split_at(usize::from(*length));
                letters = rest;
                (text, *mark, *native)
            });
            take(usize::from(*which), usize::from(*number), &mut next);
        }
    }
}

/// The keys of identifiers, each once; those too short to say anything are left out.
pub fn keys(identifiers: &[Identifier]) -> Vec<String> {
    let mut keys: Vec<String> = identifiers.iter().map(|identifier| key(identifier).text).collect();
    keys.retain(|key| (LEAST_KEY..=LONGEST_KEY).contains(&key.len()));
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// What bears the names of such a subject.
pub fn nature(kind: Kind) -> Nature {
    match kind {
        Kind::Person => Nature::Person,
        Kind::Organisation => Nature::Organisation,
        _ => Nature::Thing,
    }
}
