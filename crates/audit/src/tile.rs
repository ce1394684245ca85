//! Which files a log of a given size has, and what they are called (C2SP tlog-tiles, height 8).
//!
//! `tile/<L>/<N>` holds 256 hashes of level 8L; `entries/<N>` holds the 256 entries of tile `tile/0/<N>`. What is not
//! full at the right edge has its width in its name, `<N>.p/<W>`. `entries` is not the `tile/entries` of C2SP, whose
//! form is binary and has no room for an erased entry.

use crate::hash::node_hash;
use model::Digest;
use std::collections::BTreeSet;

/// Hashes in a full tile, entries in a full bundle.
pub const FULL: u16 = 256;

/// The name of the file that holds the signed checkpoint.
pub const CHECKPOINT: &str = "checkpoint";
/// The name of the file that holds the verifier key.
pub const VKEY: &str = "vkey";

/// A tile or a bundle of entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Piece {
    /// The level of the tile; nothing for a bundle of entries.
    pub level: Option<u8>,
    /// The place within the level.
    pub index: u64,
    /// How many hashes or entries, 1 to 256.
    pub width: u16,
}

impl Piece {
    /// The path below the log's folder.
    pub fn path(&self) -> String {
        let mut path = match self.level {
            Some(level) => format!("tile/{level}/"),
            None => "entries/".to_owned(),
        };
        let digits = self.index.to_string();
        let padded = format!("{digits:0>width$}", width = digits.len().div_ceil(3) * 3);
        for (place, group) in padded.as_bytes().chunks(3).enumerate() {
            let last = (place + 1) * 3 == padded.len();
            path.push_str(if last { "" } else { "x" });
            path.extend(group.iter().map(|digit| char::from(*digit)));
            path.push_str(if last { "" } else { "/" });
        }
        if self.width < FULL {
            path.push_str(&format!(".p/{}", self.width));
        }
        path
    }

    /// Reads a path; only the one spelling of [`Piece::path`].
    pub fn parse(path: &str) -> Option<Piece> {
        let (level, rest) = match path.strip_prefix("entries/") {
            Some(rest) => (None, rest),
            None => {
                let (level, rest) = path.strip_prefix("tile/")?.split_once('/')?;
                (Some(level.parse().ok().filter(|level| *level < 64)?), rest)
            }
        };
        let (number, width) = match rest.split_once(".p/") {
            Some((number, width)) => (number, width.parse().ok().filter(|width| (1..FULL).contains(width))?),
            None => (rest, FULL),
        };
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let piece = Piece { level, index: digits.parse().ok()?, width };
        (piece.path() == path).then_some(piece)
    }

    /// The first and last entry that it covers, if the log is of `size`.
    pub fn covers(&self, size: u64) -> (u64, u64) {
        let span = 1_u64.checked_shl(8 * u32::from(self.level.unwrap_or(0))).unwrap_or(u64::MAX);
        let first = self.index.saturating_mul(256).saturating_mul(span);
        let last = first.saturating_add(u64::from(self.width).saturating_mul(span)).saturating_sub(1);
        (first, last.min(size.saturating_sub(1)))
    }
}

/// The widths at the right edge: for each level how many full tiles, and how many hashes in the one that is not full.
pub fn edge_of(size: u64) -> impl Iterator<Item = (u8, u64, u16)> {
    (0..8_u8).map(move |level| (level, size >> (8 * level))).take_while(|(_, hashes)| *hashes > 0).map(
        |(level, hashes)| {
            let open = (hashes & 0xff) as u16;
            (level, hashes >> 8, open)
        },
    )
}

/// Every tile and bundle of a log of `size`.
pub fn pieces_of(size: u64) -> impl Iterator<Item = Piece> {
    edge_of(size).flat_map(|(level, full, open)| {
        let of_level = move |level: Option<u8>| {
            let whole = (0..full).map(move |index| Piece { level, index, width: FULL });
            whole.chain((open > 0).then_some(Piece { level, index: full, width: open }))
        };
        of_level(Some(level)).chain((level == 0).then(|| of_level(None)).into_iter().flatten())
    })
}

/// The partial tiles and the partial bundle of a log of `size`.
pub fn open_pieces_of(size: u64) -> BTreeSet<Piece> {
    edge_of(size)
        .filter(|(_, _, open)| *open > 0)
        .flat_map(|(level, index, width)| {
            let tile = Piece { level: Some(level), index, width };
            [Some(tile), (level == 0).then_some(Piece { level: None, ..tile })]
        })
        .flatten()
        .collect()
}

/// The bundle that entry `n` lies in, in a log of `size`.
pub fn bundle_of(n: u64, size: u64) -> Piece {
    let full = u64::from(FULL);
    let index = n / full;
    let width = if index < size / full { FULL } else { (size % full) as u16 };
    Piece { level: None, index, width }
}

/// The hashes of a tile, if the bytes are a whole number of them.
pub fn hashes(bytes: &[u8]) -> Option<Vec<Digest>> {
    let (chunks, rest) = bytes.as_chunks::<32>();
    rest.is_empty().then(|| chunks.iter().map(|chunk| Digest(*chunk)).collect())
}

/// The bytes of a tile.
pub fn bytes(hashes: &[Digest]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

/// The root of the subtree over a power of two of hashes.
pub(crate) fn root_of(hashes: &[Digest]) -> Option<Digest> {
    let mut level = hashes.to_vec();
    while level.len() > 1 {
        level = level.chunks(2).map(|pair| if let [l, r] = pair { node_hash(l, r) } else { pair[0] }).collect();
    }
    level.first().copied()
}
