//! A registered arrangement between this node's authority and a partner: dated, signed, never edited in place.

use crate::time::{Date, Instant};
use crate::{
    ArrangementId, AuthorityId, DataCategory, Digest, Handling, HandlingCode, Kind, Offence, OfficerId, Purpose,
};
use jiff::Span;
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

/// To whom the receiver may hand on what it got under an arrangement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnwardRule {
    /// As the codes of each item say.
    #[default]
    AsMarked,
    /// Within the receiving State, to authorities competent for the purposes of the arrangement; beyond it the provider is
    /// asked first.
    WithinState,
    /// To nobody without the provider's permission, asked each time: every item carries H2.
    AskFirst,
}

impl OnwardRule {
    /// In words that bind the receiver.
    pub fn sentence(self) -> &'static str {
        match self {
            OnwardRule::AsMarked => "handed on as the codes of the item say",
            OnwardRule::WithinState => {
                "handed on within the receiving State only, to authorities competent for its purposes; beyond it the \
                 provider is asked first"
            }
            OnwardRule::AskFirst => "handed on to nobody without the provider's permission, asked each time",
        }
    }

    fn as_marked(&self) -> bool {
        *self == OnwardRule::AsMarked
    }
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

/// What may leave under a standing approval: nothing about a person, and nothing that a person has to weigh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StandingKind {
    /// The neutral answer, at its tick.
    NeutralAnswer,
    /// That a copy was erased or corrected, and a recall to those to whom the item was passed on.
    Acknowledgement,
}

impl StandingKind {
    fn before() -> BTreeSet<StandingKind> {
        BTreeSet::from([StandingKind::NeutralAnswer])
    }
}

/// Named person's dated signature under a standing approval, limited to one arrangement and to what it names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingApproval {
    /// Who signed.
    pub by: OfficerId,
    /// When.
    pub at: Instant,
    /// The last day on which it may be used.
    pub until: Date,
    /// For what; one that was signed before this was asked is for the neutral answer.
    #[serde(default = "StandingKind::before")]
    pub covers: BTreeSet<StandingKind>,
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
    /// The body whose rules it adopts, by its id in the lawbook: `INTERPOL`. Membership alone is a channel; adopted by an
    /// arrangement that is a basis, the body's rules are one between members.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adopts: Option<String>,
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
    /// To whom the receiver may hand on what it got.
    #[serde(default, skip_serializing_if = "OnwardRule::as_marked")]
    pub onward: OnwardRule,
    /// The most days for which what was received under it may be kept; absent where it says nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept_days: Option<u32>,
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

    /// Handling that every item under it carries at least: what it names, and what its onward rule adds.
    pub fn least_handling(&self) -> Handling {
        let added = match self.onward {
            OnwardRule::AsMarked => Handling::default(),
            OnwardRule::WithinState => {
                Handling { conditions: vec![self.onward.sentence().to_owned()], ..Handling::default() }
            }
            OnwardRule::AskFirst => Handling::of([HandlingCode::H2]),
        };
        self.handling.join(&added)
    }

    /// The last day for which what leaves on `sent` may be kept, where the arrangement sets one.
    pub fn kept_until(&self, sent: Date) -> Option<Date> {
        let longest = Span::new().try_days(i64::from(self.kept_days?)).ok()?;
        sent.checked_add(longest).ok()
    }

    /// What it says of keeping, in words; none where it says nothing.
    pub fn kept_sentence(&self) -> Option<String> {
        self.kept_days.map(|days| format!("what is received under it is kept for {days} days at most"))
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

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn arrangement(onward: OnwardRule, kept_days: Option<u32>) -> Arrangement {
        let mut written = serde_json::json!({
            "id": "ee-fi", "title": "Test", "kind": "basis", "between": ["ee-test", "fi-test"], "kinds": ["information"],
            "purposes": ["investigation"], "categories": ["personal"], "handling": { "codes": ["H0"] },
            "from": "2025-01-01", "review": "2027-01-01", "partner_root": "07".repeat(32)
        });
        written["onward"] = serde_json::to_value(onward).unwrap();
        written["kept_days"] = serde_json::to_value(kept_days).unwrap();
        serde_json::from_value(written).unwrap()
    }

    #[test]
    fn the_onward_rule_binds_every_item() {
        let least = |onward| arrangement(onward, None).least_handling();
        assert_eq!(least(OnwardRule::AsMarked), Handling::of([HandlingCode::H0]));
        assert_eq!(least(OnwardRule::AskFirst), Handling::of([HandlingCode::H0, HandlingCode::H2]));
        assert_eq!(least(OnwardRule::WithinState).conditions, [OnwardRule::WithinState.sentence()]);
    }

    #[test]
    fn what_it_says_of_keeping_ends_on_a_day() {
        assert_eq!(arrangement(OnwardRule::AsMarked, Some(30)).kept_until(date(2028, 2, 1)), Some(date(2028, 3, 2)));
        assert_eq!(arrangement(OnwardRule::AsMarked, None).kept_until(date(2028, 2, 1)), None);
        assert_eq!(arrangement(OnwardRule::AsMarked, Some(u32::MAX)).kept_until(date(2028, 2, 1)), None);
    }

    #[test]
    fn a_document_of_an_earlier_version_is_read_and_written_as_it_was() {
        let written = serde_json::to_value(arrangement(OnwardRule::AsMarked, None)).unwrap();
        assert!(written.get("onward").is_none() && written.get("kept_days").is_none());
    }
}
