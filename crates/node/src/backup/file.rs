//! The file of a backup: a word, a header in clear, then chunks closed under the node key, each bound to the header, its place and
//! whether it is the last. What is torn, of another file, out of order or of another key does not open.

use data_encoding::HEXLOWER;
use model::{AuthorityId, Chance, Failure, Instant};
use seal::rest::NodeKey;
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};
use std::path::PathBuf;

/// What a backup begins with.
const FORMAT: &str = "comity-backup/1";
/// How much of the content is closed at once.
const CHUNK: usize = 1 << 20;
/// What closing adds: salt and tag.
const ADDED: usize = 48;
/// The longest header.
const LONGEST_HEADER: usize = 1_024;

/// What stands in clear, bound to every chunk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// Whose node.
    pub authority: AuthorityId,
    /// When it was made.
    pub made: Instant,
    /// The incarnation of the node.
    pub incarnation: u64,
    /// How many entries its log had.
    pub size: u64,
    /// The program that made it.
    pub program: String,
    /// Drawn for this file.
    pub id: String,
}

/// Why a backup is not taken.
#[derive(Debug, thiserror::Error)]
pub enum BadBackup {
    /// A file could not be read or written.
    #[error("{}: {error}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// No backup, or one of a format that this program does not read.
    #[error("not a backup that this program reads: it begins with `{0}`, not with `{FORMAT}`")]
    Format(String),
    /// The header is not one.
    #[error("the header of the backup is damaged: {0}")]
    Header(String),
    /// A chunk does not open.
    #[error("chunk {0} does not open: the file is torn or altered, or the node key is another")]
    Chunk(u64),
    /// The content is not what a backup holds.
    #[error("the content of the backup is not what a backup holds: {0}")]
    Content(String),
    /// We could not.
    #[error("{0}")]
    Failed(Failure),
}

impl From<Failure> for BadBackup {
    fn from(failure: Failure) -> BadBackup {
        BadBackup::Failed(failure)
    }
}

impl Header {
    /// A header of a file that is about to be written.
    pub fn new(authority: AuthorityId, made: Instant, incarnation: u64, size: u64, chance: &mut dyn Chance) -> Header {
        let mut id = [0; 16];
        chance.fill(&mut id);
        let (program, id) = (env!("CARGO_PKG_VERSION").to_owned(), HEXLOWER.encode(&id));
        Header { authority, made, incarnation, size, program, id }
    }
}

/// Writes the content of a backup, chunk by chunk.
pub(super) struct Closing<'a, W> {
    out: W,
    key: &'a NodeKey,
    chance: &'a mut dyn Chance,
    header: Vec<u8>,
    open: Vec<u8>,
    index: u64,
}

impl<'a, W: Write> Closing<'a, W> {
    pub(super) fn begin(
        mut out: W,
        header: &Header,
        key: &'a NodeKey,
        chance: &'a mut dyn Chance,
    ) -> io::Result<Closing<'a, W>> {
        let header = serde_json::to_vec(header)?;
        out.write_all(FORMAT.as_bytes())?;
        out.write_all(b"\n")?;
        out.write_all(&header)?;
        out.write_all(b"\n")?;
        Ok(Closing { out, key, chance, header, open: Vec::with_capacity(CHUNK), index: 0 })
    }

    /// Closes what is left, as the last chunk, and gives the file back.
    pub(super) fn end(mut self) -> io::Result<W> {
        self.close(true)?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn close(&mut self, last: bool) -> io::Result<()> {
        let place = place(&self.header, self.index, last);
        let closed = self.key.close(&self.open, &place.each(), self.chance).map_err(io::Error::other)?;
        self.out.write_all(&(closed.len() as u32).to_be_bytes())?;
        self.out.write_all(&closed)?;
        self.open.clear();
        self.index += 1;
        Ok(())
    }
}

impl<W: Write> Write for Closing<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // The last chunk is closed at the end alone, so a full one waits until more comes.
        if self.open.len() == CHUNK && !bytes.is_empty() {
            self.close(false)?;
        }
        let taken = bytes.len().min(CHUNK - self.open.len());
        self.open.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Reads the content of a backup; every chunk is opened before a byte of it is given.
