//! Opening: what stands on disk is taken over if it is whole, and rebuilt from the rows if it is not.
//!
//! Only the right edge is read, whatever the size of the log; the other files are only looked for. Reading them all is
//! what `verify` does.

use super::write::{UNFINISHED, Writer, failure};
use super::{PAGE, Publisher, Rows, State, bundle_bytes, check_row, open_bundle, take_row};
use crate::bundle::{lines, read_row};
use crate::checkpoint::Checkpoint;
use crate::growth::Growth;
use crate::note::VerifierKey;
use crate::tile::{self, CHECKPOINT, FULL, Piece, VKEY};
use model::Failure;
use std::collections::BTreeSet;

const DOING: &str = "opening the log";

impl Publisher {
    pub(super) fn recover(&mut self, rows: &mut dyn Rows) -> Result<State, Failure> {
        let published = self.standing()?;
        let size = published.as_ref().map_or(0, |(checkpoint, _)| checkpoint.size);
        let wanted: BTreeSet<String> = tile::pieces_of(size).map(|piece| piece.path()).collect();
        let found = self.disk.list().map_err(|error| failure("", &error))?;
        for path in &found {
            let unfinished = path.strip_suffix(UNFINISHED);
            let ours = Piece::parse(unfinished.unwrap_or(path)).is_some()
                || unfinished.is_some_and(|path| [CHECKPOINT, VKEY].contains(&path));
            if ours && !wanted.contains(path) {
                self.disk.remove(path).map_err(|error| failure(path, &error))?;
            }
        }
        let found: BTreeSet<String> = found.into_iter().collect();
        let Some((checkpoint, key)) = published else {
            return Ok(State { growth: Growth::new(), lines: Vec::new(), published: None, safe: BTreeSet::new() });
        };
        self.put_key(&key)?;
        let whole = wanted.is_subset(&found);
        let resumed = if whole { self.resume(&checkpoint)? } else { None };
        let (growth, lines) = match resumed {
            Some(resumed) => resumed,
            None => self.rebuild(&checkpoint, rows)?,
        };
        let state = State { growth, lines, published: Some((checkpoint, key)), safe: BTreeSet::new() };
        self.compare_last_row(&state, rows)?;
        Ok(state)
    }

    /// The checkpoint on disk and the key that signed it.
    fn standing(&self) -> Result<Option<(Checkpoint, VerifierKey)>, Failure> {
        let Some(note) = self.disk.read(CHECKPOINT).map_err(|error| failure(CHECKPOINT, &error))? else {
            return Ok(None);
        };
        let mut because = "the log was opened with no key".to_owned();
        for key in &self.keys {
            match Checkpoint::open(&note, key) {
                Ok(checkpoint) => return Ok(Some((checkpoint, key.clone()))),
                Err(error) => because = error.to_string(),
            }
        }
        Err(Failure::new(DOING, format!("{CHECKPOINT}: {because}")))
    }

    /// The key in the folder is the one that signed the checkpoint.
    fn put_key(&mut self, key: &VerifierKey) -> Result<(), Failure> {
        let wanted = format!("{key}\n").into_bytes();
        let mut writer = Writer::new(self.disk.as_mut(), BTreeSet::new());
        if writer.read(VKEY)?.as_deref() == Some(&wanted[..]) {
            return Ok(());
        }
        writer.put(VKEY, &wanted)?;
        writer.sync()
    }

    /// Takes over the right edge; nothing if it is not what the checkpoint signed.
    fn resume(&self, checkpoint: &Checkpoint) -> Result<Option<(Growth, Vec<String>)>, Failure> {
        let read = |piece: Piece| {
            let path = piece.path();
            self.disk.read(&path).map_err(|error| failure(&path, &error))
        };
        let Some(growth) = Growth::resume(checkpoint.size, read)? else { return Ok(None) };
        if growth.root() != checkpoint.root {
            return Ok(None);
        }
        let Some(piece) = open_bundle(checkpoint.size) else { return Ok(Some((growth, Vec::new()))) };
        let bytes = read(piece)?.unwrap_or_default();
        let Some(lines) = lines(&bytes) else { return Ok(None) };
        let first = piece.index * u64::from(FULL);
        let good = lines.len() == growth.open_leaves().len()
            && lines
                .iter()
                .zip(growth.open_leaves())
                .zip(first..)
                .all(|((line, leaf), n)| read_row(line, n).is_ok_and(|(row, _)| row.leaf() == *leaf));
        let lines = lines.into_iter().map(str::to_owned).collect();
        Ok(good.then_some((growth, lines)))
    }

    /// Rebuilds every file from the rows, after they were seen to give the root that was signed.
    fn rebuild(&mut self, checkpoint: &Checkpoint, rows: &mut dyn Rows) -> Result<(Growth, Vec<String>), Failure> {
        let mut growth = Growth::new();
        each_row(checkpoint.size, rows, |row| {
            growth.append(row.leaf(), |_, _| {});
            Ok(())
        })?;
        if growth.root() != checkpoint.root {
            let because = "the rows do not give the root that was signed: rows were changed";
            return Err(Failure::new(DOING, because));
        }
        let mut writer = Writer::new(self.disk.as_mut(), BTreeSet::new());
        let mut state = State { growth: Growth::new(), lines: Vec::new(), published: None, safe: BTreeSet::new() };
        each_row(checkpoint.size, rows, |row| take_row(&mut state, row, &mut writer))?;
        for (piece, hashes) in state.growth.partials() {
            writer.put(&piece.path(), &tile::bytes(hashes))?;
        }
        if let Some(piece) = open_bundle(checkpoint.size) {
            writer.put(&piece.path(), &bundle_bytes(&state.lines))?;
        }
        writer.sync()?;
        Ok((state.growth, state.lines))
    }

    /// The last row that was published must still be the one that was signed: this notices an old backup at once.
    fn compare_last_row(&self, state: &State, rows: &mut dyn Rows) -> Result<(), Failure> {
        let Some(last) = state.growth.size().checked_sub(1) else { return Ok(()) };
        let Some(row) = rows.rows(last, 1)?.into_iter().next() else {
            return Err(Failure::new(DOING, format!("row {last} was published and is no longer there")));
        };
        let leaf = match state.growth.open_leaves().last() {
            Some(leaf) => Some(*leaf),
            None => {
                let path = Piece { level: Some(0), index: last / u64::from(FULL), width: FULL }.path();
                let bytes = self.disk.read(&path).map_err(|error| failure(&path, &error))?;
                bytes.and_then(|bytes| tile::hashes(&bytes)?.last().copied())
            }
        };
        if row.n() != last || Some(row.leaf()) != leaf {
            return Err(Failure::new(DOING, format!("row {last} is not what was signed: rows or files were changed")));
        }
        Ok(())
    }
}

/// Every row below `size`, in order.
fn each_row(
    size: u64,
    rows: &mut dyn Rows,
    mut take: impl FnMut(&crate::entry::Row) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut n = 0;
    while n < size {
        let limit = usize::try_from(size - n).unwrap_or(PAGE).min(PAGE);
        let page = rows.rows(n, limit)?;
        if page.is_empty() || page.len() > limit {
            return Err(Failure::new(DOING, format!("row {n} was published and is no longer there")));
        }
        for row in page {
            check_row(&row, n)?;
            take(&row)?;
            n += 1;
        }
    }
    Ok(())
}
