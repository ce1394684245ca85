//! The ground on which personal data may go to that recipient: the second of the three questions.

use crate::{Citation, OfficerId, Personal, time::Instant};
use serde::{Deserialize, Serialize};

/// A ground to transfer personal data (Dir. (EU) 2016/680 arts 35-38, or the counterpart in the node's own law).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ground", rename_all = "kebab-case")]
pub enum TransferGround {
    /// Nothing about a person goes.
    NoPersonalData,
    /// Both sides are bound by the same data-protection law: no transfer to a third country.
    SameRegime {
        /// Which law.
        cite: Citation,
    },
    /// An adequacy decision for the recipient.
    Adequacy {
        /// The decision.
        cite: Citation,
    },
    /// Appropriate safeguards in a registered arrangement.
    Safeguards {
        /// Where they stand.
        cite: Citation,
    },
    /// A derogation for this single case, which a person decided and documented.
    SingleCase {
        /// The derogation, such as art. 38(1)(d).
        cite: Citation,
    },
}

/// A person's documented decision to transfer in a single case: recipient, justification and data are recorded
/// (LED art. 38(3)), and the documentation stays in this node for the supervisor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferDecision {
    /// The derogation relied on.
    pub cite: Citation,
    /// Why it is necessary in this case.
    pub justification: Personal<String>,
    /// Why the person's rights do not override it (LED art. 38(2)).
    pub balance: Personal<String>,
    /// Who decided.
    pub by: OfficerId,
    /// When.
    pub at: Instant,
}
