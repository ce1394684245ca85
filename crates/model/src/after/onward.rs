//! An item that is passed on, with where it comes from and on what ground it goes.

use crate::{AuthorityId, Instant, MessageId, Personal, Statement, Subject};
use serde::{Deserialize, Serialize};

/// Where a copy comes from: corrections and recalls find it by this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// Whose information it is.
    pub origin: AuthorityId,
    /// The originator's message.
    pub item: MessageId,
}

/// A document of another authority that travels along, to be verified by whoever gets it: the signed evidence verbatim, and
/// the card of its signer. Both in base64.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// The signed evidence.
    pub evidence: String,
    /// The signer's card.
    pub card: String,
    /// The root to which the card chains, as the one who passes on has pinned it: who has an arrangement of his own with the
    /// signer compares it with the root pinned there.
    pub root: crate::Digest,
}

impl std::fmt::Debug for Carried {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Carried").field("root", &self.root).finish_non_exhaustive()
    }
}

/// On what ground an item is passed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ground", rename_all = "kebab-case")]
pub enum OnwardGround {
    /// It is not marked as bound to permission.
    NotMarked,
    /// The originator permitted it.
    Permission {
        /// The permission, signed by the originator.
        permission: Carried,
    },
    /// An immediate and serious threat left no time to ask (LED art. 35(2)); the originator is told at once.
    Threat {
        /// Which threat, to what.
        threat: Personal<String>,
        /// The person who passed it on called the receiver back on a known number.
        call_back: bool,
    },
}

/// An item of another authority, passed on: the same statements, reduced as the law towards the receiver demands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Onward {
    /// Where it comes from.
    pub provenance: Provenance,
    /// About whom or what.
    pub subjects: Vec<Subject>,
    /// What is known.
    pub statements: Vec<Statement>,
    /// On what ground it goes.
    #[serde(flatten)]
    pub ground: OnwardGround,
}

/// Tells the originator that his item was passed on against a threat, without his permission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnwardNotice {
    /// His item.
    pub item: MessageId,
    /// The message that passed it on.
    pub passed: MessageId,
    /// To whom.
    pub to: AuthorityId,
    /// When.
    pub at: Instant,
}
