//! A State, or an entity that is a party as one: ISO 3166-1 alpha-3 with the codes the register needs.

use crate::ids::BadId;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;

/// Three capital letters: ISO 3166-1 alpha-3, or `EUE` (European Union), `EUR` (Euratom), `XKX` (Kosovo),
/// `XXA` (Exampleland, invented). Whether a code is assigned is the register's business, not this type's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct State([u8; 3]);

impl State {
    /// The European Union as a party of its own.
    pub const EUROPEAN_UNION: State = State(*b"EUE");
    /// Exampleland: an invented State, for stories and tests.
    pub const EXAMPLELAND: State = State(*b"XXA");

    /// Reads a code of three capital letters.
    pub fn parse(text: &str) -> Result<State, BadId> {
        match text.as_bytes() {
            [a, b, c] if [a, b, c].iter().all(|x| x.is_ascii_uppercase()) => Ok(State([*a, *b, *c])),
            _ => Err(BadId::new(text, "a State: three capital letters of ISO 3166-1 alpha-3, such as FIN")),
        }
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for State {
    type Err = BadId;
    fn from_str(text: &str) -> Result<State, BadId> {
        State::parse(text)
    }
}

impl Serialize for State {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for State {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<State, D::Error> {
        let text = String::deserialize(deserializer)?;
        State::parse(&text).map_err(D::Error::custom)
    }
}
