//! Files that hold a secret: made once, never overwritten, readable by their owner alone.

use super::Trouble;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

/// A secret file that was made and not yet kept: dropped before [`keep`](SecretFile::keep), it is removed again.
pub(super) struct SecretFile {
    path: PathBuf,
    file: File,
    kept: bool,
}

impl SecretFile {
    /// Makes the file, mode 0600; bad input if there is one already, or no folder for it: a medium that is not mounted must not
    /// send a secret to the disk.
    pub(super) fn make(path: &Path) -> Result<SecretFile, Trouble> {
        if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty() && !parent.is_dir()) {
            let because = "the folder for a secret is not there";
            let remedy = "mount the medium, or make the folder yourself: a secret is not put where nobody expects it";
            return Err(Trouble::input(parent.display().to_string(), because, remedy));
        }
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
        let file = made.map_err(|e| Trouble::file(path, &e))?;
        Ok(SecretFile { path: path.to_owned(), file, kept: false })
    }

    /// Writes the secret, durably.
    pub(super) fn write(&mut self, secret: &[u8]) -> Result<(), Trouble> {
        let written = self.file.write_all(secret).and_then(|()| self.file.sync_all());
        written.map_err(|e| Trouble::file(&self.path, &e))
    }

    /// The file, for what is written piece by piece.
    pub(super) fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// From here on the file stays.
    pub(super) fn keep(mut self) {
        self.kept = true;
    }
}

impl Drop for SecretFile {
    fn drop(&mut self) {
        if !self.kept {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}
