//! Columns from a stream.

use super::{CHUNK, Digest, MAGIC, Number, VERSION};
use std::fmt;
use std::io::{self, Read};

/// Why a snapshot is not taken.
#[derive(Debug)]
pub enum BadSnapshot {
    /// The source failed.
    Source(io::Error),
    /// The file is no snapshot.
    Foreign,
    /// A snapshot of another version of the layout.
    Version(u32),
    /// The file was cut off, or bytes of it changed.
    Torn,
}

impl fmt::Display for BadSnapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BadSnapshot::Source(error) => write!(f, "{error}"),
            BadSnapshot::Foreign => f.write_str("the file is no snapshot of an index"),
            BadSnapshot::Version(version) => {
                write!(f, "the snapshot has version {version} of the layout, and this program reads {VERSION}")
            }
            BadSnapshot::Torn => f.write_str("the snapshot was cut off or damaged"),
        }
    }
}

impl std::error::Error for BadSnapshot {}

impl From<io::Error> for BadSnapshot {
    fn from(error: io::Error) -> BadSnapshot {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => BadSnapshot::Torn,
            _ => BadSnapshot::Source(error),
        }
    }
}

/// Reads columns in the order in which they were written.
pub struct Reader<R> {
    from: R,
    digest: Digest,
    chunk: Vec<u8>,
}

impl<R: Read> Reader<R> {
    /// Begins to read a snapshot.
    pub fn begin(mut from: R) -> Result<Reader<R>, BadSnapshot> {
        let (mut magic, mut version) = ([0; 8], [0; 4]);
        match from.read_exact(&mut magic) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Err(BadSnapshot::Foreign),
            read => read?,
        }
        if magic != MAGIC {
            return Err(BadSnapshot::Foreign);
        }
        from.read_exact(&mut version)?;
        match u32::from_le_bytes(version) {
            VERSION => Ok(Reader { from, digest: Digest::new(), chunk: vec![0; CHUNK] }),
            other => Err(BadSnapshot::Version(other)),
        }
    }

    /// Reads a column. What it is said to hold is never believed before it is there: room is made as it comes.
    pub fn column<T: Number>(&mut self) -> Result<Vec<T>, BadSnapshot> {
        let mut length = [0; 8];
        self.from.read_exact(&mut length)?;
        self.digest.add(&length);
        let mut left = u64::from_le_bytes(length).checked_mul(T::SIZE as u64).ok_or(BadSnapshot::Torn)?;
        let mut column = Vec::with_capacity(left.min(1 << 28) as usize / T::SIZE);
        while left > 0 {
            let part = &mut self.chunk[..left.min(CHUNK as u64) as usize];
            self.from.read_exact(part)?;
            self.digest.add(part);
            column.extend(part.chunks_exact(T::SIZE).map(T::get));
            left -= part.len() as u64;
        }
        Ok(column)
    }

    /// Compares the digest, and makes sure that nothing follows.
    pub fn end(mut self) -> Result<(), BadSnapshot> {
        let (mut value, mut more) = ([0; 16], [0; 1]);
        self.from.read_exact(&mut value)?;
        let whole = value == self.digest.value() && self.from.read(&mut more)? == 0;
        if whole { Ok(()) } else { Err(BadSnapshot::Torn) }
    }
}
