//! What an item brings along inside this node and does not take with it: the third authority about which the law is asked as
//! well, what binds it from where it came, what it rests on.

use model::{Handling, MessageId, Retention, Subject, ThirdParty};
use serde::{Deserialize, Serialize};

/// Beside the form of an item.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Beside {
    /// The authority to which another may pass our item on: the three questions are asked towards it too.
    pub(crate) third: Option<Third>,
    /// What binds a copy that is passed on.
    pub(crate) inherits: Option<Inherited>,
    /// The received messages that it rests on.
    pub(crate) rests_on: Vec<MessageId>,
    /// Whoever passes it on against a threat called the receiver back.
    pub(crate) call_back: bool,
    /// The correction or recall of another authority that it hands on.
    pub(crate) hands_on: Option<MessageId>,
}

/// A third authority, and what would go to it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Third {
    pub(crate) party: ThirdParty,
    /// About whom our item is.
    pub(crate) subjects: Vec<Subject>,
    /// Whether anything about a person is in it.
    pub(crate) personal: bool,
}

/// What whoever provided an item allows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Inherited {
    pub(crate) handling: Handling,
    pub(crate) retention: Retention,
}