pub(super) struct Opening<'a, R> {
    from: R,
    key: &'a NodeKey,
    header: Vec<u8>,
    index: u64,
    chunk: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<'a, R: Read> Opening<'a, R> {
    /// Reads the format and the header. Nothing of the header is believed before the first chunk has opened.
    pub(super) fn begin(mut from: R, key: &'a NodeKey) -> Result<(Header, Opening<'a, R>), BadBackup> {
        let first = line(&mut from, FORMAT.len()).unwrap_or_else(|found| found);
        if first != FORMAT.as_bytes() {
            return Err(BadBackup::Format(String::from_utf8_lossy(&first).escape_debug().take(40).collect()));
        }
        let header = line(&mut from, LONGEST_HEADER).map_err(|_| BadBackup::Header("it does not end".to_owned()))?;
        let read: Header = serde_json::from_slice(&header).map_err(|error| BadBackup::Header(error.to_string()))?;
        let opening = Opening { from, key, header, index: 0, chunk: Vec::new(), given: 0, ended: false };
        Ok((read, opening))
    }

    /// Makes sure that the file ends where its content does.
    pub(super) fn end(mut self) -> Result<(), BadBackup> {
        let mut one = [0];
        if self.given < self.chunk.len() || !self.ended {
            return Err(BadBackup::Content("there is more than its list of files says".to_owned()));
        }
        match self.from.read(&mut one) {
            Ok(0) => Ok(()),
            _ => Err(BadBackup::Content("bytes follow the last chunk".to_owned())),
        }
    }

    /// The next bytes, as many as asked for.
    pub(super) fn take(&mut self, bytes: &mut [u8]) -> Result<(), BadBackup> {
        let mut filled = 0;
        while filled < bytes.len() {
            if self.given == self.chunk.len() {
                self.next()?;
            }
            let taken = (bytes.len() - filled).min(self.chunk.len() - self.given);
            bytes[filled..filled + taken].copy_from_slice(&self.chunk[self.given..self.given + taken]);
            (filled, self.given) = (filled + taken, self.given + taken);
        }
        Ok(())
    }

    fn next(&mut self) -> Result<(), BadBackup> {
        let torn = BadBackup::Chunk(self.index);
        if self.ended {
            return Err(BadBackup::Content("it ends too early".to_owned()));
        }
        let mut length = [0; 4];
        if self.from.read_exact(&mut length).is_err() {
            return Err(torn);
        }
        let length = u32::from_be_bytes(length) as usize;
        if !(ADDED..=CHUNK + ADDED).contains(&length) {
            return Err(torn);
        }
        let mut closed = vec![0; length];
        if self.from.read_exact(&mut closed).is_err() {
            return Err(torn);
        }
        for last in [false, true] {
            if let Ok(open) = self.key.open(&closed, &place(&self.header, self.index, last).each()) {
                (self.chunk, self.given, self.ended) = (open.to_vec(), 0, last);
                self.index += 1;
                return Ok(());
            }
        }
        Err(torn)
    }
}

/// Where a chunk belongs.
struct Place<'a> {
    header: &'a [u8],
    index: [u8; 8],
    last: [u8; 1],
}

fn place(header: &[u8], index: u64, last: bool) -> Place<'_> {
    Place { header, index: index.to_be_bytes(), last: [u8::from(last)] }
}

impl Place<'_> {
    fn each(&self) -> [&[u8]; 4] {
        [FORMAT.as_bytes(), self.header, &self.index, &self.last]
    }
}

/// A line of at most `longest` bytes; what was read of it, if it does not end.
fn line(from: &mut impl Read, longest: usize) -> Result<Vec<u8>, Vec<u8>> {
    let (mut found, mut byte) = (Vec::new(), [0]);
    loop {
        match from.read_exact(&mut byte) {
            Ok(()) if byte[0] == b'\n' => return Ok(found),
            Ok(()) if found.len() < longest => found.push(byte[0]),
            _ => return Err(found),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::SystemChance;

    fn key(byte: u8) -> NodeKey {
        NodeKey::from_bytes(&[byte; 32]).unwrap()
    }

    fn closed(content: &[u8]) -> Vec<u8> {
        let at = "2026-11-23T12:00:00Z".parse().unwrap();
        let header = Header::new(AuthorityId::parse("ke-ctc").unwrap(), at, 1, 9, &mut SystemChance);
        let (key, mut chance) = (key(7), SystemChance);
        let mut closing = Closing::begin(Vec::new(), &header, &key, &mut chance).unwrap();
        closing.write_all(content).unwrap();
        closing.end().unwrap()
    }

    fn opened(bytes: &[u8], length: usize, key: &NodeKey) -> Result<Vec<u8>, BadBackup> {
        let (_, mut opening) = Opening::begin(bytes, key)?;
        let mut content = vec![0; length];
        opening.take(&mut content)?;
        opening.end().map(|()| content)
    }

    #[test]
    fn nod_6_1_what_was_closed_opens_whole_or_not_at_all() {
        let key = key(7);
        for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK] {
            let content: Vec<u8> = (0..length).map(|n| n as u8).collect();
            let bytes = closed(&content);
            assert!(length == 0 || opened(&bytes, length, &key).unwrap() == content, "{length}");
            for cut in [0, 5, 16, 90, bytes.len() - 1] {
                assert!(opened(&bytes[..cut], length.max(1), &key).is_err(), "{length} cut at {cut}");
            }
            assert!(opened(&[&bytes[..], b"x"].concat(), length, &key).is_err());
        }
    }

    #[test]
    fn nod_6_1_a_byte_that_was_turned_another_key_and_another_file_do_not_open() {
        let content = vec![5; 3_000];
        let bytes = closed(&content);
        for place in (0..bytes.len()).step_by(97) {
            let mut spoilt = bytes.clone();
            spoilt[place] ^= 1;
            assert!(opened(&spoilt, content.len(), &key(7)).is_err(), "byte {place}");
        }
        assert!(matches!(opened(&bytes, content.len(), &key(8)), Err(BadBackup::Chunk(0))));
        // The chunks of one file behind the header of another.
        let other = closed(&content);
        let head = |bytes: &[u8]| bytes.iter().enumerate().filter(|(_, b)| **b == b'\n').nth(1).unwrap().0 + 1;
        let mixed = [&bytes[..head(&bytes)], &other[head(&other)..]].concat();
        assert!(matches!(opened(&mixed, content.len(), &key(7)), Err(BadBackup::Chunk(0))));
    }

    #[test]
    fn nod_6_1_an_older_or_foreign_format_is_told() {
        for first in ["comity-backup/0", "SQLite format 3", "x"] {
            let bytes = [first.as_bytes(), b"\n{}\n"].concat();
            assert!(matches!(opened(&bytes, 1, &key(7)), Err(BadBackup::Format(_))), "{first}");
        }
    }
}
