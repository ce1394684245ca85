//! What was said was wrong: this replaces it.

use crate::{Instant, MessageId, Statement, Subject};
use serde::{Deserialize, Serialize};

/// Replaces what a message said, at everybody who holds it (LED arts 7(3), 16(6), unverified).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The message that is corrected, as the receiver got it.
    pub item: MessageId,
    /// About whom or what, as it is right.
    pub subjects: Vec<Subject>,
    /// What is known, as it is right: all of it, not the difference.
    pub statements: Vec<Statement>,
    /// By when each holder is to acknowledge.
    pub answer_by: Instant,
}
