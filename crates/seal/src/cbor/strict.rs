//! Walking bytes that someone else wrote, before anything is decoded: one pass, no allocation, bounded depth.
//!
//! It accepts exactly the documents that [`encode`](super::encode()) writes: a property test decodes what is accepted,
//! encodes it again and compares.

use super::Limits;
use crate::checks::{SEAL_1_1, SEAL_1_2, SEAL_1_3};
use crate::fault;
use model::Fault;

/// Checks one document. `tag` is the tag that must be outermost (98 for COSE_Sign), or `None` for none.
/// Fault SEAL-1.1 too large, SEAL-1.2 not deterministic, SEAL-1.3 too deep or too many items.
pub fn check(bytes: &[u8], limits: Limits, tag: Option<u64>) -> Result<(), Fault> {
    if bytes.len() > limits.bytes {
        return Err(fault(&SEAL_1_1, format!("{} bytes, at most {}", bytes.len(), limits.bytes)));
    }
    let mut walk = Walk { bytes, at: 0, items_left: limits.items };
    if let Some(tag) = tag {
        let (major, argument) = walk.head()?;
        if (major, argument) != (6, tag) {
            return Err(fault(&SEAL_1_2, format!("byte 0, tag {tag} wanted")));
        }
    }
    walk.item(limits.depth)?;
    if walk.at == bytes.len() { Ok(()) } else { Err(walk.flaw()) }
}

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
    items_left: usize,
}

impl<'a> Walk<'a> {
    fn flaw(&self) -> Fault {
        fault(&SEAL_1_2, format!("byte {}", self.at))
    }

    fn take(&mut self, length: u64) -> Result<&'a [u8], Fault> {
        let length = usize::try_from(length).map_err(|_| self.flaw())?;
        let end = self.at.checked_add(length).ok_or_else(|| self.flaw())?;
        let taken = self.bytes.get(self.at..end).ok_or_else(|| self.flaw())?;
        self.at = end;
        Ok(taken)
    }

    /// Major type and argument; the argument in its shortest form (RFC 8949 section 4.2.1, first bullet).
    fn head(&mut self) -> Result<(u8, u64), Fault> {
        let first = self.take(1)?[0];
        let (major, short) = (first >> 5, first & 0x1f);
        let (extra, least) = match short {
            0..=23 => return Ok((major, u64::from(short))),
            24 => (1, 24),
            25 => (2, 1 << 8),
            26 => (4, 1 << 16),
            27 => (8, 1 << 32),
            _ => return Err(self.flaw()),
        };
        let argument = self.take(extra)?.iter().fold(0, |value: u64, byte| value << 8 | u64::from(*byte));
        if argument < least { Err(self.flaw()) } else { Ok((major, argument)) }
    }

    fn item(&mut self, depth: u32) -> Result<(), Fault> {
        let too_much = |walk: &Self| fault(&SEAL_1_3, format!("byte {}", walk.at));
        self.items_left = self.items_left.checked_sub(1).ok_or_else(|| too_much(self))?;
        let start = self.at;
        let (major, argument) = self.head()?;
        match major {
            0 | 1 => Ok(()),
            2 => self.take(argument).map(drop),
            3 => std::str::from_utf8(self.take(argument)?).map(drop).map_err(|_| self.flaw()),
            4 | 5 if depth == 0 => Err(too_much(self)),
            4 => (0..argument).try_for_each(|_| self.item(depth - 1)),
            5 => self.map(argument, depth - 1),
            // false, true, null; RFC 8949 section 3.3. Undefined, other simple values and floats are refused.
            7 if (20..=22).contains(&argument) && self.at == start + 1 => Ok(()),
            _ => Err(self.flaw()),
        }
    }

    fn map(&mut self, pairs: u64, depth: u32) -> Result<(), Fault> {
        let mut before: &[u8] = &[];
        for _ in 0..pairs {
            let start = self.at;
            self.item(depth)?;
            let key = &self.bytes[start..self.at];
            if key <= before {
                return Err(self.flaw());
            }
            before = key;
            self.item(depth)?;
        }
        Ok(())
    }
}
