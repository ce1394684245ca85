//! An entry of the log, and the form in which a store keeps it.
//!
//! The line is canonical JSON: the keys `n`, `at`, `event`, then the fields of the event in the order of its
//! declaration, without blanks. Whoever reads one encodes it again and compares, so that a line has one spelling.
//! Next: [`bundle`](crate::bundle) writes lines into files.

use crate::Event;
use crate::hash::{commitment, leaf_hash};
use model::{Digest, Failure, Instant};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The most bytes of a line. An entry holds ids and codes; a longer one is refused before it is parsed.
pub const LONGEST_LINE: usize = 64 * 1024;

/// One entry: what happened, when, and its number in the log of this incarnation, counted from 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The number.
    pub n: u64,
    /// When, by the clock of the node.
    pub at: Instant,
    /// What.
    #[serde(flatten)]
    pub event: Event,
}

/// Why a line is not an entry. Carries no part of the line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadLine {
    /// Longer than [`LONGEST_LINE`].
    #[error("the line is longer than {LONGEST_LINE} bytes")]
    TooLong,
    /// Not JSON, or not an event that this program knows; with the column.
    #[error("not an entry that this program knows, at column {0}")]
    NotAnEntry(usize),
    /// It is the entry of another place.
    #[error("it is entry {0}, in the place of another")]
    WrongNumber(u64),
    /// It reads as an entry, but is not spelt as one.
    #[error("not in canonical form")]
    NotCanonical,
}

impl Entry {
    /// The canonical line.
    pub fn line(&self) -> Result<String, Failure> {
        serde_json::to_string(self).map_err(|error| Failure::new("writing an audit entry", error))
    }

    /// Reads a line, strictly: what it reads must encode to the same bytes.
    pub fn parse(line: &str) -> Result<Entry, BadLine> {
        if line.len() > LONGEST_LINE {
            return Err(BadLine::TooLong);
        }
        let entry: Entry = serde_json::from_str(line).map_err(|error| BadLine::NotAnEntry(error.column()))?;
        match entry.line() {
            Ok(again) if again == line => Ok(entry),
            _ => Err(BadLine::NotCanonical),
        }
    }

    /// Makes the row that the store keeps, in the transaction of the act. `salt` is 32 random bytes of its own.
    pub fn draw(n: u64, at: Instant, event: Event, salt: [u8; 32]) -> Result<StoredEntry, Failure> {
        let line = Entry { n, at, event }.line()?;
        Ok(StoredEntry { n, salt, line })
    }
}

/// An entry as the store keeps it. The row is the truth; tiles and bundles are derived from it.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredEntry {
    /// The number.
    pub n: u64,
    /// The salt of its commitment; destroyed with the line when the entry is erased.
    pub salt: [u8; 32],
    /// The canonical line.
    pub line: String,
}

impl StoredEntry {
    /// The commitment, which is kept when the entry is erased.
    pub fn commitment(&self) -> Digest {
        commitment(&self.salt, &self.line)
    }

    /// The leaf of the tree.
    pub fn leaf(&self) -> Digest {
        leaf_hash(&self.commitment())
    }

    /// The entry.
    pub fn entry(&self) -> Result<Entry, BadLine> {
        Entry::parse(&self.line)
    }
}

impl fmt::Debug for StoredEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoredEntry({})", self.n)
    }
}

/// A row of the log as the store has it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// The entry is there.
    Kept(StoredEntry),
    /// Line and salt were destroyed; an [`Event::EntriesErased`] says so.
    Erased {
        /// The number.
        n: u64,
        /// The commitment, which stays for ever.
        commitment: Digest,
    },
}

impl Row {
    /// The number.
    pub fn n(&self) -> u64 {
        match self {
            Row::Kept(stored) => stored.n,
            Row::Erased { n, .. } => *n,
        }
    }

    /// The leaf of the tree.
    pub fn leaf(&self) -> Digest {
        match self {
            Row::Kept(stored) => stored.leaf(),
            Row::Erased { commitment, .. } => leaf_hash(commitment),
        }
    }
}
