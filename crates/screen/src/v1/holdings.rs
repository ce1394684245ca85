//! What an index holds: entries, their names as numbers of words, and for each word the names that have it. Adding and
//! taking out keep every count exact; taking out overwrites what no other entry has.

use super::compared::{compared, normalised, overwrite, states};
use super::fold::{self, joined};
use super::frequent;
use super::held::{EntryNo, HeldEntry, HeldName, HeldPart, NameNo, SkeletonUse, WordUse};
use super::lexicon::{Lexicon, WordId};
use crate::EntryId;
use crate::script::skeleton;
use model::subject::Name;
use model::{State, Subject};
use std::collections::{BTreeMap, HashMap};
use zeroize::Zeroize;

/// All that an index holds.
#[derive(Default)]
pub struct Holdings {
    /// Distinct words.
    pub words: Lexicon,
    /// Use of each word.
    pub word_uses: Vec<WordUse>,
    /// Distinct skeletons.
    pub skeletons: Lexicon,
    /// Use of each skeleton.
    pub skeleton_uses: Vec<SkeletonUse>,
    /// Names, with free places.
    pub names: Vec<Option<HeldName>>,
    free_names: Vec<NameNo>,
    /// Entries, with free places.
    pub entries: Vec<Option<HeldEntry>>,
    free_entries: Vec<EntryNo>,
    by_id: BTreeMap<EntryId, EntryNo>,
    /// Entries by normalised identifier.
    pub identifiers: HashMap<String, Vec<EntryNo>>,
    /// How many entries have a State.
    pub states: BTreeMap<State, usize>,
    /// How many entries have any State.
    pub with_state: usize,
    /// How many names there are.
    pub name_count: usize,
}

impl Holdings {
    /// How many entries there are.
    pub fn entry_count(&self) -> usize {
        self.by_id.len()
    }

    /// Whether an entry of that id is there.
    pub fn contains(&self, id: &EntryId) -> bool {
        self.by_id.contains_key(id)
    }

    /// Adds an entry whose id is not there yet.
    pub fn add(&mut self, id: EntryId, subject: Subject) {
        let subject = compared(subject);
        let entry = self.free_entries.pop().unwrap_or_else(|| {
            self.entries.push(None);
            (self.entries.len() - 1) as EntryNo
        });
        let names =
            (0u32..).zip(subject.names()).filter_map(|(which, name)| self.add_name(entry, which, name)).collect();
        for value in normalised(&subject) {
            let holders = self.identifiers.entry(value).or_default();
            if !holders.contains(&entry) {
                holders.push(entry);
            }
        }
        let states = states(&subject);
        self.with_state += usize::from(!states.is_empty());
        for state in &states {
            *self.states.entry(*state).or_default() += 1;
        }
        self.by_id.insert(id.clone(), entry);
        self.entries[entry as usize] = Some(HeldEntry { id, subject, states, names });
    }

    fn add_name(&mut self, entry: EntryNo, which: u32, name: &Name) -> Option<NameNo> {
        let parts = fold::parts(name.expose());
        if parts.is_empty() {
            return None;
        }
        let number = self.free_names.pop().unwrap_or_else(|| {
            self.names.push(None);
            (self.names.len() - 1) as NameNo
        });
        let mut held = HeldName { entry, which, parts: Vec::with_capacity(parts.len()), pairs: Vec::new() };
        for part in &parts {
            let word = self.use_word(&part.folded, part.abjad, number);
            let first = part.folded.first().copied().unwrap_or_default();
            held.parts.push(HeldPart { word, minor: part.minor, initial: part.is_initial(), first });
        }
        for (left, right) in parts.iter().zip(parts.iter().skip(1)) {
            held.pairs.push(self.use_word(&joined(left, right), left.abjad || right.abjad, number));
        }
        self.names[number as usize] = Some(held);
        self.name_count += 1;
        Some(number)
    }

