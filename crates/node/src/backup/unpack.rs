//! Unpacking a backup into a directory that is not yet anybody's: whole, or nothing.

use super::file::{BadBackup, Header, Opening};
use super::members::{self, DATABASE};
use seal::rest::NodeKey;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{BufReader, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;

/// How much is copied at once.
const PIECE: usize = 1 << 16;

/// Unpacks `file` into `directory`, which must not exist. On an error the directory is gone again.
pub fn unpack(file: &Path, key: &NodeKey, directory: &Path) -> Result<Header, BadBackup> {
    let bad = |path: &Path| {
        let path = path.to_owned();
        move |error| BadBackup::File { path, error }
    };
    let from = BufReader::new(File::open(file).map_err(bad(file))?);
    let (header, opening) = Opening::begin(from, key)?;
    DirBuilder::new().recursive(true).mode(0o700).create(directory).map_err(bad(directory))?;
    let done = content(opening, directory);
    if done.is_err() {
        let _ = fs::remove_dir_all(directory);
    }
    done.map(|()| header)
}

fn content(mut opening: Opening<'_, BufReader<File>>, directory: &Path) -> Result<(), BadBackup> {
    let mut first = true;
    loop {
        let mut length = [0; 2];
        opening.take(&mut length)?;
        let mut name = vec![0; usize::from(u16::from_be_bytes(length))];
        if name.is_empty() {
            break;
        }
        opening.take(&mut name)?;
        let name = String::from_utf8(name).map_err(|_| BadBackup::Content("a name that is no text".to_owned()))?;
        if first != (name == DATABASE) {
            return Err(BadBackup::Content("the database is not its first file".to_owned()));
        }
        first = false;
        let mut length = [0; 8];
        opening.take(&mut length)?;
        one(&mut opening, &members::place(directory, &name)?, u64::from_be_bytes(length))?;
    }
    if first {
        return Err(BadBackup::Content("no database".to_owned()));
    }
    opening.end()
}

fn one(opening: &mut Opening<'_, BufReader<File>>, path: &Path, mut left: u64) -> Result<(), BadBackup> {
    let bad = |error| BadBackup::File { path: path.to_owned(), error };
    if let Some(parent) = path.parent() {
        DirBuilder::new().recursive(true).mode(0o700).create(parent).map_err(bad)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(bad)?;
    let mut piece = vec![0; PIECE];
    while left > 0 {
        let taken = usize::try_from(left).unwrap_or(PIECE).min(PIECE);
        opening.take(&mut piece[..taken])?;
        file.write_all(&piece[..taken]).map_err(bad)?;
        left -= taken as u64;
    }
    file.sync_all().map_err(bad)
}
