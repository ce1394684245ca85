//! The originator's permission to pass an item on (not "consent": that is the data subject's word).

use super::ThirdParty;
use crate::time::Date;
use crate::{Citation, MessageId, Personal};
use serde::{Deserialize, Serialize};

/// Asks whoever provided an item whether it may be passed on to a third authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PermissionRequest {
    /// The item: a message of the one who is asked.
    pub item: MessageId,
    /// To whom.
    pub to: ThirdParty,
    /// Why it is necessary, and what the third authority has to do with it.
    pub justification: Personal<String>,
}

/// What a person of the originator decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "kebab-case")]
pub enum PermissionDecision {
    /// The item may be passed on.
    Granted {
        /// Under these conditions of use, which travel with it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        conditions: Vec<String>,
        /// The last day on which it may be passed on.
        until: Date,
    },
    /// It may not.
    Refused {
        /// The ground, by a word of the lawbook or the house.
        ground: String,
        /// Where it stands.
        cite: Citation,
    },
}

/// The answer to a [`PermissionRequest`]. Nothing about a person is in it: it travels with the item, and whoever gets the
/// item verifies who signed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permission {
    /// The request that it answers.
    pub request: MessageId,
    /// The item.
    pub item: MessageId,
    /// To whom it may be passed on, and to nobody else.
    pub to: ThirdParty,
    /// What was decided.
    #[serde(flatten)]
    pub decision: PermissionDecision,
}

impl Permission {
    /// Whether it lets the item go to that authority on that day.
    pub fn lets(&self, item: MessageId, to: &crate::AuthorityId, on: Date) -> bool {
        let granted = matches!(&self.decision, PermissionDecision::Granted { until, .. } if on <= *until);
        granted && self.item == item && &self.to.authority == to
    }
}
