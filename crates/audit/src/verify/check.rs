//! The walk: bundle by bundle, each entry to its leaf, each leaf into a tree that grows and tells its tiles, each tile
//! compared with the file. Memory stays the same whatever the size of the log.
//!
//! If entry and leaf differ, the signed root decides which of the two was changed: the entries are taken into the tree,
//! and if they give the root, it was the tile.

use super::erasure::{Erasure, Seen};
use super::{Broken, Verified, folder};
use crate::Event;
use crate::bundle::read_row;
use crate::checkpoint::Checkpoint;
use crate::checks::{AUD_2_3, AUD_3_1, AUD_3_2, AUD_4_1, AUD_4_2, AUD_5_1, AUD_5_2, AUD_5_3};
use crate::disk::Disk;
use crate::entry::Row;
use crate::growth::Growth;
use crate::tile::{self, CHECKPOINT, FULL, Piece, bundle_of};
use model::Digest;
use std::collections::BTreeMap;

/// What was found, with the checkpoint's bytes as they were read, so that the caller can see a change while reading.
type Verdict = Result<Verified, (Broken, Option<Vec<u8>>)>;

pub(super) fn check(disk: &dyn Disk, vkey: Option<&str>, older: &[Checkpoint]) -> Verdict {
    let note = disk.read(CHECKPOINT).ok().flatten();
    let verified = || -> Result<Verified, Broken> {
        let key = folder::key(disk, vkey)?;
        let bytes = folder::read(disk, CHECKPOINT)?;
        let checkpoint = folder::checkpoint(&bytes, &key)?;
        let seen = entries(disk, &checkpoint, older)?;
        Ok(Verified {
            origin: checkpoint.origin,
            size: checkpoint.size,
            root: checkpoint.root,
            vkey: key.to_string(),
            key_given: vkey.is_some(),
            erased: seen.erased,
            erasures: seen.erasures,
        })
    };
    verified().map_err(|broken| {
        let whole = [CHECKPOINT, tile::VKEY].contains(&broken.file.as_str());
        (if whole { cover_all(broken, disk) } else { broken }, note)
    })
}

/// Key and checkpoint vouch for every entry: says which, by the bundles that are there, whatever the checkpoint says.
fn cover_all(broken: Broken, disk: &dyn Disk) -> Broken {
    let files = disk.list().unwrap_or_default();
    let bundles = files.iter().filter_map(|path| Piece::parse(path)).filter(|piece| piece.level.is_none());
    match bundles.map(|bundle| bundle.covers(u64::MAX).1).max() {
        Some(last) if broken.covers.is_none() => broken.covering((0, last)),
        _ => broken,
    }
}

/// The walk over the entries, and what is compared at its end, in the order in which it is told.
fn entries(disk: &dyn Disk, checkpoint: &Checkpoint, older: &[Checkpoint]) -> Result<Seen, Broken> {
    if let Some(older) = older.iter().find(|older| older.origin != checkpoint.origin) {
        let because = format!("the checkpoint known from before is of {}", older.origin);
        return Err(Broken::at(&AUD_5_3, CHECKPOINT, because));
    }
    if let Some(older) = older.iter().find(|older| older.size > checkpoint.size) {
        let because = format!("the log has {} entries and had {}: it was rolled back", checkpoint.size, older.size);
        return Err(Broken::at(&AUD_5_1, CHECKPOINT, because).covering((checkpoint.size, older.size - 1)));
    }
    let files = folder::files(disk, checkpoint.size)?;
    if let Some(missing) = files.missing {
        return Err(missing);
    }
    let mut walk = Walk { disk, size: checkpoint.size, ..Walk::new(disk) };
    walk.all(older)?;
    walk.judge(checkpoint)?;
    walk.seen.judge(checkpoint.size)?;
    if let Some(older) = older.iter().find(|older| walk.roots_before.get(&older.size) != Some(&Some(older.root))) {
        let because = format!("at {} entries the log had another root: it was rewritten", older.size);
        return Err(Broken::at(&AUD_5_2, CHECKPOINT, because).covering((0, older.size.saturating_sub(1))));
    }
    files.unreferenced.map_or(Ok(walk.seen), Err)
}

struct Walk<'a> {
    disk: &'a dyn Disk,
    size: u64,
    growth: Growth,
    seen: Seen,
    /// The first entry whose line cannot be read, with why.
    bad_line: Option<Broken>,
    /// The first entry whose leaf is not the one in the tile.
    bad_leaf: Option<u64>,
    /// The first tile above the leaves that is not what the tiles below give.
    bad_tile: Option<Broken>,
    /// The roots at the sizes of the older checkpoints, once they are known.
    roots_before: BTreeMap<u64, Option<Digest>>,
}

