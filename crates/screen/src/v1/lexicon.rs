//! Distinct words grouped by length, and every word within some edits of a given one. Exhaustive: each word of a fitting
//! length is looked at; a word is passed over only where its letters prove that it is too far. No bucket is skipped.

use super::distance::{Pattern, letters};
use std::collections::HashMap;
use zeroize::Zeroize;

/// The number of a word; given again after the word is discarded.
pub type WordId = u32;

#[derive(Default)]
struct Word {
    text: Box<[u8]>,
}

struct Shelf {
    letters: u64,
    word: WordId,
}

/// The distinct words of an index.
#[derive(Default)]
pub struct Lexicon {
    words: Vec<Word>,
    free: Vec<WordId>,
    lookup: HashMap<Box<[u8]>, WordId>,
    by_length: Vec<Vec<Shelf>>,
}

impl Lexicon {
    /// The number of a word, new or known; and whether it is new.
    pub fn intern(&mut self, text: &[u8]) -> (WordId, bool) {
        if let Some(&word) = self.lookup.get(text) {
            return (word, false);
        }
        let word = self.free.pop().unwrap_or_else(|| {
            self.words.push(Word::default());
            (self.words.len() - 1) as WordId
        });
        self.words[word as usize].text = text.into();
        self.lookup.insert(text.into(), word);
        if self.by_length.len() <= text.len() {
            self.by_length.resize_with(text.len() + 1, Vec::new);
        }
        self.by_length[text.len()].push(Shelf { letters: letters(text), word });
        (word, true)
    }

    /// Takes a word out and overwrites its text.
    pub fn discard(&mut self, word: WordId) {
        let mut text = std::mem::take(&mut self.words[word as usize].text);
        if let Some((mut key, _)) = self.lookup.remove_entry(&text) {
            key.zeroize();
        }
        let shelf = &mut self.by_length[text.len()];
        if let Some(at) = shelf.iter().position(|place| place.word == word) {
            shelf.swap_remove(at);
        }
        text.zeroize();
        self.free.push(word);
    }

    /// The number of a word, if it is there.
    pub fn find(&self, text: &[u8]) -> Option<WordId> {
        self.lookup.get(text).copied()
    }

    /// The text of a word; empty for a number that is free.
    pub fn text(&self, word: WordId) -> &[u8] {
        &self.words[word as usize].text
    }

    /// How many distinct words there are.
    pub fn len(&self) -> usize {
        self.lookup.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.lookup.is_empty()
    }

    /// Every word within `limit(longer length)` edits of the pattern, with its distance, in no particular order.
    pub fn near(&self, pattern: &Pattern, limit: impl Fn(usize) -> u32, mut found: impl FnMut(WordId, u32)) {
        for (len, shelf) in self.by_length.iter().enumerate() {
            let allowed = limit(len.max(pattern.len()));
            if len.abs_diff(pattern.len()) > allowed as usize {
                continue;
            }
            for place in shelf.iter().filter(|place| pattern.may_be_within(place.letters, allowed)) {
                let distance = pattern.distance(self.text(place.word));
                if distance <= allowed {
                    found(place.word, distance);
                }
            }
        }
    }

    /// Every byte of text that the structure holds, free places included. For the erasure test.
    #[cfg(test)]
    pub fn residue(&self, into: &mut Vec<u8>) {
        for text in self.words.iter().map(|word| &word.text).chain(self.lookup.keys()) {
            into.extend_from_slice(text);
            into.push(b'\n');
        }
        assert_eq!(self.by_length.iter().map(Vec::len).sum::<usize>(), self.lookup.len());
    }
}
