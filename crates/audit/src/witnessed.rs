//! What witnesses have cosigned of a log, as files beside it: `witnessed/<witness>`, each a checkpoint with the signature of
//! the log and the cosignature of that witness; `witnessed/keys`, the verifier keys of the witnesses, one a line.
//!
//! Derived, like the log: the node writes them from its rows, so that a copy of its folder can be verified, and entries of
//! it proved, without rows, keys or node. Whoever relies on them brings the keys of the witnesses from elsewhere.

use crate::checkpoint::Checkpoint;
use crate::checks::{AUD_5_4, AUD_5_5};
use crate::cosignature::WitnessKey;
use crate::disk::Disk;
use crate::note::{Note, VerifierKey};
use crate::verify::Broken;
use model::Instant;
use serde::Serialize;

/// The name of the file with the keys of the witnesses.
pub const KEYS: &str = "keys";

/// A checkpoint of the log as one witness cosigned it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cosigned {
    /// The witness, by the name of its key.
    pub witness: String,
    /// When, by the clock of the witness.
    pub at: Instant,
    /// What it cosigned.
    pub checkpoint: Checkpoint,
    /// The note, with the signatures of the log and the witness.
    #[serde(skip)]
    pub note: Note,
}

/// The keys of the witnesses as they lie in the folder: what lies there proves less than what is known from elsewhere.
pub fn keys(folder: &dyn Disk) -> Result<Vec<WitnessKey>, Broken> {
    let bytes = read(folder, KEYS)?.unwrap_or_default();
    let bad = || Broken::at(&AUD_5_4, path(KEYS), "not one verifier key of a witness a line");
    let text = std::str::from_utf8(&bytes).map_err(|_| bad())?;
    text.lines().map(|line| WitnessKey::parse(line).map_err(|_| bad())).collect()
}

/// Every checkpoint in the folder that a witness of `keys` cosigned: signed by the log, and each cosignature holds. A file
/// that is none, or that none of `keys` has cosigned, is broken.
pub fn cosigned(folder: &dyn Disk, log: &VerifierKey, keys: &[WitnessKey]) -> Result<Vec<Cosigned>, Broken> {
    let files = folder.list().map_err(|error| Broken::at(&AUD_5_4, path(""), error))?;
    let mut found = Vec::new();
    for file in files.iter().filter(|file| *file != KEYS) {
        let bytes = read(folder, file)?.unwrap_or_default();
        let bad = |error: &dyn std::fmt::Display| Broken::at(&AUD_5_4, path(file), error);
        let note = Note::parse(&bytes).map_err(|error| bad(&error))?;
        let checkpoint = Checkpoint::open(&bytes, log).map_err(|error| bad(&error))?;
        let before = found.len();
        for key in keys.iter().filter(|key| note.signatures.iter().any(|line| line.name == key.name())) {
            let at = key.time_of(&note).map_err(|error| Broken::at(&AUD_5_5, path(file), error))?;
            let (witness, checkpoint, note) = (key.name().to_owned(), checkpoint.clone(), note.clone());
            found.push(Cosigned { witness, at, checkpoint, note });
        }
        if found.len() == before {
            return Err(Broken::at(&AUD_5_5, path(file), "no cosignature of a witness whose key is known"));
        }
    }
    Ok(found)
}

fn path(file: &str) -> String {
    format!("witnessed/{file}")
}

fn read(folder: &dyn Disk, file: &str) -> Result<Option<Vec<u8>>, Broken> {
    folder.read(file).map_err(|error| Broken::at(&AUD_5_4, path(file), error))
}
