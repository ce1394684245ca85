//! The index of a table, kept in a file of the caller's own, in clear.

use super::super::Trouble;
use super::output::beside;
use ::screen::{Index, v1::snapshot::MAGIC};
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read};
use std::path::Path;

/// The index in a file; none if the file is something else. One that is torn, damaged or of another version is refused.
pub fn open(path: &Path) -> Result<Option<Index>, Trouble> {
    let (mut file, mut head) = (File::open(path).map_err(|e| Trouble::file(path, &e))?, [0; MAGIC.len()]);
    match file.read_exact(&mut head) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read.map_err(|e| Trouble::file(path, &e))?,
    }
    if head != MAGIC {
        return Ok(None);
    }
    let source = BufReader::with_capacity(1 << 20, head.chain(file));
    let remedy = "write it again from its table with --keep-index";
    Index::load(source).map(Some).map_err(|bad| Trouble::input(path.display().to_string(), bad.to_string(), remedy))
}

/// Writes an index beside its place and moves it there.
pub fn keep(index: &Index, place: &Path, overwrite: bool) -> Result<(), Trouble> {
    if place.exists() && !overwrite {
        let remedy = "name another file, or say --overwrite";
        return Err(Trouble::input(place.display().to_string(), "there is a file already", remedy));
    }
    let part = beside(place, ".part");
    let write = || -> io::Result<()> {
        index.save(BufWriter::with_capacity(1 << 20, File::create(&part)?))?;
        std::fs::rename(&part, place)
    };
    write().map_err(|e| Trouble::file(place, &e))
}
