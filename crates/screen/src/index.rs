//! The prepared index: subjects in, candidates out. In memory only; keeping it sealed on disk is the business of `store`.

use crate::v1::holdings::Holdings;
use crate::v1::prepared::Prepared;
use crate::v1::scratch::Scratch;
use crate::v1::search;
use crate::v1::snapshot::{BadSnapshot, Reader, Writer};
use crate::{Algorithm, Candidate, EntryId, Profile};
use std::fmt;
use std::io::{self, Read, Write};
use std::sync::{Mutex, PoisonError};

/// Subjects prepared for screening. What is compared is kept; remarks are not. `Debug` shows counts only.
pub struct Index {
    algorithm: Algorithm,
    holdings: Holdings,
    /// Working memory of searches, used again. It holds numbers only.
    spare: Mutex<Vec<Scratch>>,
}

/// Entries that one thread prepares at a time while building.
const SHARE: usize = 2_048;

impl Index {
    /// An index with nothing in it.
    pub fn empty(algorithm: Algorithm) -> Index {
        Index { algorithm, holdings: Holdings::default(), spare: Mutex::default() }
    }

    /// An index of these subjects. Of several with the same id the last one stands.
    pub fn build<S: Into<Profile>>(entries: impl IntoIterator<Item = (EntryId, S)>, algorithm: Algorithm) -> Index {
        let mut index = Index::empty(algorithm);
        for (id, subject) in entries {
            index.insert(id, subject);
        }
        index
    }

    /// As [`Index::build`], prepared on as many threads as `threads`; the result does not depend on how many.
    pub fn build_on(
        threads: usize,
        entries: impl IntoIterator<Item = (EntryId, Profile)>,
        algorithm: Algorithm,
    ) -> Index {
        let mut index = Index::empty(algorithm);
        index.extend_on(threads, entries);
        index
    }

    /// Adds subjects as [`Index::build_on`] does.
    pub fn extend_on(&mut self, threads: usize, entries: impl IntoIterator<Item = (EntryId, Profile)>) {
        let mut entries = entries.into_iter();
        let threads = threads.clamp(1, 64);
        loop {
            let share: Vec<(EntryId, Profile)> = entries.by_ref().take(SHARE * threads).collect();
            if share.is_empty() {
                return;
            }
            let prepare = |part: &[(EntryId, Profile)]| -> Vec<Prepared> {
                part.iter().map(|(id, profile)| Prepared::new(id, profile)).collect()
            };
            let prepared: Vec<Vec<Prepared>> = std::thread::scope(|scope| {
                let parts = share.chunks(share.len().div_ceil(threads));
                let running: Vec<_> = parts.map(|part| (part, scope.spawn(move || prepare(part)))).collect();
                // A thread that could not do its part is done again here, where its panic is seen.
                running.into_iter().map(|(part, one)| one.join().unwrap_or_else(|_| prepare(part))).collect()
            });
            for ((id, _), one) in share.iter().zip(prepared.iter().flatten()) {
                self.holdings.take_out(id.as_str());
                self.holdings.add(one);
            }
        }
    }

    /// Adds a subject, or puts it in the place of the one with that id. Returns whether one was replaced.
    pub fn insert(&mut self, id: EntryId, subject: impl Into<Profile>) -> bool {
        let replaced = self.holdings.take_out(id.as_str());
        self.holdings.add(&Prepared::new(&id, &subject.into()));
        replaced
    }

    /// Takes a subject out. Returns whether it was there. Afterwards the index holds none of its values that no other
    /// subject has, and the texts it held are overwritten; copies that the memory allocator or the operating system
    /// made before are beyond it.
    pub fn remove(&mut self, id: &EntryId) -> bool {
        self.holdings.take_out(id.as_str())
    }

    /// The `top` most probable entries for a subject, the most probable first: by log-odds (and so by probability), then
    /// id. Only entries that share a like name part or an identifier; an empty answer is "no hit". Every name of the query
    /// is compared with every name of an entry, and the best pair counts.
    pub fn screen<Q>(&self, query: &Q, top: usize) -> Vec<Candidate>
    where
        for<'q> Profile: From<&'q Q>,
    {
        self.screen_from(query, top, 0.0)
    }

    /// As [`Index::screen`], without candidates below a probability. The higher it is, the less is looked at: what cannot
    /// reach it is not followed.
    pub fn screen_from<Q>(&self, query: &Q, top: usize, probability: f64) -> Vec<Candidate>
    where
        for<'q> Profile: From<&'q Q>,
    {
        let mut scratch = self.spare.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        let found = match self.algorithm {
            Algorithm::V1 => search::screen(&self.holdings, &mut scratch, &Profile::from(query), top, probability),
        };
        self.spare.lock().unwrap_or_else(PoisonError::into_inner).push(scratch);
        found
    }

    /// Compares the names of a query with every name of the index, one after the other, and returns how many pairs of
    /// forms that were. For measuring the comparison alone.
    pub fn compare_all<Q>(&self, query: &Q) -> u64
    where
        for<'q> Profile: From<&'q Q>,
    {
        search::compare_all(&self.holdings, &Profile::from(query))
    }

    /// Writes a plain snapshot ([`crate::v1::snapshot`]): in clear, for the caller's own files.
    pub fn save(&self, into: impl Write) -> io::Result<()> {
        let mut writer = Writer::begin(into)?;
        self.holdings.save(&mut writer)?;
        writer.end()
    }

    /// Reads a snapshot. A foreign, torn or damaged one is refused.
    pub fn load(from: impl Read) -> Result<Index, BadSnapshot> {
        let mut reader = Reader::begin(from)?;
        let holdings = Holdings::load(&mut reader)?;
        reader.end()?;
        Ok(Index { algorithm: Algorithm::V1, holdings, spare: Mutex::default() })
    }

    /// Whether an entry of that id is there.
    pub fn contains(&self, id: &EntryId) -> bool {
        self.holdings.rows.find(id.as_str()).is_some()
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.holdings.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The algorithm that answers.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Bytes of memory that the index takes, working memory of searches not counted.
    pub fn bytes(&self) -> usize {
        self.holdings.bytes()
    }

    /// Distinct words, for measuring.
    pub fn words(&self) -> &crate::v1::dictionary::Dictionary {
        &self.holdings.words
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
