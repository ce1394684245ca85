//! The parts of the folder that are not entries: its files, the key, the checkpoint.

use super::Broken;
use crate::checkpoint::Checkpoint;
use crate::checks::{AUD_1_1, AUD_1_2, AUD_1_3, AUD_1_4, AUD_1_5, AUD_1_6, AUD_2_1, AUD_2_2};
use crate::disk::Disk;
use crate::note::{BadNote, Note, VerifierKey};
use crate::tile::{self, CHECKPOINT, Piece, VKEY};
use std::collections::BTreeSet;

/// Reads a file that must be there.
pub(super) fn read(disk: &dyn Disk, path: &str) -> Result<Vec<u8>, Broken> {
    match disk.read(path) {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => Err(Broken::at(&AUD_2_1, path, "the file is missing")),
        Err(error) => Err(Broken::at(&AUD_1_1, path, error)),
    }
}

/// The key in the folder, which must be the one given, if any.
pub(super) fn key(disk: &dyn Disk, given: Option<&str>) -> Result<VerifierKey, Broken> {
    let bytes = read(disk, VKEY)?;
    let text = std::str::from_utf8(&bytes).ok().and_then(|text| text.strip_suffix('\n'));
    let key = text.and_then(|text| VerifierKey::parse(text).ok());
    let key = key.ok_or_else(|| Broken::at(&AUD_1_2, VKEY, BadNote::Key))?;
    if given.is_some_and(|given| given.trim() != key.to_string()) {
        return Err(Broken::at(&AUD_1_3, VKEY, "the folder holds another key than the one given"));
    }
    Ok(key)
}

/// The checkpoint, signed by the key.
pub(super) fn checkpoint(bytes: &[u8], key: &VerifierKey) -> Result<Checkpoint, Broken> {
    let spelling = |error: BadNote| Broken::at(&AUD_1_4, CHECKPOINT, error);
    let note = Note::parse(bytes).map_err(spelling)?;
    let checkpoint = Checkpoint::parse(&note.text).map_err(spelling)?;
    if note.signatures.len() != 1 {
        return Err(spelling(BadNote::Malformed("more signatures than the log's own")));
    }
    note.verify(key).map_err(|error| Broken::at(&AUD_1_5, CHECKPOINT, error))?;
    if checkpoint.origin != key.name() {
        return Err(Broken::at(&AUD_1_6, CHECKPOINT, "the origin is not the name of the key"));
    }
    Ok(checkpoint)
}

/// What the folder lacks, and what it has too much.
pub(super) struct Files {
    pub(super) missing: Option<Broken>,
    pub(super) unreferenced: Option<Broken>,
}

/// Compares the files of the folder with those of a log of `size`.
pub(super) fn files(disk: &dyn Disk, size: u64) -> Result<Files, Broken> {
    let found = disk.list().map_err(|error| Broken::at(&AUD_1_1, "", error))?;
    let found: BTreeSet<&str> = found.iter().map(String::as_str).collect();
    // A log that claims more entries than there can be files for is not enumerated.
    let fits = size.div_ceil(u64::from(tile::FULL)) <= found.len() as u64;
    let claimed = if fits { size } else { u64::from(tile::FULL) * (found.len() as u64 + 1) };
    let wanted: BTreeSet<String> = tile::pieces_of(claimed).map(|piece| piece.path()).collect();
    let missing = wanted.iter().find(|path| !found.contains(path.as_str())).map(|path| {
        let broken = Broken::at(&AUD_2_1, path.as_str(), format!("missing from a log of {size} entries"));
        match Piece::parse(path) {
            Some(piece) => broken.covering(piece.covers(size)),
            None => broken,
        }
    });
    let needed = |path: &str| path == VKEY || path == CHECKPOINT || wanted.contains(path);
    let unreferenced = found.iter().find(|path| !needed(path)).map(|path| {
        let because = format!(
            "not part of a log of {size} entries; if the node was stopped while publishing, opening its log again \
             removes it"
        );
        Broken::at(&AUD_2_2, *path, because)
    });
    Ok(Files { missing, unreferenced })
}
