//! Verifying a log folder: every file is read, every hash recomputed, without any secret key, without the node.
//!
//! It proves that the files are those over which the key signed: nothing changed, nothing missing, nothing added. It
//! cannot prove that this is the only log that the key signed: for that compare with a checkpoint known from before
//! ([`verify_since`]), which is what witnesses keep.

mod check;
mod erasure;
mod folder;
mod rows;

use crate::checkpoint::Checkpoint;
use crate::disk::{Disk, Folder};
use model::{Check, Digest};
use serde::Serialize;
use std::fmt;
use std::path::Path;

pub use erasure::Erasure;
pub use rows::compare_rows;

/// A log that holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// Which log.
    pub origin: String,
    /// How many entries.
    pub size: u64,
    /// The root of their tree.
    pub root: Digest,
    /// The verifier key.
    pub vkey: String,
    /// Whether the key was given by the caller. If not, it is only the one that lay in the folder, and whoever could
    /// write the folder could have put it there.
    pub key_given: bool,
    /// How many entries are erased, each with its erasure.
    pub erased: u64,
    /// The erasures.
    pub erasures: Vec<Erasure>,
}

/// The first thing found wrong. Holds no content of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Broken {
    /// Which check.
    pub check: &'static Check,
    /// The entry, where it is one.
    pub entry: Option<u64>,
    /// The first and last entry that the file vouches for, where no single one can be named.
    pub covers: Option<(u64, u64)>,
    /// The file, relative to the log's folder.
    pub file: String,
    /// What is wrong, in one sentence.
    pub because: String,
}

impl Broken {
    /// Something wrong with a file that a caller looked at beside the log.
    pub fn of(check: &'static Check, file: impl Into<String>, because: impl fmt::Display) -> Broken {
        Broken::at(check, file, because)
    }

    pub(crate) fn at(check: &'static Check, file: impl Into<String>, because: impl fmt::Display) -> Broken {
        Broken { check, entry: None, covers: None, file: file.into(), because: because.to_string() }
    }

    pub(crate) fn entry(self, n: u64) -> Broken {
        Broken { entry: Some(n), ..self }
    }

    pub(crate) fn covering(self, (first, last): (u64, u64)) -> Broken {
        Broken { covers: Some((first, last)), ..self }
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.check.id, self.file)?;
        if let Some(n) = self.entry {
            write!(f, " entry {n}")?;
        }
        if let Some((first, last)) = self.covers {
            write!(f, " (entries {first} to {last})")?;
        }
        write!(f, ": {}", self.because)
    }
}

impl std::error::Error for Broken {}

/// Verifies the log in `folder`. With `vkey`, the key in the folder must be that one.
pub fn verify(folder: &Path, vkey: Option<&str>) -> Result<Verified, Broken> {
    verify_against(&Folder::at(folder), vkey, &[])
}

/// The same, and the log must hold everything that `older` vouched for, unchanged: a log that was rolled back or
/// rewritten since is refused.
pub fn verify_since(folder: &Path, vkey: Option<&str>, older: &Checkpoint) -> Result<Verified, Broken> {
    verify_on(&Folder::at(folder), vkey, Some(older))
}

/// The same on any [`Disk`].
pub fn verify_on(disk: &dyn Disk, vkey: Option<&str>, older: Option<&Checkpoint>) -> Result<Verified, Broken> {
    verify_against(disk, vkey, older.map_or(&[], std::slice::from_ref))
}

/// The same against any number of checkpoints known from before: those that witnesses cosigned, for instance. If the log is
/// published while it is being read, it is read again.
pub fn verify_against(disk: &dyn Disk, vkey: Option<&str>, older: &[Checkpoint]) -> Result<Verified, Broken> {
    let mut verdict = check::check(disk, vkey, older);
    for _ in 0..3 {
        match verdict {
            Err((_, ref read)) if disk.read(crate::tile::CHECKPOINT).ok().flatten() != *read => {
                verdict = check::check(disk, vkey, older);
            }
            _ => break,
        }
    }
    verdict.map_err(|(broken, _)| broken)
}
