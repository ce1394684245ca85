//! Making a backup, of a node that runs or not: a copy of the database as of one moment, without what must not be in a backup, and
//! the files beside it.

use super::file::{BadBackup, Closing, Header};
use super::members::{self, DATABASE};
use crate::system::SystemChance;
use model::{Digest, Failure, Instant, Stop};
use seal::digest::Sha256;
use seal::rest::NodeKey;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};
use store::Store;

/// Where the copy lies while the file is written: on the disk of the node, never on the medium of the backup.
struct Copy(PathBuf);

impl Copy {
    fn of(directory: &Path) -> Result<Copy, BadBackup> {
        let copy = Copy(directory.join("backup.unfinished"));
        let _ = fs::remove_dir_all(&copy.0);
        store::copy_for_backup(directory, &copy.0)?;
        Ok(copy)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Writes a backup of the node in `directory` to `out`, closed under `key`, which must be its key. Gives the header and the
/// SHA-256 of the file.
pub fn make(directory: &Path, key: &NodeKey, out: &mut File, at: Instant) -> Result<(Header, Digest), BadBackup> {
    let copy = Copy::of(directory)?;
    let again = <[u8; 32]>::try_from(key.to_bytes().as_slice()).map_err(|e| Failure::new("making a backup", e))?;
    let store = Store::open(&copy.0, NodeKey::from_bytes(&again)?)?;
    let (authority, incarnation, size) = store
        .read("look at the copy", at, |tx| {
            Ok((exchange::authority(tx)?.id, exchange::incarnation(tx)?, tx.audit().size()?))
        })
        .map_err(failed)?;
    store.truncate_log()?;
    drop(store);
    let (mut drawing, mut closing_chance) = (SystemChance, SystemChance);
    let header = Header::new(authority, at, incarnation, size, &mut drawing);
    let to_file = |error| BadBackup::File { path: "the backup".into(), error };
    let counted = Counted { out: BufWriter::new(out), hash: Sha256::new() };
    let mut closing = Closing::begin(counted, &header, key, &mut closing_chance).map_err(to_file)?;
    member(&mut closing, DATABASE, &copy.0.join(DATABASE))?;
    let names = members::list(directory).map_err(|error| BadBackup::File { path: directory.to_owned(), error })?;
    for name in names {
        // A running node replaces files of its log; one that has just gone is not missing.
        match member(&mut closing, &name, &directory.join(&name)) {
            Err(BadBackup::File { error, .. }) if error.kind() == io::ErrorKind::NotFound => {}
            other => other?,
        }
    }
    closing.write_all(&0_u16.to_be_bytes()).map_err(to_file)?;
    let Counted { out, hash } = closing.end().map_err(to_file)?;
    let file = out.into_inner().map_err(|error| to_file(error.into_error()))?;
    file.sync_all().map_err(to_file)?;
    Ok((header, hash.finish()))
}

fn failed(stop: Stop) -> BadBackup {
    match stop {
        Stop::Failure(failure) => BadBackup::Failed(failure),
        other => BadBackup::Failed(Failure::new("making a backup", other)),
    }
}

/// One file: its name, its length, its bytes.
fn member(closing: &mut impl Write, name: &str, path: &Path) -> Result<(), BadBackup> {
    let bad = |error| BadBackup::File { path: path.to_owned(), error };
    let mut file = File::open(path).map_err(bad)?;
    let length = file.metadata().map_err(bad)?.len();
    let mut head = (name.len() as u16).to_be_bytes().to_vec();
    head.extend(name.as_bytes());
    head.extend(length.to_be_bytes());
    closing.write_all(&head).map_err(bad)?;
    let copied = io::copy(&mut (&mut file).take(length), closing).map_err(bad)?;
    if copied == length { Ok(()) } else { Err(bad(io::Error::other("it became shorter while it was copied"))) }
}

/// Hashes what it writes.
struct Counted<W> {
    out: W,
    hash: Sha256,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hash.add(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
