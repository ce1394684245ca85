//! That a backup was made stands in the log. The command that makes one may not write into the log of a node that runs; it leaves a
//! note in the directory, which the node takes up in its next round, or at its next start.

use audit::Event;
use model::{Chance, Digest, Failure, Instant, Stop};
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use store::Store;

/// The note: a line for each backup, the SHA-256 of its file.
const NOTE: &str = "backup-made";

/// Leaves the note of a backup.
pub fn leave_note(directory: &Path, document: Digest) -> Result<(), Failure> {
    let path = directory.join(NOTE);
    let doing = |error| Failure::new(format!("writing {}", path.display()), error);
    let mut file = OpenOptions::new().append(true).create(true).mode(0o600).open(&path).map_err(doing)?;
    file.write_all(format!("{document}\n").as_bytes()).and_then(|()| file.sync_all()).map_err(doing)
}

/// Takes the notes up: into the log, then away. A crash in between logs one twice, never none.
pub fn take_up_notes(directory: &Path, store: &Store, at: Instant, chance: &mut dyn Chance) -> Result<(), Stop> {
    let path = directory.join(NOTE);
    let doing = |error: &dyn std::fmt::Display| Failure::new(format!("reading {}", path.display()), error);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(doing(&error).into()),
    };
    store.tx("note backups", at, chance, |tx| {
        for document in text.lines().filter_map(Digest::parse) {
            tx.audit().append(Event::BackupMade { document, by: None })?;
        }
        Ok(())
    })?;
    fs::remove_file(&path).map_err(|error| doing(&error).into())
}
