//! Who plays: nodes, officers and arrangements, read from `demo/federation/federation.toml`. All invented.

use model::arrangement::{Arrangement, ArrangementKind, NeutralSchedule};
use model::time::Date;
use model::{
    ArrangementId, Authority, AuthorityId, Body, DataCategory, Digest, Failure, Handling, HandlingCode, Kind, Officer,
    OfficerId, Purpose, Role, State, UnitId,
};
use serde::Deserialize;
use std::collections::BTreeSet;

const PLAN: &str = include_str!("../../../../demo/federation/federation.toml");

/// The plan of the federation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plan {
    #[serde(rename = "node")]
    pub(super) nodes: Vec<NodePlan>,
    #[serde(rename = "arrangement")]
    pub(super) arrangements: Vec<ArrangementPlan>,
}

/// One node.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NodePlan {
    pub(super) id: AuthorityId,
    name: String,
    /// The place as the teller says it.
    pub(super) place: String,
    state: State,
    body: Body,
    pub(super) zone: String,
    /// How many synthetic people it holds.
    pub(super) people: u64,
}

impl NodePlan {
    pub(super) fn authority(&self) -> Authority {
        let NodePlan { id, name, state, body, zone, .. } = self;
        Authority { id: id.clone(), name: name.clone(), state: *state, body: *body, zone: zone.clone() }
    }

    pub(super) fn is_relay(&self) -> bool {
        self.body == Body::Relay
    }
}

/// One arrangement, before the partners' roots are known.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ArrangementPlan {
    pub(super) id: ArrangementId,
    title: String,
    kind: ArrangementKind,
    pub(super) between: (AuthorityId, AuthorityId),
    #[serde(default)]
    relay: Option<AuthorityId>,
    #[serde(default)]
    neutral_every_seconds: Option<u32>,
    #[serde(default)]
    neutral_not_before_seconds: Option<u32>,
    #[serde(default)]
    safeguards_of: Vec<AuthorityId>,
}

impl ArrangementPlan {
    pub(super) fn has_schedule(&self) -> bool {
        self.neutral_every_seconds.is_some()
    }

    /// The arrangement as `us` registers it, pinning the partner's root.
    pub(super) fn arrangement(&self, us: &AuthorityId, partner_root: Digest) -> Arrangement {
        let neutral = self.neutral_every_seconds.map(|every_seconds| NeutralSchedule {
            every_seconds,
            not_before_seconds: self.neutral_not_before_seconds.unwrap_or(0),
        });
        Arrangement {
            id: self.id.clone(),
            title: self.title.clone(),
            kind: self.kind,
            invented: true,
            adopts: None,
            between: self.between.clone(),
            kinds: BTreeSet::from([Kind::Information]),
            offences: BTreeSet::new(),
            purposes: BTreeSet::from([Purpose::Prevention, Purpose::Investigation]),
            categories: BTreeSet::from([DataCategory::None, DataCategory::Personal]),
            handling: Handling::of([HandlingCode::H0]),
            onward: Default::default(),
            kept_days: None,
            safeguards: self.safeguards_of.contains(us),
            from: day(2025, 1, 1),
            until: None,
            review: day(2027, 1, 1),
            suspended: None,
            neutral,
            standing: None,
            relay: self.relay.clone(),
            partner_root,
        }
    }
}

fn day(year: i16, month: i8, day: i8) -> Date {
    jiff::civil::date(year, month, day)
}

/// Reads the plan.
pub(super) fn plan() -> Result<Plan, Failure> {
    toml::from_str(PLAN).map_err(|error| Failure::new("reading the plan of the demonstration", error.message()))
}

/// The unit that is the single point of contact.
pub(super) const CONTACT: &str = "contact";
/// The unit whose compartment holds protection markers.
pub(super) const PROTECTION: &str = "protection";
/// A unit that has nothing to do with it.
pub(super) const TRAFFIC: &str = "traffic";

/// The officers of every node: account, role, unit.
const STAFF: &[(&str, Role, &str)] = &[
    ("administrator", Role::Administrator, "administration"),
    ("desk", Role::DeskOfficer, CONTACT),
    ("approver", Role::Approver, CONTACT),
    ("remote-approver", Role::Approver, CONTACT),
    ("overseer", Role::Overseer, "oversight"),
    ("guardian", Role::DeskOfficer, PROTECTION),
    ("traffic", Role::DeskOfficer, TRAFFIC),
];

/// One officer by his account.
pub(super) fn officer(account: &str) -> Result<Officer, Failure> {
    let found = STAFF.iter().find(|(name, ..)| *name == account);
    let (name, role, unit) = found.ok_or_else(|| Failure::new("casting", format!("no officer `{account}`")))?;
    Ok(Officer {
        id: OfficerId::parse(name).map_err(|e| Failure::new("casting", e))?,
        roles: BTreeSet::from([*role]),
        unit: self::unit(unit)?,
        compartments: BTreeSet::new(),
        remote: name.starts_with("remote"),
    })
}

/// All officers of a node, the administrator first.
pub(super) fn staff() -> Result<Vec<Officer>, Failure> {
    STAFF.iter().map(|(name, ..)| officer(name)).collect()
}

/// A unit by its name.
pub(super) fn unit(name: &str) -> Result<UnitId, Failure> {
    UnitId::parse(name).map_err(|e| Failure::new("casting", e))
}