    fn use_word(&mut self, text: &[u8], abjad: bool, name: NameNo) -> WordId {
        let (word, new) = self.words.intern(text);
        if new {
            let (bones, first) = self.skeletons.intern(&skeleton(text));
            if first && self.skeleton_uses.len() <= bones as usize {
                self.skeleton_uses.push(SkeletonUse::default());
            }
            self.skeleton_uses[bones as usize].words.push(word);
            if self.word_uses.len() <= word as usize {
                self.word_uses.push(WordUse::default());
            }
            self.word_uses[word as usize].skeleton = bones;
            self.word_uses[word as usize].background = frequent::per_ten_thousand(text);
        }
        let used = &mut self.word_uses[word as usize];
        used.names.push(name);
        used.abjad += u32::from(abjad);
        self.skeleton_uses[used.skeleton as usize].uses += 1;
        word
    }

    /// Takes an entry out. Returns whether it was there.
    pub fn take_out(&mut self, id: &EntryId) -> bool {
        let Some(entry) = self.by_id.remove(id) else { return false };
        let Some(held) = self.entries[entry as usize].take() else { return false };
        for number in held.names {
            self.take_out_name(number, &held.subject);
            self.free_names.push(number);
            self.name_count -= 1;
        }
        for mut value in normalised(&held.subject) {
            if let Some(holders) = self.identifiers.get_mut(&value) {
                holders.retain(|holder| *holder != entry);
                if holders.is_empty()
                    && let Some((mut key, _)) = self.identifiers.remove_entry(&value)
                {
                    key.zeroize();
                }
            }
            value.zeroize();
        }
        self.with_state -= usize::from(!held.states.is_empty());
        for state in held.states {
            if let Some(count) = self.states.get_mut(&state) {
                *count -= 1;
            }
        }
        self.states.retain(|_, count| *count > 0);
        self.free_entries.push(entry);
        overwrite(held.subject);
        true
    }

    fn take_out_name(&mut self, number: NameNo, subject: &Subject) {
        let Some(held) = self.names[number as usize].take() else { return };
        let parts = subject.names().get(held.which as usize).map(|name| fold::parts(name.expose())).unwrap_or_default();
        for (held, part) in held.parts.iter().zip(&parts) {
            self.release_word(held.word, part.abjad, number);
        }
        for (word, (left, right)) in held.pairs.iter().zip(parts.iter().zip(parts.iter().skip(1))) {
            self.release_word(*word, left.abjad || right.abjad, number);
        }
        for mut part in parts {
            part.written.zeroize();
            part.folded.zeroize();
        }
    }

    fn release_word(&mut self, word: WordId, abjad: bool, name: NameNo) {
        let used = &mut self.word_uses[word as usize];
        if let Some(at) = used.names.iter().position(|holder| *holder == name) {
            used.names.swap_remove(at);
        }
        used.abjad -= u32::from(abjad);
        let bones = used.skeleton;
        let unused = used.names.is_empty();
        let shared = &mut self.skeleton_uses[bones as usize];
        shared.uses -= 1;
        if unused {
            shared.words.retain(|other| *other != word);
            if shared.words.is_empty() {
                self.skeletons.discard(bones);
            }
            self.words.discard(word);
        }
    }

    /// Every byte of text that the index holds, free places included. For the erasure test.
    #[cfg(test)]
    pub fn residue(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.words.residue(&mut bytes);
        self.skeletons.residue(&mut bytes);
        for value in self.identifiers.keys() {
            bytes.extend_from_slice(value.as_bytes());
            bytes.push(b'\n');
        }
        for held in self.entries.iter().flatten() {
            bytes.extend_from_slice(serde_json::to_string(&held.subject).unwrap().as_bytes());
            bytes.extend_from_slice(held.id.as_str().as_bytes());
        }
        for id in self.by_id.keys() {
            bytes.extend_from_slice(id.as_str().as_bytes());
        }
        bytes.extend(self.states.keys().flat_map(|state| state.as_str().bytes()));
        bytes
    }
}
