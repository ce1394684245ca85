//! The id under which a subject stands in an index. Never a name: it may be printed and logged.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What the caller calls a subject: a record id, `ofac-36`, a row of a file. Compared and ordered as text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntryId(String);

impl EntryId {
    /// An id as the caller spells it. The caller answers for its holding no personal data.
    pub fn new(text: impl Into<String>) -> EntryId {
        EntryId(text.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for EntryId {
    fn from(text: &str) -> EntryId {
        EntryId::new(text)
    }
}
