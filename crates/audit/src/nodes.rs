//! The nodes of a published log, looked up in its tiles: what a proof for a receipt, a witness or an overseer is made
//! from without reading the entries.

use crate::disk::Disk;
use crate::tile::{self, FULL, Piece};
use crate::tree::Nodes;
use model::{Digest, Failure};

/// The tiles of a log of a given size. They are taken as they are: verify what is made from them against a checkpoint.
pub struct TileNodes<'a> {
    disk: &'a dyn Disk,
    size: u64,
}

impl<'a> TileNodes<'a> {
    /// The tiles on `disk` of the log whose checkpoint has `size`.
    pub fn new(disk: &'a dyn Disk, size: u64) -> TileNodes<'a> {
        TileNodes { disk, size }
    }
}

impl Nodes for TileNodes<'_> {
    type Error = Failure;

    fn size(&self) -> u64 {
        self.size
    }

    fn node(&self, level: u8, index: u64) -> Result<Digest, Failure> {
        let (tile_level, rest) = (level / 8, level % 8);
        let first = index << rest;
        let hashes = self.size >> (8 * tile_level);
        let place = first / u64::from(FULL);
        let width = if place < hashes / u64::from(FULL) { FULL } else { (hashes % u64::from(FULL)) as u16 };
        let path = Piece { level: Some(tile_level), index: place, width }.path();
        let failure = |because: &str| Failure::new("reading a tile", format!("{path}: {because}"));
        let bytes = self.disk.read(&path).map_err(|error| failure(&error.to_string()))?;
        let hashes = bytes.and_then(|bytes| tile::hashes(&bytes)).ok_or_else(|| failure("missing or broken"))?;
        let start = (first % u64::from(FULL)) as usize;
        let slice = hashes.get(start..start + (1 << rest)).ok_or_else(|| failure("too short"))?;
        tile::root_of(slice).ok_or_else(|| failure("empty"))
    }
}
