//! The small values that events are made of: a code, the thing that was read, the nature of a message.

use model::ids::BadId;
use model::{DraftId, ExchangeId, MessageId, RecordId, RulesetVersion};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;

/// A short code: the id of a check, a policy, a bar, an article, a version. It cannot hold a sentence, since it has no
/// space; that it is not a name is the duty of whoever writes it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(String);

impl Code {
    /// The most characters of a code; room for a version with a SHA-256 in hexadecimal.
    pub const LONGEST: usize = 128;

    /// Reads a code: 1 to 128 of A-Z, a-z, 0-9 and `-._:/+@()`.
    pub fn parse(text: &str) -> Result<Code, BadId> {
        let good = |c: char| c.is_ascii_alphanumeric() || "-._:/+@()".contains(c);
        if text.is_empty() || text.len() > Code::LONGEST || !text.chars().all(good) {
            let found = text.chars().take(40).collect();
            return Err(BadId { found, wanted: "a code: 1 to 128 of A-Z, a-z, 0-9, `-._:/+@()`" });
        }
        Ok(Code(text.to_owned()))
    }

    /// The code of a version of rules; spaces become `+`.
    pub fn of_rules(version: &RulesetVersion) -> Result<Code, BadId> {
        Code::parse(&version.0.replace(' ', "+"))
    }

    /// The code of a check.
    pub fn of_check(check: &model::Check) -> Result<Code, BadId> {
        Code::parse(check.id)
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Code {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Code, BadId> {
        Code::parse(text)
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Code, D::Error> {
        let text = String::deserialize(deserializer)?;
        Code::parse(&text).map_err(D::Error::custom)
    }
}

/// The thing that somebody read, or asked to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Item {
    /// A record of the holdings.
    Record(RecordId),
    /// A message, sent or received, with its content.
    Message(MessageId),
    /// An exchange: its draft, its states, its findings.
    Exchange(ExchangeId),
    /// The candidates of the screening of a message, with the evidence for and against.
    Candidates(MessageId),
    /// An item on its way out, with the exchange that it belongs to.
    Draft {
        /// Which item.
        draft: DraftId,
        /// In which exchange.
        exchange: ExchangeId,
    },
    /// A thing of another kind, by kind and id: `arrangement:ee-fi`.
    Other(Code),
}

/// What a message says, without its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Says {
    /// A request for information.
    Request,
    /// Information, in answer to a request.
    Answer,
    /// The neutral answer.
    NeutralAnswer,
    /// A refusal with its ground.
    RefusalAnswer,
    /// Information on one's own initiative.
    OwnInitiative,
    /// A correction of something sent before.
    Correction,
    /// A recall of something sent before.
    Recall,
    /// The originator's permission to pass on, asked or given.
    Permission,
    /// Information of another authority, passed on.
    Onward,
    /// That something was passed on against a threat.
    OnwardNotice,
    /// What became of a copy that was corrected or recalled.
    Acknowledgement,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_cannot_hold_a_sentence() {
        assert!(Code::parse("OUT-2.3").is_ok());
        assert!(Code::parse("release.four-eyes@2").is_ok());
        for bad in ["", "two words", "naïve", "a\nb", "\"", &"x".repeat(129)] {
            assert!(Code::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn the_version_of_rules_becomes_a_code() {
        let version = RulesetVersion(format!("lawbook 2026.11.23 sha256:{}", "0a".repeat(32)));
        assert!(Code::of_rules(&version).unwrap().as_str().starts_with("lawbook+2026.11.23+sha256:0a"));
    }
}
