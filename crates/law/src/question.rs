//! The question: who gives to whom, what kind, for which offence and purpose, on which day. Not the content: the law is
//! asked before anything is written. Next: [`power`](mod@crate::power), [`transfer`](mod@crate::transfer), [`bars`](mod@crate::bars).

use model::time::Date;
use model::{AuthorityId, Body, DataCategory, Kind, Offence, Purpose, State};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// One side of an exchange. A question about States only leaves the authority and the body out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// Which authority; registered arrangements are looked up by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<AuthorityId>,
    /// Whose authority.
    pub state: State,
    /// What kind of body, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
}

impl Side {
    /// A State, no particular authority.
    pub fn of(state: State) -> Side {
        Side { authority: None, state, body: None }
    }

    /// A particular authority.
    pub fn authority(authority: &model::Authority) -> Side {
        Side { authority: Some(authority.id.clone()), state: authority.state, body: Some(authority.body) }
    }
}

/// A fact that an article requires and that a person has to confirm; the software never assumes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Fact {
    /// An organised criminal group is involved and the offence is transnational (UNTOC arts 2, 3).
    OrganisedCriminalGroupTransnational,
    /// The information is given on one's own initiative, without a request.
    OwnInitiative,
    /// The person concerned travels abroad, or is believed to, for the purpose of terrorism (CETS 217 art. 4).
    TravelsForTerrorism,
    /// A bilateral treaty of the two on the same subject is in force and was looked up; the instrument works through it.
    BilateralTreatyInForce,
    /// Operations under the act have begun, as its institutions decide (Prüm II).
    OperationsBegun,
}

impl Fact {
    /// Every fact, in order.
    pub const ALL: &[Fact] = &[
        Fact::OrganisedCriminalGroupTransnational,
        Fact::OwnInitiative,
        Fact::TravelsForTerrorism,
        Fact::BilateralTreatyInForce,
        Fact::OperationsBegun,
    ];

    /// The word used in data and commands.
    pub fn as_str(self) -> &'static str {
        match self {
            Fact::OrganisedCriminalGroupTransnational => "organised-criminal-group-transnational",
            Fact::OwnInitiative => "own-initiative",
            Fact::TravelsForTerrorism => "travels-for-terrorism",
            Fact::BilateralTreatyInForce => "bilateral-treaty-in-force",
            Fact::OperationsBegun => "operations-begun",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<Fact> {
        Fact::ALL.iter().copied().find(|fact| fact.as_str() == text)
    }

    /// What a person confirms, in words.
    pub fn sentence(self) -> &'static str {
        match self {
            Fact::OrganisedCriminalGroupTransnational => {
                "an organised criminal group is involved and the offence is transnational"
            }
            Fact::OwnInitiative => "the information is given on one's own initiative, without a request",
            Fact::TravelsForTerrorism => "the information concerns a person who travels abroad for terrorism",
            Fact::BilateralTreatyInForce => {
                "a bilateral treaty on the subject is in force between the two and its text was looked up"
            }
            Fact::OperationsBegun => "operations under the act have begun for both, as its institutions decided",
        }
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sentence())
    }
}

/// May `from` give this to `to` on this date?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Who gives, or asks and thereby gives.
    pub from: Side,
    /// Who receives.
    pub to: Side,
    /// What kind of cooperation.
    pub kind: Kind,
    /// For which offence.
    pub offence: Offence,
    /// For which purpose.
    pub purpose: Purpose,
    /// What sort of data goes.
    pub category: DataCategory,
    /// On which day.
    pub on: Date,
    /// Facts that a person has confirmed.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub confirmed: BTreeSet<Fact>,
}
