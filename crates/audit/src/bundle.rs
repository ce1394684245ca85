//! A bundle: the file of up to 256 entries, one JSON document a line, that an overseer can read with any tool.
//!
//! `{"salt":"<64 hex>","entry":<the canonical line, byte for byte>}` or, once erased,
//! `{"n":<number>,"erased":"<commitment, 64 hex>"}`. Each has one spelling, and anything else is refused.

use crate::entry::{BadLine, Entry, LONGEST_LINE, Row, StoredEntry};
use data_encoding::HEXLOWER;
use model::Digest;

/// The most bytes of one line with salt and braces.
const LONGEST: usize = LONGEST_LINE + 128;

/// The line of a bundle for a row, without the newline.
pub fn write_row(row: &Row) -> String {
    match row {
        Row::Kept(stored) => format!("{{\"salt\":\"{}\",\"entry\":{}}}", HEXLOWER.encode(&stored.salt), stored.line),
        Row::Erased { n, commitment } => format!("{{\"n\":{n},\"erased\":\"{commitment}\"}}"),
    }
}

/// Reads the line of entry `n`: the row, and the entry if it was not erased.
pub fn read_row(line: &str, n: u64) -> Result<(Row, Option<Entry>), BadLine> {
    if line.len() > LONGEST {
        return Err(BadLine::TooLong);
    }
    let (row, entry) = match line.strip_prefix("{\"salt\":\"") {
        Some(rest) => {
            let (salt, text) = split_kept(rest).ok_or(BadLine::NotCanonical)?;
            let entry = Entry::parse(text)?;
            (Row::Kept(StoredEntry { n: entry.n, salt, line: text.to_owned() }), Some(entry))
        }
        None => (read_erased(line).ok_or(BadLine::NotCanonical)?, None),
    };
    if row.n() == n { Ok((row, entry)) } else { Err(BadLine::WrongNumber(row.n())) }
}

fn split_kept(rest: &str) -> Option<([u8; 32], &str)> {
    let (salt, rest) = rest.split_at_checked(64)?;
    let line = rest.strip_prefix("\",\"entry\":")?.strip_suffix('}')?;
    Some((Digest::parse(salt)?.0, line))
}

fn read_erased(line: &str) -> Option<Row> {
    let (n, rest) = line.strip_prefix("{\"n\":")?.split_once(',')?;
    let commitment = Digest::parse(rest.strip_prefix("\"erased\":\"")?.strip_suffix("\"}")?)?;
    let row = Row::Erased { n: n.parse().ok()?, commitment };
    (write_row(&row) == line).then_some(row)
}

/// The lines of a bundle file: each ends in a newline, none is empty.
pub fn lines(bytes: &[u8]) -> Option<Vec<&str>> {
    let text = std::str::from_utf8(bytes).ok()?.strip_suffix('\n')?;
    Some(text.split('\n').collect())
}
