//! The articles of an instrument as rules: which kinds of cooperation each serves, on which conditions, through which
//! channel, from which penalty on. Refusal grounds are beside it ([`Ground`](super::ground::Ground)), what one instrument
//! does to another in [`Effect`](super::effect::Effect). Who is bound: `participation/<ID>.csv`.

use crate::question::Fact;
use model::{Body, Kind, Offence, Purpose, Verification};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// An article that serves kinds of cooperation, in our own words: a `[[rule]]` of `instruments/<ID>.toml`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// Which article: `18(3)-(4)`.
    pub article: String,
    /// Which kinds of cooperation it serves.
    pub kinds: BTreeSet<Kind>,
    /// What it provides, in our words.
    pub provides: String,
    /// For which offences.
    pub offences: OffenceSet,
    /// For which purposes.
    pub purposes: BTreeSet<Purpose>,
    /// Which bodies, on both sides; empty means any authority of a State.
    #[serde(default)]
    pub bodies: BTreeSet<Body>,
    /// Facts that a person must confirm before it serves.
    #[serde(default)]
    pub needs: BTreeSet<Fact>,
    /// Whether it stands by itself, or is there for States that have no other treaty.
    #[serde(default)]
    pub serves: Serves,
    /// The penalty from which on it applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<Threshold>,
    /// Whether the act must be an offence on both sides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dual_criminality: Option<DualCriminality>,
    /// What else must hold, to be confirmed by the officer; it travels with the basis.
    #[serde(default)]
    pub conditions: Vec<String>,
    /// What the request must contain.
    #[serde(default)]
    pub contents: Vec<String>,
    /// What must accompany it.
    #[serde(default)]
    pub documents: Vec<String>,
    /// The ways it may go.
    #[serde(default)]
    pub channels: Vec<Way>,
    /// Which languages, in words.
    #[serde(default)]
    pub languages: String,
    /// Where it was read.
    pub source: String,
    /// Whether it was.
    pub verification: Verification,
}

impl Article {
    /// Whether it serves this kind for this offence.
    pub fn serves(&self, kind: Kind, offence: &Offence, as_charged: bool) -> bool {
        self.kinds.contains(&kind) && self.offences.contains(offence, as_charged)
    }
}

/// Offences an article serves.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum OffenceSet {
    /// Every offence of the vocabulary save those known only as charged.
    Every(bool),
    /// These.
    Listed(BTreeSet<Offence>),
}

impl OffenceSet {
    /// Whether it holds this offence.
    pub fn contains(&self, offence: &Offence, as_charged: bool) -> bool {
        match self {
            OffenceSet::Every(yes) => *yes && !as_charged,
            OffenceSet::Listed(set) => set.contains(offence),
        }
    }

    /// In words.
    pub fn sentence(&self) -> String {
        match self {
            OffenceSet::Every(true) => "every offence of the vocabulary, save labels known only as charged".to_owned(),
            OffenceSet::Every(false) => "none".to_owned(),
            OffenceSet::Listed(set) => set.iter().map(Offence::as_str).collect::<Vec<_>>().join(", "),
        }
    }

    /// Whether it names its offences: special, not general.
    pub fn special(&self) -> bool {
        matches!(self, OffenceSet::Listed(_))
    }
}

/// Whether an article is a basis by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Serves {
    /// It is.
    #[default]
    ByItself,
    /// Where no treaty of its own exists between the two, the requested State may take it as the basis; where one does,
    /// its offences count as extraditable under that one (ICSFT art. 11(1)-(3), UNTOC art. 16(3)-(6), and their like).
    WhereNoTreaty,
}

/// A penalty from which on an article applies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// To prosecute: the maximum penalty must be at least so many months.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum_months: Option<u16>,
    /// To serve a sentence: it, or what is left of it, must be at least so many months.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentence_months: Option<u16>,
    /// Under the law of both, or of the requesting State alone.
    pub both: bool,
    /// Which article.
    pub article: String,
}

impl Threshold {
    /// In words.
    pub fn sentence(&self) -> String {
        let mut parts = Vec::new();
        if let Some(months) = self.maximum_months {
            let law = if self.both { "under the law of both" } else { "under the law of the requesting State" };
            parts.push(format!("punishable by a maximum of at least {months} months {law}"));
        }
        if let Some(months) = self.sentence_months {
            parts.push(format!("or a sentence of at least {months} months to be served"));
        }
        format!("{} (art. {})", parts.join(", "), self.article)
    }
}

/// Whether the act must be an offence on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DualCriminality {
    /// It must.
    Required,
    /// It must for coercive measures only.
    ForCoercion,
    /// The requested State may insist on it.
    MayBeRequired,
    /// It must, save for offences of the instrument's own list.
    SaveListed,
    /// It need not.
    NotRequired,
}

impl DualCriminality {
    /// Whether somebody has to look at it.
    pub fn to_confirm(self) -> bool {
        self != DualCriminality::NotRequired
    }

    /// In words.
    pub fn sentence(self) -> &'static str {
        match self {
            DualCriminality::Required => "the act is an offence under the law of both",
            DualCriminality::ForCoercion => "for coercive measures: the act is an offence under the law of both",
            DualCriminality::MayBeRequired => "the requested State may insist that the act is an offence under its law",
            DualCriminality::SaveListed => {
                "outside the instrument's own list of offences: the act is an offence under the law of both"
            }
            DualCriminality::NotRequired => "dual criminality is not required",
        }
    }
}

/// A way a request may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// Through diplomatic missions.
    Diplomatic,
    /// Between ministries of justice.
    Ministries,
    /// Between central authorities that the States designated.
    CentralAuthorities,
    /// Directly between judicial authorities.
    JudicialAuthorities,
    /// Between single points of contact of law enforcement.
    ContactPoints,
    /// Between competent agencies, directly.
    CompetentAgencies,
    /// Through INTERPOL.
    Interpol,
    /// Through a network of contact points reachable at all hours.
    #[serde(rename = "network-24-7")]
    Network247,
    /// To a service provider directly.
    Provider,
}

impl Way {
    /// In words.
    pub fn sentence(self) -> &'static str {
        match self {
            Way::Diplomatic => "the diplomatic channel",
            Way::Ministries => "ministries of justice",
            Way::CentralAuthorities => "designated central authorities",
            Way::JudicialAuthorities => "judicial authorities, directly",
            Way::ContactPoints => "single points of contact",
            Way::CompetentAgencies => "competent agencies, directly",
            Way::Interpol => "INTERPOL",
            Way::Network247 => "the 24/7 network of contact points",
            Way::Provider => "the service provider, directly",
        }
    }
}
