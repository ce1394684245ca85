//! What an index holds: entries, the forms of their names as numbers of words, and for each word the forms that have it.
//! Adding and taking out keep every count exact; taking out overwrites what no other entry has.

use super::birth;
use super::dictionary::Dictionary;
use super::forms::{Forms, Held, Mark};
use super::frequent::background;
use super::postings::Postings;
use super::prepared::{Prepared, keys};
use super::rarity::rarity;
use super::row::Row;
use super::rows::Rows;
use super::snapshot::{BadSnapshot, Reader, Writer};
use crate::LogOdds;
use crate::script::{Role, skeleton};
use model::State;
use std::collections::BTreeMap;
use std::io::{self, Read, Write};

/// What is known of each word beside its text, in columns.
#[derive(Default, Clone)]
pub struct WordUses {
    /// Its skeleton, plus one; 0 for none.
    pub skeletons: Vec<u32>,
    /// How many of ten thousand names have it anywhere.
    pub backgrounds: Vec<u16>,
    /// How many readings it is.
    pub references: Vec<u32>,
    /// How many of these are in a script that leaves vowels out.
    pub abjad: Vec<u32>,
    /// How many entries have it as a part that is no minor one.
    pub entries: Vec<u32>,
}

/// All that an index holds.
#[derive(Default, Clone)]
pub struct Holdings {
    /// Distinct words; a word is held by forms.
    pub words: Dictionary,
    /// Use of each word.
    pub uses: WordUses,
    /// Distinct skeletons; a skeleton is held by words.
    pub skeletons: Dictionary,
    /// Forms of names.
    pub forms: Forms,
    /// Entries.
    pub rows: Rows,
    /// The forms of each entry.
    pub forms_of: Postings,
    /// The forms that have an initial, by the first letter of its readings.
    pub initials: Postings,
    /// Keys of identifiers; a key is held by entries.
    pub identifiers: Dictionary,
    /// How many entries have a State.
    pub states: BTreeMap<State, usize>,
    /// How many entries have any State.
    pub with_state: usize,
}

impl Holdings {
    /// Adds an entry whose id is not there yet. Returns whether there was room for it (4 GiB of rows).
    pub fn add(&mut self, prepared: &Prepared) -> bool {
        let Some(entry) = self.rows.add(&prepared.row) else { return false };
        let mut own: Vec<u32> = Vec::new();
        let mut held: Vec<Held> = Vec::new();
        let row = Row::new(&prepared.row);
        let year = if row.kind().may_be_person() { birth::year(row.births()) } else { 0 };
        prepared.each_form(|which, form, readings| {
            held.clear();
            for (text, mark, native) in readings {
                let word = self.use_word(text, mark);
                held.push(Held { word, mark, native });
            }
            let number = self.forms.add(entry, (which, form, year), &held);
            self.forms_of.add(entry, number);
            initials(&self.words, &held).iter().for_each(|letter| self.initials.add((*letter).into(), number));
            for (at, one) in held.iter().enumerate().filter(|(_, one)| !one.mark.role().is_minor()) {
                if !tells(&held[..at], one.word) {
                    self.words.holders.add(one.word, number);
                    own.push(one.word);
                }
            }
        });
        own.sort_unstable();
        own.dedup();
        own.iter().for_each(|word| self.uses.entries[*word as usize] += 1);
        for key in &prepared.keys {
            let (number, _) = self.identifiers.intern(key.as_bytes());
            self.identifiers.holders.add(number, entry);
        }
        let mut any = false;
        for state in self.rows.get(entry).states() {
            *self.states.entry(state).or_default() += 1;
            any = true;
        }
        self.with_state += usize::from(any);
        true
    }

