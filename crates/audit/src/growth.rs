//! A tree that grows and tells its tiles. It holds the growing edge and the hashes of the tiles that are not full: at
//! most 8 times 255 digests, whatever the size of the log.
//!
//! The publisher writes what it tells; `verify` compares what it tells with what is there.

use crate::tile::{self, FULL, Piece};
use crate::tree::Edge;
use model::Digest;

/// The growing edge with its open tiles.
#[derive(Debug, Clone, Default)]
pub struct Growth {
    edge: Edge,
    open: Vec<Vec<Digest>>,
}

impl Growth {
    /// The growth of an empty log.
    pub fn new() -> Growth {
        Growth::default()
    }

    /// The growth of a log of `size`, from the partial tiles at its right edge as `read` finds them; nothing if one is
    /// missing or has another width. Whether they are right is for the caller to tell from [`Growth::root`].
    pub fn resume<E>(
        size: u64,
        mut read: impl FnMut(Piece) -> Result<Option<Vec<u8>>, E>,
    ) -> Result<Option<Growth>, E> {
        let mut open = Vec::new();
        let mut peaks = Vec::new();
        for (level, index, width) in tile::edge_of(size) {
            let mut hashes = Vec::new();
            if width > 0 {
                let Some(bytes) = read(Piece { level: Some(level), index, width })? else { return Ok(None) };
                hashes = tile::hashes(&bytes).unwrap_or_default();
                if hashes.len() != usize::from(width) {
                    return Ok(None);
                }
            }
            // From the right: one peak for each bit of the width, smallest first.
            let mut end = hashes.len();
            for bit in 0..8 {
                if width >> bit & 1 == 1 {
                    let start = end - (1 << bit);
                    peaks.extend(tile::root_of(&hashes[start..end]));
                    end = start;
                }
            }
            open.push(hashes);
        }
        peaks.reverse();
        Ok(Edge::from_peaks(size, peaks).map(|edge| Growth { edge, open }))
    }

    /// How many leaves.
    pub fn size(&self) -> u64 {
        self.edge.size()
    }

    /// The root as it is now.
    pub fn root(&self) -> Digest {
        self.edge.root()
    }

    /// The last leaf, if it lies in a tile that is not full.
    pub fn open_leaves(&self) -> &[Digest] {
        self.open.first().map_or(&[], Vec::as_slice)
    }

    /// Appends a leaf and tells every tile that became full.
    pub fn append(&mut self, leaf: Digest, mut full: impl FnMut(Piece, &[Digest])) {
        let open = &mut self.open;
        self.edge.append_telling(leaf, |level, index, digest| {
            if level % 8 != 0 {
                return;
            }
            let level = level / 8;
            while open.len() <= usize::from(level) {
                open.push(Vec::new());
            }
            let hashes = &mut open[usize::from(level)];
            hashes.push(*digest);
            if hashes.len() == usize::from(FULL) {
                full(Piece { level: Some(level), index: index >> 8, width: FULL }, hashes);
                hashes.clear();
            }
        });
    }

    /// The tiles that are not full.
    pub fn partials(&self) -> impl Iterator<Item = (Piece, &[Digest])> {
        tile::edge_of(self.size())
            .zip(&self.open)
            .filter(|(_, hashes)| !hashes.is_empty())
            .map(|((level, index, width), hashes)| (Piece { level: Some(level), index, width }, hashes.as_slice()))
    }
}
