//! The few file operations that a log needs, so that a simulation can fail any of them. [`Folder`] is the real one.
//!
//! Nothing here appends or edits in place: a file is written whole under another name, synced, renamed, and its folder
//! synced. Paths are relative to the log's folder, with `/`.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// The most bytes of one file under a log; a bundle of 256 entries of the longest kind stays below it.
pub const LONGEST_FILE: u64 = 32 * 1024 * 1024;

/// A log's folder.
pub trait Disk: Send {
    /// The whole of a file; nothing if there is none.
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>>;
    /// Every file below, at any depth, in order. What is neither file nor folder, or has no plain name, is an error.
    fn list(&self) -> io::Result<Vec<String>>;
    /// Creates a file with these bytes, replacing one of the same name, and syncs its content. Folders are made.
    fn write(&mut self, path: &str, bytes: &[u8]) -> io::Result<()>;
    /// Gives a file another name, replacing one that has it.
    fn rename(&mut self, from: &str, to: &str) -> io::Result<()>;
    /// Syncs the names in one folder; `""` is the log's own.
    fn sync_names(&mut self, folder: &str) -> io::Result<()>;
    /// Removes a file, and its folder if that is then empty and holds only partial pieces. No such file is no error.
    fn remove(&mut self, path: &str) -> io::Result<()>;
}

/// A folder of the file system.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The folder at `root`, which need not exist before something is written.
    pub fn at(root: &Path) -> Folder {
        Folder { root: root.to_owned() }
    }

    fn collect(&self, folder: &Path, prefix: &str, found: &mut Vec<String>) -> io::Result<()> {
        let mut entries = match fs::read_dir(folder) {
            Ok(entries) => entries.collect::<io::Result<Vec<_>>>()?,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name().into_string().map_err(|_| odd(format!("{prefix}?: not a plain name")))?;
            let path = format!("{prefix}{name}");
            let kind = entry.file_type()?;
            if kind.is_dir() {
                self.collect(&entry.path(), &format!("{path}/"), found)?;
            } else if kind.is_file() {
                found.push(path);
            } else {
                return Err(odd(format!("{path}: neither a file nor a folder")));
            }
        }
        Ok(())
    }
}

fn odd(what: String) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, what)
}

impl Disk for Folder {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        let file = match File::open(self.root.join(path)) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut bytes = Vec::new();
        file.take(LONGEST_FILE + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > LONGEST_FILE {
            return Err(odd(format!("{path}: longer than {LONGEST_FILE} bytes")));
        }
        Ok(Some(bytes))
    }

    fn list(&self) -> io::Result<Vec<String>> {
        let mut found = Vec::new();
        self.collect(&self.root, "", &mut found)?;
        Ok(found)
    }

    fn write(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.root.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn rename(&mut self, from: &str, to: &str) -> io::Result<()> {
        fs::rename(self.root.join(from), self.root.join(to))
    }

    fn sync_names(&mut self, folder: &str) -> io::Result<()> {
        File::open(self.root.join(folder))?.sync_all()
    }

    fn remove(&mut self, path: &str) -> io::Result<()> {
        let path = self.root.join(path);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        // Only a folder of partial pieces is removed, and only once it is empty.
        if let Some(folder) = path.parent().filter(|folder| folder.extension().is_some_and(|end| end == "p")) {
            let _ = fs::remove_dir(folder);
        }
        Ok(())
    }
}
