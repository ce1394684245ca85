//! A table of the caller's own, opened and read a row at a time, and the index of one.

use super::super::Trouble;
use super::summary::Summary;
use ::screen::{Algorithm, Birth, EntryId, Index, Kind, Profile};
use formats::BadDocument;
use formats::screening::{Listed, Row, Rows, Unreadable};
use seal::digest::Sha256;
use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Entities read and prepared at a time.
const BLOCK: usize = 16_384;

/// A table that is being read.
pub struct Table {
    path: PathBuf,
    rows: Rows<BufReader<Source>>,
    digest: Arc<Mutex<Sha256>>,
    size: u64,
}

/// A file, and the digest of what was read of it.
struct Source {
    file: File,
    digest: Arc<Mutex<Sha256>>,
}

impl Read for Source {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(into)?;
        self.digest.lock().unwrap_or_else(PoisonError::into_inner).add(&into[..read]);
        Ok(read)
    }
}

impl Table {
    /// Opens a table; `id` is its column of ids.
    pub fn open(path: &Path, id: &'static str) -> Result<Table, Trouble> {
        let file = File::open(path).map_err(|e| Trouble::file(path, &e))?;
        let size = file.metadata().map_err(|e| Trouble::file(path, &e))?.len();
        let digest = Arc::new(Mutex::new(Sha256::new()));
        let source = BufReader::with_capacity(1 << 18, Source { file, digest: Arc::clone(&digest) });
        let rows = Rows::open(&path.display().to_string(), id, source).map_err(|error| match error {
            Unreadable::Bad(bad) => Trouble::from(bad),
            Unreadable::Source(error) => Trouble::file(path, &error),
        })?;
        Ok(Table { path: path.to_owned(), rows, digest, size })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The next row; none at the end.
    pub fn next_row(&mut self) -> Result<Option<Row>, Trouble> {
        self.rows.next_row().map_err(|e| Trouble::file(&self.path, &e))
    }

    /// How much of it has been read, in percent; 100 of a pipe.
    pub fn percent(&self) -> u64 {
        (self.rows.bytes() * 100).checked_div(self.size).map_or(100, |percent| percent.min(100))
    }

    /// SHA-256 of the file as it was read, from the first byte to the last; to be asked when no row is left.
    pub fn digest(self) -> model::Digest {
        std::mem::take(&mut *self.digest.lock().unwrap_or_else(PoisonError::into_inner)).finish()
    }

    /// Rows that are no subject.
    pub fn passed_over(&self) -> u64 {
        self.rows.passed_over()
    }
}

/// What tells a file from another one without reading it: length, and time of its last change in nanoseconds.
pub fn stamp(path: &Path) -> Result<(u64, u128), Trouble> {
    let about = std::fs::metadata(path).map_err(|e| Trouble::file(path, &e))?;
    let since = about.modified().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
    Ok((about.len(), since.map_or(0, |since| since.as_nanos())))
}

/// What a row says, as the engine compares it.
pub fn profile(row: Listed) -> Profile {
    let Listed { schema, names, births, places, states, sex, identifiers, addresses, .. } = row;
    let births = births.into_iter().map(|(from, to)| Birth { from, to }).collect();
    Profile { kind: Kind::named(&schema), names, births, places, states, sex, identifiers, addresses }
}

/// Threads that this machine has.
pub fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

/// The index of a table. A row whose id stood in an earlier row is refused: which of the two is meant nobody can say.
/// `refuse` is told each bad row.
pub fn index(
    table: &mut Table,
    summary: &mut Summary,
    mut refuse: impl FnMut(&BadDocument) -> Result<(), Trouble>,
) -> Result<Index, Trouble> {
    let mut index = Index::empty(Algorithm::V1);
    let mut seen: HashSet<Box<str>> = HashSet::new();
    loop {
        let mut block = Vec::new();
        while block.len() < BLOCK
            && let Some(row) = table.next_row()?
        {
            let bad = match row {
                Ok(row) if seen.insert(row.id.clone().into_boxed_str()) => {
                    summary.unread += row.unread.len() as u64;
                    block.push((EntryId::new(row.id.clone()), profile(row)));
                    continue;
                }
                Ok(row) => twice(table, &row),
                Err(bad) => bad,
            };
            summary.entity_rows_refused += 1;
            refuse(&bad)?;
        }
        if block.is_empty() {
            return Ok(index);
        }
        index.extend_on(threads(), block);
    }
}

fn twice(table: &Table, row: &Listed) -> BadDocument {
    let file = table.path.display().to_string();
    let remedy = "give every row an id of its own";
    BadDocument::at(&formats::checks::FMT_1_4, (&file, row.line, "id"), "the id stands in an earlier row too", remedy)
}
