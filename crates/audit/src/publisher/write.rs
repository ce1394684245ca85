//! Putting a file down so that a crash leaves the old one or the new one: written under another name, synced, renamed.

use crate::disk::Disk;
use model::Failure;
use std::collections::BTreeSet;
use std::io;

/// What the name of a file ends in until it is whole.
pub(super) const UNFINISHED: &str = ".tmp";

/// Writes files and remembers the folders whose names are not yet synced.
pub(super) struct Writer<'a> {
    disk: &'a mut dyn Disk,
    folders: BTreeSet<String>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(disk: &'a mut dyn Disk) -> Writer<'a> {
        Writer { disk, folders: BTreeSet::new() }
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
        let mut folder = path;
        while let Some((parent, _)) = folder.rsplit_once('/') {
            self.folders.insert(parent.to_owned());
            folder = parent;
        }
        self.folders.insert(String::new());
        Ok(())
    }

    /// Syncs the names of everything put down since the last time.
    pub(super) fn sync(&mut self) -> Result<(), Failure> {
        for folder in std::mem::take(&mut self.folders) {
            self.disk.sync_names(&folder).map_err(|error| failure(&folder, &error))?;
        }
        Ok(())
    }

    /// Removes a file that nothing needs.
    pub(super) fn remove(&mut self, path: &str) -> Result<(), Failure> {
        self.disk.remove(path).map_err(|error| failure(path, &error))
    }
}

/// A failure of the disk, with the path below the log's folder.
pub(super) fn failure(path: &str, error: &io::Error) -> Failure {
    Failure::new("writing the log", format!("{path}: {error}"))
}
