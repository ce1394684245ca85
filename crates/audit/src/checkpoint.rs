//! The checkpoint (C2SP tlog-checkpoint): origin, size and root of a log at one moment, as the text of a signed note.
//!
//! No extension lines: nobody could audit them. Cosignatures of witnesses will stand beside the log's signature in the
//! copies that are sent to partners; the file `checkpoint` of the log holds the log's own signature alone.

use crate::note::{BadNote, Note, VerifierKey};
use data_encoding::BASE64;
use model::Digest;
use serde::Serialize;
use std::fmt;

/// The head of a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Checkpoint {
    /// Which log: the name of its key. One origin per incarnation of a node.
    pub origin: String,
    /// How many entries.
    pub size: u64,
    /// The root of the tree of these entries.
    pub root: Digest,
}

impl Checkpoint {
    /// Reads the text of a note, strictly.
    pub fn parse(text: &str) -> Result<Checkpoint, BadNote> {
        const BAD: BadNote = BadNote::Malformed("not origin, size and root");
        let mut lines = text.split('\n');
        let (Some(origin), Some(size), Some(root), Some(""), None) =
            (lines.next(), lines.next(), lines.next(), lines.next(), lines.next())
        else {
            return Err(BAD);
        };
        let size: u64 = size.parse().map_err(|_| BAD)?;
        let root = BASE64.decode(root.as_bytes()).map_err(|_| BAD)?;
        let root = Digest(root.try_into().map_err(|_| BAD)?);
        let checkpoint = Checkpoint { origin: origin.to_owned(), size, root };
        if !origin.is_empty() && checkpoint.to_string() == text { Ok(checkpoint) } else { Err(BAD) }
    }

    /// Reads a signed checkpoint, such as one that a partner or an overseer kept, and verifies it with `key`.
    pub fn open(note: &[u8], key: &VerifierKey) -> Result<Checkpoint, BadNote> {
        let note = Note::parse(note)?;
        note.verify(key)?;
        let checkpoint = Checkpoint::parse(&note.text)?;
        if checkpoint.origin != key.name() {
            return Err(BadNote::Malformed("the origin is not the name of the key"));
        }
        Ok(checkpoint)
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, BASE64.encode(&self.root.0))
    }
}
