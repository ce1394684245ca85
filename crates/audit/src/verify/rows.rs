//! The rows of a node against its published log: the rows are the truth, so that a changed row would only show when the
//! tree is built again from them.

use super::Broken;
use crate::checkpoint::Checkpoint;
use crate::checks::{AUD_2_1, AUD_5_6};
use crate::disk::Disk;
use crate::note::Note;
use crate::publisher::Rows;
use crate::tile::{self, CHECKPOINT, FULL, Piece, bundle_of};

/// How many rows are fetched at once: those of one tile.
const PAGE: usize = FULL as usize;

/// Compares every row with the leaf that was published for it. Rows that are not published yet are not looked at. To be
/// called for a log that [`verify`](super::verify()) has found to hold.
pub fn compare_rows(log: &dyn Disk, rows: &mut dyn Rows) -> Result<u64, Broken> {
    let missing = |path: &str| Broken::at(&AUD_2_1, path, "missing or broken");
    let note = log.read(CHECKPOINT).ok().flatten().ok_or_else(|| missing(CHECKPOINT))?;
    let checkpoint = Note::parse(&note).and_then(|note| Checkpoint::parse(&note.text));
    let size = checkpoint.map_err(|_| missing(CHECKPOINT))?.size;
    for piece in tile::pieces_of(size).filter(|piece| piece.level == Some(0)) {
        let path = piece.path();
        let leaves =
            log.read(&path).ok().flatten().and_then(|bytes| tile::hashes(&bytes)).ok_or_else(|| missing(&path))?;
        let first = piece.index * u64::from(FULL);
        let page = rows.rows(first, PAGE).map_err(|failure| row(first, size, failure.because))?;
        for ((leaf, n), place) in leaves.iter().zip(first..).zip(0..) {
            match page.get(place) {
                Some(found) if found.n() == n && found.leaf() == *leaf => {}
                Some(found) if found.n() == n => {
                    return Err(row(n, size, "the row of the node is not the entry that was published"));
                }
                _ => return Err(row(n, size, "the row of the node is missing")),
            }
        }
    }
    Ok(size)
}

fn row(n: u64, size: u64, because: impl std::fmt::Display) -> Broken {
    let bundle = Piece { level: None, ..bundle_of(n, size) };
    Broken::at(&AUD_5_6, bundle.path(), because).entry(n)
}
