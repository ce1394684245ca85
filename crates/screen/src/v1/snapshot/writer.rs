//! Columns into a stream.

use super::{CHUNK, Digest, MAGIC, Number, VERSION};
use std::io::{self, Write};

/// Writes columns, and a digest after the last one.
pub struct Writer<W> {
    into: W,
    digest: Digest,
    chunk: Vec<u8>,
}

impl<W: Write> Writer<W> {
    /// Begins a snapshot.
    pub fn begin(mut into: W) -> io::Result<Writer<W>> {
        into.write_all(&MAGIC)?;
        into.write_all(&VERSION.to_le_bytes())?;
        Ok(Writer { into, digest: Digest::new(), chunk: Vec::with_capacity(CHUNK) })
    }

    /// Writes a column.
    pub fn column<T: Number>(&mut self, column: &[T]) -> io::Result<()> {
        let length = (column.len() as u64).to_le_bytes();
        self.digest.add(&length);
        self.into.write_all(&length)?;
        for part in column.chunks(CHUNK / T::SIZE) {
            self.chunk.clear();
            part.iter().for_each(|number| number.put(&mut self.chunk));
            self.digest.add(&self.chunk);
            self.into.write_all(&self.chunk)?;
        }
        Ok(())
    }

    /// Ends it.
    pub fn end(mut self) -> io::Result<()> {
        self.into.write_all(&self.digest.value())?;
        self.into.flush()
    }
}
