//! Lines of a stream, one at a time and each of bounded length, so that a file of any size is read in the same memory.

use std::io::{self, BufRead};

/// Longest line, or row over several lines, in bytes: ten thousand aliases of a thousand letters have room.
pub const LONGEST: usize = 16 * 1024 * 1024;

/// The lines of a stream.
pub struct Lines<R> {
    source: R,
    number: u64,
    bytes: u64,
}

/// What was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    /// The stream is at its end.
    End,
    /// A line was added, without its end.
    Line,
    /// A line that is too long was passed over.
    TooLong,
}

impl<R: BufRead> Lines<R> {
    /// The lines of a source, from its beginning.
    pub fn new(source: R) -> Lines<R> {
        Lines { source, number: 0, bytes: 0 }
    }

    /// Number of the line that was read last, from 1.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Bytes read so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Adds the next line to `into`, with its line feed taken off. The byte order mark of UTF-8 before the first line and
    /// the end-of-file mark of old systems (0x1A) after the last one are taken off too.
    pub fn read(&mut self, into: &mut Vec<u8>) -> io::Result<Read> {
        let start = into.len();
        let (mut any, mut long) = (false, false);
        loop {
            let part = match self.source.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            if part.is_empty() {
                break;
            }
            any = true;
            let end = part.iter().position(|byte| *byte == b'\n');
            let line = &part[..end.unwrap_or(part.len())];
            long |= into.len() + line.len() > LONGEST;
            if !long {
                into.extend_from_slice(line);
            }
            let taken = line.len() + usize::from(end.is_some());
            self.bytes += taken as u64;
            self.source.consume(taken);
            if end.is_some() {
                break;
            }
        }
        if !any {
            return Ok(Read::End);
        }
        self.number += 1;
        if long {
            into.truncate(start);
            return Ok(Read::TooLong);
        }
        if self.number == 1 && into[start..].starts_with(&[0xEF, 0xBB, 0xBF]) {
            into.drain(start..start + 3);
        }
        if into[start..] == [0x1A] {
            into.truncate(start);
        }
        Ok(Read::Line)
    }
}
