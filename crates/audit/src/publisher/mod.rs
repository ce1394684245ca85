//! Publishing: rows of the store become files that anyone can verify. One publisher per log folder, in one process.
//!
//! The order makes a crash harmless: new tiles and bundles under names that the old checkpoint does not know, synced;
//! then the checkpoint, in one rename; then the old partial pieces go. At every moment the checkpoint that is there has
//! all its files; an unfinished publication leaves files too many, which the next opening removes or writes again.
//! It never signs a tree that does not hold what was signed before.
//!
//! Files: `recover` reads or rebuilds the state, `write` puts files down, `erase` blanks erased lines.
//! Not here: rows ([`Rows`] is the store's door), witnesses, and when to publish.

mod erase;
mod recover;
mod write;

use crate::Event;
use crate::bundle::write_row;
use crate::checkpoint::Checkpoint;
use crate::disk::{Disk, Folder};
use crate::entry::{Entry, Row};
use crate::growth::Growth;
use crate::note::{Note, Signer, VerifierKey};
use crate::tile::{self, CHECKPOINT, FULL, Piece, VKEY};
use model::Failure;
use std::collections::BTreeSet;
use std::path::Path;
use write::Writer;

/// How many rows are fetched at once.
const PAGE: usize = 4096;

/// Where the rows of the log are: the store.
pub trait Rows {
    /// The rows from number `from` on, in order, without a gap: at most `limit`, and none only at the end of the log.
    fn rows(&mut self, from: u64, limit: usize) -> Result<Vec<Row>, Failure>;
}

impl<F: FnMut(u64, usize) -> Result<Vec<Row>, Failure>> Rows for F {
    fn rows(&mut self, from: u64, limit: usize) -> Result<Vec<Row>, Failure> {
        self(from, limit)
    }
}

/// What is published: the tree, the lines of the bundle that is not full, the checkpoint and who signed it.
struct State {
    growth: Growth,
    lines: Vec<String>,
    published: Option<(Checkpoint, VerifierKey)>,
    /// Folders whose own names are known to be synced.
    safe: BTreeSet<String>,
}

/// Publishes a log into its folder.
pub struct Publisher {
    disk: Box<dyn Disk>,
    keys: Vec<VerifierKey>,
    state: Option<State>,
}

impl Publisher {
    /// Opens the log in `folder`, removes what an unfinished publication left and rewrites what is missing from `rows`.
    ///
    /// `keys` are the keys under which this log was ever signed: the one in use and those before it. Fails if the
    /// checkpoint is not signed by one of them, or if the rows no longer give what it signed: somebody changed rows or
    /// files, or restored an old backup, and nothing may be signed before a person has looked.
    pub fn open(folder: &Path, keys: &[VerifierKey], rows: &mut dyn Rows) -> Result<Publisher, Failure> {
        Publisher::open_on(Box::new(Folder::at(folder)), keys, rows)
    }

    /// The same on any [`Disk`].
    pub fn open_on(disk: Box<dyn Disk>, keys: &[VerifierKey], rows: &mut dyn Rows) -> Result<Publisher, Failure> {
        let mut publisher = Publisher { disk, keys: keys.to_vec(), state: None };
        publisher.state = Some(publisher.recover(rows)?);
        Ok(publisher)
    }

    /// The last checkpoint that was published; none before the first.
    pub fn checkpoint(&self) -> Option<&Checkpoint> {
        self.state.as_ref()?.published.as_ref().map(|(checkpoint, _)| checkpoint)
    }

    /// Publishes every row that is not yet published and signs a checkpoint over all. Costs what is new, at most one
    /// bundle and eight tiles more. With nothing new it returns the checkpoint that stands.
    ///
    /// After a failure, of the disk for instance, the next call begins with what opening does.
    pub fn publish(&mut self, rows: &mut dyn Rows, signer: &dyn Signer) -> Result<Checkpoint, Failure> {
        let key = signer.verifier().map_err(|error| Failure::new("publishing the log", error))?;
        if !self.keys.contains(&key) {
            return Err(Failure::new("publishing the log", "the key is not one of those the log was opened with"));
        }
        let mut state = match self.state.take() {
            Some(state) => state,
            None => self.recover(rows)?,
        };
        let checkpoint = self.advance(&mut state, rows, signer, &key)?;
        self.state = Some(state);
        Ok(checkpoint)
    }