impl<'a> Walk<'a> {
    fn new(disk: &'a dyn Disk) -> Walk<'a> {
        Walk {
            disk,
            size: 0,
            growth: Growth::new(),
            seen: Seen::default(),
            bad_line: None,
            bad_leaf: None,
            bad_tile: None,
            roots_before: BTreeMap::new(),
        }
    }

    fn all(&mut self, older: &[Checkpoint]) -> Result<(), Broken> {
        let bundles = tile::pieces_of(self.size).filter(|piece| piece.level.is_none());
        self.roots_before = older.iter().map(|older| (older.size, None)).collect();
        self.note_root();
        for bundle in bundles {
            self.bundle(bundle)?;
        }
        let partials: Vec<_> = self.growth.partials().map(|(piece, hashes)| (piece, hashes.to_vec())).collect();
        for (piece, hashes) in partials {
            self.compare(piece, &hashes)?;
        }
        Ok(())
    }

    /// Notes the root if somebody knew the log at this size.
    fn note_root(&mut self) {
        if let Some(before) = self.roots_before.get_mut(&self.growth.size()) {
            *before = Some(self.growth.root());
        }
    }

    /// One bundle with its tile of leaves.
    fn bundle(&mut self, bundle: Piece) -> Result<(), Broken> {
        let path = bundle.path();
        let bytes = folder::read(self.disk, &path)?;
        let (first, last) = bundle.covers(self.size);
        let leaves = self.leaves(Piece { level: Some(0), ..bundle })?;
        let lines = bundle_lines(&bytes);
        let mut full = Vec::new();
        for ((n, told), place) in (first..=last).zip(&leaves).zip(0..) {
            let leaf = self.line(lines.get(place).copied(), n, &path);
            if leaf.is_some_and(|leaf| leaf != *told) {
                self.bad_leaf.get_or_insert(n);
            }
            self.growth.append(leaf.unwrap_or(*told), |piece, hashes| full.push((piece, hashes.to_vec())));
            self.note_root();
        }
        if lines.len() > leaves.len() || !bytes.ends_with(b"\n") {
            let because = format!("not {} lines that each end in a newline", leaves.len());
            self.bad_line.get_or_insert_with(|| Broken::at(&AUD_2_3, path, because).entry(last));
        }
        full.into_iter().try_for_each(|(piece, hashes)| self.compare(piece, &hashes))
    }

    /// The leaf of a line, and what it says about erasing; nothing if it cannot be read.
    fn line(&mut self, line: Option<&[u8]>, n: u64, path: &str) -> Option<Digest> {
        let Some(line) = line else {
            self.bad_line.get_or_insert_with(|| Broken::at(&AUD_2_3, path, "the line is missing").entry(n));
            return None;
        };
        let read = std::str::from_utf8(line).ok().map(|line| read_row(line, n));
        let because = match read {
            Some(Ok((row, entry))) => {
                if let Row::Erased { .. } = row {
                    self.seen.erased(n);
                }
                if let Some(Event::EntriesErased { first, last, .. }) = entry.map(|entry| entry.event) {
                    self.seen.erasures.push(Erasure { by: n, first, last });
                }
                return Some(row.leaf());
            }
            Some(Err(error)) => error.to_string(),
            None => "not UTF-8".to_owned(),
        };
        self.bad_line.get_or_insert_with(|| Broken::at(&AUD_3_1, path, because).entry(n));
        None
    }

    /// The leaves that a tile tells, of the right number.
    fn leaves(&self, piece: Piece) -> Result<Vec<Digest>, Broken> {
        let path = piece.path();
        let hashes = tile::hashes(&folder::read(self.disk, &path)?);
        hashes.filter(|hashes| hashes.len() == usize::from(piece.width)).ok_or_else(|| {
            let because = format!("not {} hashes of 32 bytes", piece.width);
            Broken::at(&AUD_2_3, path, because).covering(piece.covers(self.size))
        })
    }

    /// Compares a tile above the leaves with what the tiles below it give.
    fn compare(&mut self, piece: Piece, hashes: &[Digest]) -> Result<(), Broken> {
        let Some(level) = piece.level.filter(|level| *level > 0) else { return Ok(()) };
        let told = self.leaves(piece)?;
        let differs = told.iter().zip(hashes).zip(0..).find(|((told, right), _)| told != right);
        if let Some((_, place)) = differs {
            let one = Piece { level: Some(level - 1), index: piece.index * u64::from(FULL) + place, width: FULL };
            let broken = Broken::at(&AUD_4_1, piece.path(), format!("hash {place} is not the root of {}", one.path()));
            self.bad_tile.get_or_insert(broken.covering(one.covers(self.size)));
        }
        Ok(())
    }

    /// What the walk found, in order of what names the place best.
    fn judge(&mut self, checkpoint: &Checkpoint) -> Result<(), Broken> {
        if let Some(broken) = self.bad_line.take() {
            return Err(broken);
        }
        let root = self.growth.root();
        if let Some(n) = self.bad_leaf {
            let bundle = bundle_of(n, self.size);
            let tile = Piece { level: Some(0), ..bundle };
            return Err(if root == checkpoint.root {
                Broken::at(&AUD_3_2, tile.path(), "the leaf in the tile was changed: the entries give the signed root")
            } else {
                Broken::at(&AUD_3_2, bundle.path(), "the entry is not the one that the log committed to")
            }
            .entry(n));
        }
        if let Some(broken) = self.bad_tile.take() {
            return Err(broken);
        }
        if root != checkpoint.root {
            let broken = Broken::at(&AUD_4_2, CHECKPOINT, "the entries give another root than the one signed");
            return Err(broken.covering((0, self.size.saturating_sub(1))));
        }
        Ok(())
    }
}

/// The lines of a bundle as bytes: one that is not UTF-8 must not hide the others.
fn bundle_lines(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.strip_suffix(b"\n").unwrap_or(bytes).split(|byte| *byte == b'\n').collect()
}
