//! A registered arrangement between this node's authority and a partner: dated, signed, never edited in place.

use crate::time::{Date, Instant};
use crate::{ArrangementId, AuthorityId, DataCategory, Digest, Handling, Kind, Offence, OfficerId, Purpose};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What kind of act the arrangement is, which decides what it can carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ArrangementKind {
    /// How two authorities use a treaty or an act that binds both: keys, codes, schedule. No basis of its own.
    Implementing,
    /// A memorandum or treaty outside the register, which is itself a basis.
    Basis,
    /// Reciprocity that the node's State declared: a basis of national law and comity.
    Reciprocity,
}

/// When the neutral answer leaves: at fixed ticks, whatever the machine has done by then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeutralSchedule {
    /// Seconds between ticks, counted from midnight UTC of 1970-01-01.
    pub every_seconds: u32,
    /// The least time between legal receipt and the tick that may answer it, in seconds.
    pub not_before_seconds: u32,
}

impl NeutralSchedule {
    /// The tick at which a request received at `received` is answered, whatever its case.
    pub fn tick_for(&self, received: Instant) -> Instant {
        let every = i64::from(self.every_seconds.max(1));
        let earliest = received.as_second().saturating_add(i64::from(self.not_before_seconds));
        let tick = earliest.div_euclid(every).saturating_add(1).saturating_mul(every);
        Instant::from_second(tick).unwrap_or(Instant::MAX)
    }
}

/// Named person's dated signature under a standing approval: the neutral answer may leave at its tick.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingApproval {
    /// Who signed.
    pub by: OfficerId,
    /// When.
    pub at: Instant,
    /// The last day on which it may be used.
    pub until: Date,
}

/// An arrangement in force between two dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Arrangement {
    /// Its id, the same on both sides.
    pub id: ArrangementId,
    /// What it is called.
    pub title: String,
    /// What kind of act.
    pub kind: ArrangementKind,
    /// True where the arrangement is invented for a demonstration or exercise; every output says so.
    #[serde(default)]
    pub invented: bool,
    /// The two authorities.
    pub between: (AuthorityId, AuthorityId),
    /// The kinds it covers.
    pub kinds: BTreeSet<Kind>,
    /// The offences it covers; empty means every offence of the lawbook.
    #[serde(default)]
    pub offences: BTreeSet<Offence>,
    /// The purposes it covers.
    pub purposes: BTreeSet<Purpose>,
    /// The data categories it covers.
    pub categories: BTreeSet<DataCategory>,
    /// Handling that every item under it carries at least.
    pub handling: Handling,
    /// Whether it holds appropriate safeguards for personal data (LED art. 37(1)(a)).
    #[serde(default)]
    pub safeguards: bool,
    /// First day in force.
    pub from: Date,
    /// Last day in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// The day on which it must be reviewed.
    pub review: Date,
    /// From this day on it is suspended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended: Option<Date>,
    /// When and whether the neutral answer is used; absent where law obliges grounds for refusal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub neutral: Option<NeutralSchedule>,
    /// The standing approval for the neutral answer, if one was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing: Option<StandingApproval>,
    /// Through which relay, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relay: Option<AuthorityId>,
    /// Fingerprint of the partner's root, pinned here and nowhere else.
    pub partner_root: Digest,
}

impl Arrangement {
    /// In force on `on`: begun, not ended, not suspended.
    pub fn in_force(&self, on: Date) -> bool {
        self.from <= on && self.until.is_none_or(|until| on <= until) && self.suspended.is_none_or(|day| on < day)
    }

    /// The other side, seen from `us`.
    pub fn partner(&self, us: &AuthorityId) -> Option<&AuthorityId> {
        match &self.between {
            (a, b) if a == us => Some(b),
            (a, b) if b == us => Some(a),
            _ => None,
        }
    }
}
