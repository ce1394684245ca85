//! The specified purpose; later use must fit it.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Purposes of Dir. (EU) 2016/680 art. 1(1), as a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// Prevention and detection of a terrorist offence.
    Prevention,
    /// A criminal investigation.
    Investigation,
    /// A prosecution.
    Prosecution,
    /// An immediate and serious threat to public security.
    Threat,
    /// Supervision by an overseer: lawfulness, integrity, complaints.
    Oversight,
}

impl Purpose {
    /// Every purpose, in order.
    pub const ALL: &[Purpose] =
        &[Purpose::Prevention, Purpose::Investigation, Purpose::Prosecution, Purpose::Threat, Purpose::Oversight];

    /// The word used in data and commands.
    pub fn as_str(self) -> &'static str {
        match self {
            Purpose::Prevention => "prevention",
            Purpose::Investigation => "investigation",
            Purpose::Prosecution => "prosecution",
            Purpose::Threat => "threat",
            Purpose::Oversight => "oversight",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<Purpose> {
        Purpose::ALL.iter().copied().find(|purpose| purpose.as_str() == text)
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
