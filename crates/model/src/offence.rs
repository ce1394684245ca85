//! An offence by its id in the lawbook's vocabulary.

use crate::ids::BadId;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use std::fmt;

/// An offence: `terrorist-financing`. Which ids exist, and which instruments define them, is the lawbook's business.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Offence(String);

impl Offence {
    /// Reads an id: 1 to 64 of a-z, 0-9, `-`, `.`.
    pub fn parse(text: &str) -> Result<Offence, BadId> {
        let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
        if text.is_empty() || text.len() > 64 || !text.chars().all(good) {
            return Err(BadId::new(text, "an offence id such as terrorist-financing"));
        }
        Ok(Offence(text.to_owned()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Offence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Offence {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Offence, BadId> {
        Offence::parse(text)
    }
}

impl<'de> Deserialize<'de> for Offence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Offence, D::Error> {
        let text = String::deserialize(deserializer)?;
        Offence::parse(&text).map_err(D::Error::custom)
    }
}