    fn use_word(&mut self, text: &[u8], mark: Mark) -> u32 {
        let (word, new) = self.words.intern(text);
        let at = word as usize;
        if new {
            let bones = skeleton(text);
            let skeleton = if bones.is_empty() { 0 } else { self.skeletons.intern(&bones).0 + 1 };
            if skeleton > 0 {
                self.skeletons.holders.add(skeleton - 1, word);
            }
            self.uses.put(at, skeleton, background(text));
        }
        self.uses.references[at] += 1;
        self.uses.abjad[at] += u32::from(mark.abjad());
        word
    }

    /// Takes the entry of an id out. Returns whether it was there.
    pub fn take_out(&mut self, id: &str) -> bool {
        let Some(entry) = self.rows.find(id) else { return false };
        let mut own: Vec<u32> = Vec::new();
        let mut gone: Vec<Held> = Vec::new();
        for form in self.forms_of.of(entry).to_vec() {
            let held: Vec<Held> = self.forms.held(form).collect();
            for (at, one) in held.iter().enumerate().filter(|(_, one)| !one.mark.role().is_minor()) {
                if !tells(&held[..at], one.word) {
                    self.words.holders.remove(one.word, form);
                    own.push(one.word);
                }
            }
            initials(&self.words, &held).iter().for_each(|letter| self.initials.remove((*letter).into(), form));
            self.forms.remove(form);
            self.forms_of.remove(entry, form);
            gone.extend(held);
        }
        own.sort_unstable();
        own.dedup();
        own.iter().for_each(|word| self.uses.entries[*word as usize] -= 1);
        gone.iter().for_each(|one| self.release_word(*one));
        for key in keys(&self.rows.get(entry).identifiers()) {
            if let Some(number) = self.identifiers.find(key.as_bytes()) {
                self.identifiers.holders.remove(number, entry);
                if self.identifiers.holders.count(number) == 0 {
                    self.identifiers.discard(number);
                }
            }
        }
        let states: Vec<State> = self.rows.get(entry).states().collect();
        self.with_state -= usize::from(!states.is_empty());
        for state in states {
            if let Some(count) = self.states.get_mut(&state) {
                *count -= 1;
            }
        }
        self.states.retain(|_, count| *count > 0);
        self.rows.remove(entry);
        true
    }

    fn release_word(&mut self, held: Held) {
        let at = held.word as usize;
        self.uses.references[at] -= 1;
        self.uses.abjad[at] -= u32::from(held.mark.abjad());
        if self.uses.references[at] == 0 {
            if let Some(skeleton) = self.uses.skeletons[at].checked_sub(1) {
                self.skeletons.holders.remove(skeleton, held.word);
                if self.skeletons.holders.count(skeleton) == 0 {
                    self.skeletons.discard(skeleton);
                }
            }
            self.uses.put(at, 0, 0);
            self.words.discard(held.word);
        }
    }

    /// How many entries have a word, in 65,536ths, those of the background included.
    pub fn frequency(&self, word: u32) -> u64 {
        let at = word as usize;
        (u64::from(self.uses.entries[at]) + u64::from(self.uses.backgrounds[at])) << 16
    }

    /// How much it weighs to share a word.
    pub fn rarity(&self, word: u32) -> LogOdds {
        rarity(self.frequency(word), self.rows.len())
    }

    /// Writes every column.
    pub fn save<W: Write>(&self, to: &mut Writer<W>) -> io::Result<()> {
        [&self.words, &self.skeletons, &self.identifiers].into_iter().try_for_each(|one| one.save(to))?;
        self.uses.save(to)?;
        self.forms.save(to)?;
        self.rows.save(to)?;
        self.forms_of.save(to)
    }

