//! Which algorithm answered. Versions stand side by side: a new one is a new variant and a new folder.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The algorithm of an index and of every candidate it gives. An old one keeps its tests and its answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Algorithm {
    /// The first engine: exhaustive over the distinct tokens, log-odds evidence, provisional calibration.
    V1,
}

impl Algorithm {
    /// The word that stands in data.
    pub fn as_str(self) -> &'static str {
        match self {
            Algorithm::V1 => "v1",
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
