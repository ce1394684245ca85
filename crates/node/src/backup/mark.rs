//! The mark: how far a node had come, in a small file beside its directory, `DIR.mark`. Whoever puts an old directory or database
//! back in its place puts it under a newer mark, and the node notices before it sends anything. A machine that was rolled back
//! whole has an old mark too: that is for its partners to notice.

use exchange::standstill::{HighWater, compare};
use exchange::{Station, high_water};
use model::{Chance, Failure, Instant, Stop};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use store::Store;

/// Where the mark of a node lies.
pub fn place(directory: &Path) -> PathBuf {
    let mut name: OsString = directory.file_name().unwrap_or_default().to_os_string();
    name.push(".mark");
    directory.with_file_name(name)
}

/// The mark of a node; none if there is no file.
pub fn read(directory: &Path) -> Result<Option<HighWater>, Failure> {
    let path = place(directory);
    let doing = || format!("reading {}", path.display());
    match fs::read(&path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|error| Failure::new(doing(), error)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::new(doing(), error)),
    }
}

/// Sets the mark; whole or not at all.
pub fn write(directory: &Path, mark: &HighWater) -> Result<(), Failure> {
    let (path, unfinished) = (place(directory), place(directory).with_extension("mark.new"));
    let doing = |error: std::io::Error| Failure::new(format!("writing {}", path.display()), error);
    let mut bytes = serde_json::to_vec(mark).map_err(|error| Failure::new("writing the mark", error))?;
    bytes.push(b'\n');
    let mut file = File::create(&unfinished).map_err(doing)?;
    file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(doing)?;
    fs::rename(&unfinished, &path).map_err(doing)
}

/// Holds a node against its mark, before anything of it is used (NOD-6.4). Says whether it stands still for it.
pub fn hold_against(directory: &Path, store: &Store, at: Instant, chance: &mut dyn Chance) -> Result<bool, Stop> {
    let Some(mark) = read(directory)? else { return Ok(false) };
    store.tx("hold against the mark", at, chance, |tx| {
        let us = exchange::authority(tx)?.id;
        compare(&us, tx, &mark)
    })
}

/// Sets the mark to where the node is now; one that stands still leaves it as it is.
pub fn advance(station: &Station, store: &Store, at: Instant) -> Result<(), Stop> {
    let mark = store.read("mark", at, |tx| {
        let still = exchange::standstill::standstill(tx)?.is_some();
        if still { Ok(None) } else { high_water(station, tx).map(Some) }
    })?;
    mark.map_or(Ok(()), |mark| write(station.directory(), &mark).map_err(Stop::from))
}
