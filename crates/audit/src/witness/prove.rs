//! A question to a log: prove that what you showed to a witness at one size holds what you said at a smaller one. The
//! answer has the form of [`AddCheckpoint`](super::AddCheckpoint), with the smaller size as the old one.

use super::request::number;
use crate::note::is_name;
use std::fmt;

/// The question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prove {
    /// Which log.
    pub origin: String,
    /// The smaller size: that of a receipt, for instance.
    pub old: u64,
    /// The size of a checkpoint that the one who asks has cosigned.
    pub new: u64,
}

impl Prove {
    /// Reads a question in its only spelling; nothing if it is none.
    pub fn parse(bytes: &[u8]) -> Option<Prove> {
        let text = std::str::from_utf8(bytes).ok()?.strip_suffix('\n')?;
        let [head, origin, old, new] = text.split('\n').collect::<Vec<_>>().try_into().ok()?;
        let prove = Prove { origin: origin.to_owned(), old: number(old)?, new: number(new)? };
        (head == HEAD && is_name(origin) && (1..=prove.new).contains(&prove.old)).then_some(prove)
    }
}

/// The first line.
const HEAD: &str = "prove";

impl fmt::Display for Prove {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{HEAD}\n{}\n{}\n{}\n", self.origin, self.old, self.new)
    }
}
