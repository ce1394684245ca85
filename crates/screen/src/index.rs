//! The prepared index: subjects in, candidates out. In memory only; keeping it sealed on disk is the business of `store`.

use crate::v1::{holdings::Holdings, search};
use crate::{Algorithm, Candidate, EntryId};
use model::Subject;
use std::fmt;

/// Subjects prepared for screening. Cloning the subjects' names, birth dates, States, sex and identifiers is part of
/// building; remarks and addresses are not kept. `Debug` shows counts only.
pub struct Index {
    algorithm: Algorithm,
    holdings: Holdings,
}

impl Index {
    /// An index with nothing in it.
    pub fn empty(algorithm: Algorithm) -> Index {
        Index { algorithm, holdings: Holdings::default() }
    }

    /// An index of these subjects. Of several with the same id the last one stands.
    pub fn build(entries: impl IntoIterator<Item = (EntryId, Subject)>, algorithm: Algorithm) -> Index {
        let mut index = Index::empty(algorithm);
        for (id, subject) in entries {
            index.insert(id, subject);
        }
        index
    }

    /// Adds a subject, or puts it in the place of the one with that id. Returns whether one was replaced.
    pub fn insert(&mut self, id: EntryId, subject: Subject) -> bool {
        let replaced = self.holdings.take_out(&id);
        self.holdings.add(id, subject);
        replaced
    }

    /// Takes a subject out. Returns whether it was there. Afterwards the index holds none of its values that no other
    /// subject has, and the texts it held are overwritten; copies that the memory allocator or the operating system
    /// made before are beyond it.
    pub fn remove(&mut self, id: &EntryId) -> bool {
        self.holdings.take_out(id)
    }

    /// The `top` most probable entries for a subject, the most probable first: by probability, then log-odds, then id.
    /// Only entries that share a like name part or an identifier; an empty answer is "no hit". Every name of the query
    /// is compared with every name of an entry, and the best pair counts.
    pub fn screen(&self, query: &Subject, top: usize) -> Vec<Candidate> {
        match self.algorithm {
            Algorithm::V1 => search::screen(&self.holdings, query, top),
        }
    }

    /// Whether an entry of that id is there.
    pub fn contains(&self, id: &EntryId) -> bool {
        self.holdings.contains(id)
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.holdings.entry_count()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The algorithm that answers.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    #[cfg(test)]
    pub(crate) fn residue(&self) -> Vec<u8> {
        self.holdings.residue()
    }
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Index {{ algorithm: {}, entries: {} }}", self.algorithm, self.len())
    }
}
