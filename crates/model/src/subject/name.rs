//! A name as it was written, in any script.

use crate::Personal;
use serde::{Deserialize, Serialize};

/// One name or alias, whole, as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Name(pub Personal<String>);

impl Name {
    /// A name as written.
    pub fn new(text: &str) -> Name {
        Name(Personal::from(text))
    }

    /// The text, for sealing, screening and disclosure.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}