    /// Reads every column; how many entries have a State is counted again.
    pub fn load<R: Read>(from: &mut Reader<R>) -> Result<Holdings, BadSnapshot> {
        let (words, skeletons, identifiers) =
            (Dictionary::load(from)?, Dictionary::load(from)?, Dictionary::load(from)?);
        let (uses, forms, rows) = (WordUses::load(from)?, Forms::load(from)?, Rows::load(from)?);
        let forms_of = Postings::load(from)?;
        let mut by_letter = Postings::default();
        for form in (0..forms.numbers() as u32).filter(|form| forms.has_initial(*form)) {
            let held: Vec<Held> = forms.held(form).collect();
            initials(&words, &held).iter().for_each(|letter| by_letter.add((*letter).into(), form));
        }
        let (mut states, mut with_state) = (BTreeMap::new(), 0);
        for number in rows.numbers() {
            let mut any = false;
            for state in rows.get(number).states() {
                *states.entry(state).or_default() += 1;
                any = true;
            }
            with_state += usize::from(any);
        }
        Ok(Holdings {
            words,
            uses,
            skeletons,
            forms,
            rows,
            forms_of,
            initials: by_letter,
            identifiers,
            states,
            with_state,
        })
    }

    /// Bytes of memory taken.
    pub fn bytes(&self) -> usize {
        let uses = 14 * self.uses.references.capacity() + 4 * self.uses.entries.capacity();
        let dictionaries = self.words.bytes() + self.skeletons.bytes() + self.identifiers.bytes();
        uses + dictionaries + self.forms.bytes() + self.rows.bytes() + self.forms_of.bytes() + self.initials.bytes()
    }

    /// Every byte of text that the index holds, free places included. For the erasure test.
    #[cfg(test)]
    pub fn residue(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.words.residue(&mut bytes);
        self.skeletons.residue(&mut bytes);
        self.identifiers.residue(&mut bytes);
        self.rows.residue(&mut bytes);
        for number in self.rows.numbers() {
            bytes.extend(self.rows.get(number).births().flat_map(|birth| birth.expose().into_bytes()));
        }
        bytes.extend(self.states.keys().flat_map(|state| state.as_str().bytes()));
        bytes.iter_mut().filter(|byte| **byte == 0).for_each(|free| *free = b'\n');
        bytes
    }
}

/// The first letters of the readings of the initials of a form, each once.
fn initials(words: &Dictionary, held: &[Held]) -> Vec<u8> {
    let initials = held.iter().filter(|one| one.mark.role() == Role::Initial);
    let mut letters: Vec<u8> = initials.filter_map(|one| words.texts.get(one.word).first().copied()).collect();
    letters.sort_unstable();
    letters.dedup();
    letters
}

fn tells(earlier: &[Held], word: u32) -> bool {
    earlier.iter().any(|one| one.word == word && !one.mark.role().is_minor())
}

impl WordUses {
    fn save<W: Write>(&self, to: &mut Writer<W>) -> io::Result<()> {
        let columns = [&self.skeletons, &self.references, &self.abjad, &self.entries];
        columns.into_iter().try_for_each(|column| to.column(column))?;
        to.column(&self.backgrounds)
    }

    fn load<R: Read>(from: &mut Reader<R>) -> Result<WordUses, BadSnapshot> {
        let (skeletons, references) = (from.column::<u32>()?, from.column::<u32>()?);
        let (abjad, entries) = (from.column::<u32>()?, from.column::<u32>()?);
        let backgrounds: Vec<u16> = from.column()?;
        let lengths = [skeletons.len(), references.len(), abjad.len(), entries.len()];
        let whole = lengths.iter().all(|length| *length == backgrounds.len());
        let uses = WordUses { skeletons, backgrounds, references, abjad, entries };
        if whole { Ok(uses) } else { Err(BadSnapshot::Torn) }
    }

    fn put(&mut self, at: usize, skeleton: u32, background: u16) {
        if self.references.len() <= at {
            self.skeletons.resize(at + 1, 0);
            self.backgrounds.resize(at + 1, 0);
            self.references.resize(at + 1, 0);
            self.abjad.resize(at + 1, 0);
            self.entries.resize(at + 1, 0);
        }
        self.skeletons[at] = skeleton;
        self.backgrounds[at] = background;
    }
}
