//! Putting a file down so that a crash leaves the old one or the new one: written under another name, synced, renamed.

use crate::disk::Disk;
use model::Failure;
use std::collections::BTreeSet;
use std::io;

/// What the name of a file ends in until it is whole.
pub(super) const UNFINISHED: &str = ".tmp";

/// Writes files and remembers the folders whose names are not yet synced. A folder that is new must be synced in the one
/// above it; one that is known to be safe need not be again.
pub(super) struct Writer<'a> {
    disk: &'a mut dyn Disk,
    folders: BTreeSet<String>,
    safe: BTreeSet<String>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(disk: &'a mut dyn Disk, safe: BTreeSet<String>) -> Writer<'a> {
        Writer { disk, folders: BTreeSet::new(), safe }
    }

    /// The folders that are safe now, for the next writer.
    pub(super) fn into_safe(self) -> BTreeSet<String> {
        self.safe
    }

    /// The whole of a file; nothing if there is none.
    pub(super) fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        self.disk.read(path).map_err(|error| failure(path, &error))
    }

    /// Puts a file down. It survives a loss of power only after [`Writer::sync`].
    pub(super) fn put(&mut self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        let unfinished = format!("{path}{UNFINISHED}");
        self.disk.write(&unfinished, bytes).map_err(|error| failure(path, &error))?;
        self.disk.rename(&unfinished, path).map_err(|error| failure(path, &error))?;
        let mut name = path;
        loop {
            let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
            self.folders.insert(folder.to_owned());
            if folder.is_empty() || self.safe.contains(folder) {
                return Ok(());
            }
            name = folder;
        }
    }

    /// Syncs the names of everything put down since the last time.
    pub(super) fn sync(&mut self) -> Result<(), Failure> {
        for folder in std::mem::take(&mut self.folders) {
            self.disk.sync_names(&folder).map_err(|error| failure(&folder, &error))?;
            self.safe.insert(folder);
        }
        Ok(())
    }

    /// Removes a file that nothing needs.
    pub(super) fn remove(&mut self, path: &str) -> Result<(), Failure> {
        // The folder may go with its last file.
        self.safe.remove(path.rsplit_once('/').map_or("", |(folder, _)| folder));
        self.disk.remove(path).map_err(|error| failure(path, &error))
    }
}

/// A failure of the disk, with the path below the log's folder.
pub(super) fn failure(path: &str, error: &io::Error) -> Failure {
    Failure::new("writing the log", format!("{path}: {error}"))
}
