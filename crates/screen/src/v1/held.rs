//! What an index holds of one entry, one name, one word: the rows of [`Holdings`].

use super::facts::Side;
use super::holdings::Holdings;
use super::lexicon::WordId;
use super::rarity::rarity;
use crate::{EntryId, LogOdds};
use model::{State, Subject};

/// The number of an entry within the index.
pub type EntryNo = u32;
/// The number of a name within the index.
pub type NameNo = u32;

/// A name as the index compares it.
pub struct HeldName {
    /// Whose.
    pub entry: EntryNo,
    /// Which of the entry's names.
    pub which: u32,
    /// The words of its parts.
    pub parts: Vec<HeldPart>,
    /// The word of each part joined with the next one; one fewer than parts.
    pub pairs: Vec<WordId>,
}

/// A part of a held name.
#[derive(Clone, Copy)]
pub struct HeldPart {
    /// Its word.
    pub word: WordId,
    /// A legal form, a particle, a title.
    pub minor: bool,
    /// A single letter.
    pub initial: bool,
    /// The first letter or digit as a byte.
    pub first: u8,
}

impl HeldPart {
    /// The first letter or digit; none for a part without either.
    pub fn letter(&self) -> Option<u8> {
        (self.first != 0).then_some(self.first)
    }
}

/// An entry.
pub struct HeldEntry {
    /// The caller's id.
    pub id: EntryId,
    /// What is compared of the subject: without remarks and addresses.
    pub subject: Subject,
    /// Its States, each once.
    pub states: Vec<State>,
    /// Its names that have letters or digits.
    pub names: Vec<NameNo>,
}

/// What is known of a word beside its text.
#[derive(Default)]
pub struct WordUse {
    /// Names that have it, as a part or as two parts joined.
    pub names: Vec<NameNo>,
    /// How many of these uses are in a script that leaves vowels out.
    pub abjad: u32,
    /// Its skeleton in [`Holdings::skeletons`].
    pub skeleton: WordId,
    /// How many of ten thousand names have it anywhere.
    pub background: u16,
}

impl WordUse {
    /// How much it weighs to share the word.
    pub fn rarity(&self, holdings: &Holdings) -> LogOdds {
        rarity(self.background, self.names.len(), holdings.name_count)
    }
}

/// What is known of a skeleton.
#[derive(Default)]
pub struct SkeletonUse {
    /// Words that have it.
    pub words: Vec<WordId>,
    /// Uses of these words in names.
    pub uses: usize,
}

impl HeldEntry {
    /// What is compared beside the names.
    pub fn side(&self) -> Side<'_> {
        Side { subject: &self.subject, states: &self.states }
    }
}
