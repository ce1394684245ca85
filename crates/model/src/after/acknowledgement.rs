//! What became of a copy that was corrected or recalled, in the words of whoever answers for the holder.

use crate::time::Date;
use crate::{AuthorityId, Instant, MessageId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A duty of law under which a holder may keep what was recalled. Nobody abroad can erase what a court must see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LegalDuty {
    /// A court ordered that it be kept or produced.
    CourtOrder,
    /// It must be, or was, disclosed to the defence.
    DisclosureToTheDefence,
    /// A complaint about it is pending.
    Complaint,
    /// An inquiry into it is pending.
    Inquiry,
}

impl LegalDuty {
    /// Every duty, in order.
    pub const ALL: &[LegalDuty] =
        &[LegalDuty::CourtOrder, LegalDuty::DisclosureToTheDefence, LegalDuty::Complaint, LegalDuty::Inquiry];

    /// The word used in data and commands.
    pub fn as_str(self) -> &'static str {
        match self {
            LegalDuty::CourtOrder => "court-order",
            LegalDuty::DisclosureToTheDefence => "disclosure-to-the-defence",
            LegalDuty::Complaint => "complaint",
            LegalDuty::Inquiry => "inquiry",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<LegalDuty> {
        LegalDuty::ALL.iter().copied().find(|duty| duty.as_str() == text)
    }
}

impl fmt::Display for LegalDuty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What became of the copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum HolderOutcome {
    /// Live copies are gone now, those in backups by that day.
    Erased {
        /// The day by which no backup holds it.
        backups_by: Date,
    },
    /// The corrected statement has replaced the wrong one; the wrong one is gone from backups by that day.
    Corrected {
        /// The day by which no backup holds the wrong one.
        backups_by: Date,
    },
    /// Kept under a named duty of law, and used for nothing else.
    Restricted {
        /// Which duty.
        duty: LegalDuty,
        /// Until when, if that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
    },
    /// Not yet: by that day.
    Late {
        /// By when.
        until: Date,
    },
    /// The message was never received; if it arrives it will be treated so.
    NotHeld,
}

impl HolderOutcome {
    /// The word used in data and logs.
    pub fn as_str(&self) -> &'static str {
        match self {
            HolderOutcome::Erased { .. } => "erased",
            HolderOutcome::Corrected { .. } => "corrected",
            HolderOutcome::Restricted { .. } => "restricted",
            HolderOutcome::Late { .. } => "late",
            HolderOutcome::NotHeld => "not-held",
        }
    }

    /// Whether the holder has answered for good: `late` has not.
    pub fn is_final(&self) -> bool {
        !matches!(self, HolderOutcome::Late { .. })
    }
}

/// A holder's answer to a [`Correction`](super::Correction) or [`Recall`](super::Recall): his own, or that of an authority to
/// which he passed the item on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledgement {
    /// The correction or recall that is answered.
    pub demand: MessageId,
    /// The message concerned.
    pub item: MessageId,
    /// Who holds the copy: the sender, or one to whom he passed it on and for whom he speaks.
    pub holder: AuthorityId,
    /// When it happened at the holder.
    pub at: Instant,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: HolderOutcome,
    /// To whom the holder passed the item on: their answers are still to come.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passed_to: Vec<AuthorityId>,
}
