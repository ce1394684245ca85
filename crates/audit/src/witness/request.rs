//! The request `add-checkpoint`: the old size, the proof, a blank line, the checkpoint.

use crate::checkpoint::Checkpoint;
use crate::note::{BadNote, Note};
use data_encoding::BASE64;
use model::Digest;
use std::fmt;

/// The most hashes of a consistency proof (C2SP tlog-witness).
pub const MOST_HASHES: usize = 63;

/// A checkpoint with the proof that it holds an older one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddCheckpoint {
    /// The size of the older log; 0 if the witness is not known to have seen any.
    pub old: u64,
    /// The consistency proof from there; empty from 0.
    pub proof: Vec<Digest>,
    /// The new checkpoint with the log's signature, and maybe others.
    pub note: Note,
}

/// Why a text is not such a request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadRequest {
    /// Not the line `old` and a size, hashes, a blank line.
    #[error("not `old` and a size, at most {MOST_HASHES} hashes and a blank line")]
    Malformed,
    /// Not a checkpoint after the blank line.
    #[error(transparent)]
    Note(#[from] BadNote),
}

impl AddCheckpoint {
    /// Reads a request in its only spelling. Nothing is verified.
    pub fn parse(bytes: &[u8]) -> Result<AddCheckpoint, BadRequest> {
        let mut rest = bytes;
        let old = line(&mut rest).and_then(|line| line.strip_prefix("old ")).and_then(number);
        let old = old.ok_or(BadRequest::Malformed)?;
        let proof = hashes(&mut rest).ok_or(BadRequest::Malformed)?;
        Ok(AddCheckpoint { old, proof, note: Note::parse(rest)? })
    }

    /// The checkpoint that is shown.
    pub fn checkpoint(&self) -> Result<Checkpoint, BadNote> {
        Checkpoint::parse(&self.note.text)
    }
}

/// Hashes in base64, one a line, up to a blank line.
pub(crate) fn hashes(rest: &mut &[u8]) -> Option<Vec<Digest>> {
    let mut hashes = Vec::new();
    loop {
        match line(rest)? {
            "" => return Some(hashes),
            _ if hashes.len() == MOST_HASHES => return None,
            hash => hashes.push(digest(hash)?),
        }
    }
}

/// The next line, without its newline.
pub(crate) fn line<'a>(rest: &mut &'a [u8]) -> Option<&'a str> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let (line, after) = (&rest[..end], &rest[end + 1..]);
    *rest = after;
    std::str::from_utf8(line).ok()
}

/// A decimal number in its only spelling.
pub(crate) fn number(text: &str) -> Option<u64> {
    text.parse::<u64>().ok().filter(|number| number.to_string() == text)
}

/// 32 bytes in base64.
fn digest(text: &str) -> Option<Digest> {
    Some(Digest(BASE64.decode(text.as_bytes()).ok()?.try_into().ok()?))
}

impl fmt::Display for AddCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old)?;
        for hash in &self.proof {
            writeln!(f, "{}", BASE64.encode(&hash.0))?;
        }
        write!(f, "\n{}", self.note)
    }
}