    fn advance(
        &mut self,
        state: &mut State,
        rows: &mut dyn Rows,
        signer: &dyn Signer,
        key: &VerifierKey,
    ) -> Result<Checkpoint, Failure> {
        let old = state.growth.size();
        let mut writer = Writer::new(self.disk.as_mut(), std::mem::take(&mut state.safe));
        let erasures = take_rows(state, rows, &mut writer)?;
        let size = state.growth.size();
        if let Some((standing, signed_by)) = &state.published
            && size == old
            && signed_by == key
        {
            let standing = standing.clone();
            state.safe = writer.into_safe();
            return Ok(standing);
        }
        erase::blank(state, &erasures, &mut writer)?;
        put_partials(state, old, &mut writer)?;
        if state.published.as_ref().is_none_or(|(_, signed_by)| signed_by != key) {
            writer.put(VKEY, format!("{key}\n").as_bytes())?;
        }
        writer.sync()?;
        let checkpoint = Checkpoint { origin: key.name().to_owned(), size, root: state.growth.root() };
        let note = Note::sign(checkpoint.to_string(), signer)?;
        writer.put(CHECKPOINT, note.to_string().as_bytes())?;
        writer.sync()?;
        let keep = tile::open_pieces_of(size);
        for piece in tile::open_pieces_of(old).difference(&keep) {
            writer.remove(&piece.path())?;
        }
        state.safe = writer.into_safe();
        state.published = Some((checkpoint.clone(), key.clone()));
        Ok(checkpoint)
    }
}

/// Puts down the tiles and the bundle that are not full and were not so in the log of `old` entries.
fn put_partials(state: &State, old: u64, writer: &mut Writer<'_>) -> Result<(), Failure> {
    let size = state.growth.size();
    let standing = tile::open_pieces_of(old);
    for (piece, hashes) in state.growth.partials().filter(|(piece, _)| !standing.contains(piece)) {
        writer.put(&piece.path(), &tile::bytes(hashes))?;
    }
    match open_bundle(size).filter(|piece| !standing.contains(piece)) {
        Some(piece) => writer.put(&piece.path(), &bundle_bytes(&state.lines)),
        None => Ok(()),
    }
}

/// The bundle that is not full in a log of `size`.
fn open_bundle(size: u64) -> Option<Piece> {
    let width = (size % u64::from(FULL)) as u16;
    (width > 0).then_some(Piece { level: None, index: size / u64::from(FULL), width })
}

fn bundle_bytes(lines: &[String]) -> Vec<u8> {
    lines.iter().flat_map(|line| [line.as_bytes(), b"\n"]).flatten().copied().collect()
}

/// An erasure among the new entries: its own number, and the first and last entry that it names.
struct Erasure {
    by: u64,
    first: u64,
    last: u64,
}

/// Takes every new row into the tree and writes the pieces that become full.
fn take_rows(state: &mut State, rows: &mut dyn Rows, writer: &mut Writer<'_>) -> Result<Vec<Erasure>, Failure> {
    let mut erasures = Vec::new();
    loop {
        let page = rows.rows(state.growth.size(), PAGE)?;
        if page.is_empty() {
            return Ok(erasures);
        }
        for row in page {
            if let Some(erasure) = check_row(&row, state.growth.size())? {
                erasures.push(erasure);
            }
            take_row(state, &row, writer)?;
        }
    }
}

/// Takes one row: its leaf into the tree, its line into the open bundle.
fn take_row(state: &mut State, row: &Row, writer: &mut Writer<'_>) -> Result<(), Failure> {
    state.lines.push(write_row(row));
    let mut full = Vec::new();
    state.growth.append(row.leaf(), |piece, hashes| full.push((piece, tile::bytes(hashes))));
    for (piece, bytes) in full {
        if piece.level == Some(0) {
            let bundle = Piece { level: None, ..piece };
            writer.put(&bundle.path(), &bundle_bytes(&state.lines))?;
            state.lines.clear();
        }
        writer.put(&piece.path(), &bytes)?;
    }
    Ok(())
}

/// A row must be the next one, and its line an entry in its only spelling with that number: nothing else is signed.
fn check_row(row: &Row, wanted: u64) -> Result<Option<Erasure>, Failure> {
    const DOING: &str = "reading the rows of the log";
    if row.n() != wanted {
        return Err(Failure::new(DOING, format!("row {} where {wanted} was due", row.n())));
    }
    let Row::Kept(stored) = row else { return Ok(None) };
    let entry = stored.entry().map_err(|error| Failure::new(DOING, format!("row {wanted}: {error}")))?;
    match entry {
        Entry { n, .. } if n != wanted => Err(Failure::new(DOING, format!("row {wanted} holds entry {n}"))),
        Entry { event: Event::EntriesErased { first, last, .. }, .. } if first > last || last >= wanted => {
            Err(Failure::new(DOING, format!("row {wanted} erases entries that do not come before it")))
        }
        Entry { event: Event::EntriesErased { first, last, .. }, .. } => Ok(Some(Erasure { by: wanted, first, last })),
        _ => Ok(None),
    }
}
