//! Names of things. None of them carries personal data, so all may be printed and logged.

use crate::Chance;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;

/// Why a text is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not {wanted}")]
pub struct BadId {
    /// What was given, cut to 40 characters.
    pub found: String,
    /// What would have been right.
    pub wanted: &'static str,
}

impl BadId {
    pub(crate) fn new(found: &str, wanted: &'static str) -> BadId {
        BadId { found: found.chars().take(40).collect(), wanted }
    }
}

macro_rules! slug {
    ($(#[$doc:meta])* $name:ident, $wanted:literal, $allowed:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Reads the identifier; 1 to 64 characters of the permitted kind.
            pub fn parse(text: &str) -> Result<$name, BadId> {
                let allowed: fn(char) -> bool = $allowed;
                if text.is_empty() || text.len() > 64 || !text.chars().all(allowed) {
                    return Err(BadId::new(text, $wanted));
                }
                Ok($name(text.to_owned()))
            }

            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<$name, BadId> {
                $name::parse(text)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                let text = String::deserialize(deserializer)?;
                $name::parse(&text).map_err(D::Error::custom)
            }
        }
    };
}

fn lower(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.'
}

slug!(
    /// An authority, which is also the name of its node: `fi-nbi`, `ke-ctc`, `relay-north`.
    AuthorityId, "an authority id: 1 to 64 of a-z, 0-9, `-`, `.`", lower
);
slug!(
    /// An organisational unit of an authority; trays and compartments belong to it.
    UnitId, "a unit id: 1 to 64 of a-z, 0-9, `-`, `.`", lower
);
slug!(
    /// An officer of this node: an account, never a name.
    OfficerId, "an officer id: 1 to 64 of a-z, 0-9, `-`, `.`", lower
);
slug!(
    /// A registered arrangement between this node and a partner.
    ArrangementId, "an arrangement id: 1 to 64 of a-z, 0-9, `-`, `.`", lower
);
slug!(
    /// A stored authorisation to screen a population; what it stands for never changes.
    AuthorisationId, "an authorisation id: 1 to 64 of a-z, 0-9, `-`, `.`", lower
);
slug!(
    /// An instrument of the lawbook, as the register spells it: `UN-ICSFT-1999`.
    InstrumentId, "an instrument id: 1 to 64 of A-Z, 0-9, `-`",
    |c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-'
);
slug!(
    /// A case reference of an authority. It must not contain a name; the node cannot know whether it does.
    CaseReference, "a case reference: 1 to 64 of A-Z, a-z, 0-9, `-`, `/`, `.`, `:`",
    |c| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '.' | ':')
);

macro_rules! drawn {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; 16]);

        impl $name {
            /// Draws a new identifier.
            pub fn draw(chance: &mut dyn Chance) -> $name {
                let mut bytes = [0; 16];
                chance.fill(&mut bytes);
                $name(bytes)
            }

            /// Reads the printed form.
            pub fn parse(text: &str) -> Result<$name, BadId> {
                const WANTED: &str = concat!($prefix, "_ and 26 characters of a-z, 2-7");
                let digits = text.strip_prefix(concat!($prefix, "_")).ok_or_else(|| BadId::new(text, WANTED))?;
                let bytes = data_encoding::BASE32_NOPAD
                    .decode(digits.to_ascii_uppercase().as_bytes())
                    .map_err(|_| BadId::new(text, WANTED))?;
                let bytes: [u8; 16] = bytes.try_into().map_err(|_| BadId::new(text, WANTED))?;
                if digits.chars().any(|c| c.is_ascii_uppercase()) {
                    return Err(BadId::new(text, WANTED));
                }
                Ok($name(bytes))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}_{}", $prefix, data_encoding::BASE32_NOPAD.encode(&self.0).to_ascii_lowercase())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<$name, BadId> {
                $name::parse(text)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                let text = String::deserialize(deserializer)?;
                $name::parse(&text).map_err(D::Error::custom)
            }
        }
    };
}

drawn!(
    /// One conversation between authorities, from draft to closed. Both sides use the id that the asker drew.
    ExchangeId, "x"
);
drawn!(
    /// One record of this node's holdings. Never leaves the node.
    RecordId, "r"
);
drawn!(
    /// One item of ours on its way out, from draft to acknowledged. Never leaves the node; the [`MessageId`] does.
    DraftId, "d"
);

/// The id of a message: the digest of its signed payload, which holds 32 random bytes, without the signatures.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MessageId(pub crate::Digest);

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawn_id_survives_printing() {
        let id = ExchangeId([7; 16]);
        assert_eq!(ExchangeId::parse(&id.to_string()), Ok(id));
        assert!(ExchangeId::parse("x_nonsense").is_err());
        assert!(ExchangeId::parse(&id.to_string().to_uppercase()).is_err());
    }

    #[test]
    fn an_id_says_what_it_should_have_been() {
        let error = AuthorityId::parse("Fi Nbi").unwrap_err();
        assert_eq!(error.to_string(), "`Fi Nbi` is not an authority id: 1 to 64 of a-z, 0-9, `-`, `.`");
    }
}
