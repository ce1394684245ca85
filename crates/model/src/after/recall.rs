//! A message is taken back.

use crate::{Instant, MessageId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a message is recalled: a closed list, so that nothing about a person is in a recall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecallGround {
    /// It was about another person, or false as a whole.
    Incorrect,
    /// It was obtained or sent without a basis in law.
    Unlawful,
    /// It is not needed any more, or its time is over.
    NoLongerNeeded,
    /// A court or a supervisory authority ordered it.
    Ordered,
    /// It went to the wrong recipient.
    Misdirected,
}

impl RecallGround {
    /// Every ground, in order.
    pub const ALL: &[RecallGround] = &[
        RecallGround::Incorrect,
        RecallGround::Unlawful,
        RecallGround::NoLongerNeeded,
        RecallGround::Ordered,
        RecallGround::Misdirected,
    ];

    /// The word used in data and commands.
    pub fn as_str(self) -> &'static str {
        match self {
            RecallGround::Incorrect => "incorrect",
            RecallGround::Unlawful => "unlawful",
            RecallGround::NoLongerNeeded => "no-longer-needed",
            RecallGround::Ordered => "ordered",
            RecallGround::Misdirected => "misdirected",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<RecallGround> {
        RecallGround::ALL.iter().copied().find(|ground| ground.as_str() == text)
    }
}

impl fmt::Display for RecallGround {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Demands that every copy of a message is erased, or kept only under a named duty of law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recall {
    /// The message that is recalled, as the receiver got it.
    pub item: MessageId,
    /// Why.
    pub ground: RecallGround,
    /// By when each holder is to acknowledge.
    pub answer_by: Instant,
}
