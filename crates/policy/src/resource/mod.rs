//! What is asked for: one row or one thing of the node, with the facts that policies look at. Never its content.

mod id;
mod kind;

pub use id::ResourceId;
pub use kind::ResourceKind;

use model::{
    DraftId, ExchangeId, Handling, HandlingCode, MessageId, OfficerId, Purpose, Record, Retention, Role, UnitId,
};
use std::collections::BTreeSet;

/// A bar question of a draft that a person answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnsweredBar {
    /// How many persons the lawbook asks for: 1 or 2.
    pub persons: u8,
    /// Who answered.
    pub by: OfficerId,
    /// Who seconded.
    pub second: Option<OfficerId>,
}

/// What policies look at on a draft, beside what every row has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DraftFacts {
    /// Carries information about a person, in answer or on own initiative.
    pub informs: bool,
    /// Every statement has its 4x4 evaluation.
    pub evaluated: bool,
    /// Is the neutral answer.
    pub neutral: bool,
    /// The bar questions that were answered.
    pub bars: Vec<AnsweredBar>,
    /// Says only what became of a copy, or hands a recall on: nothing that a person has to weigh.
    pub acknowledges: bool,
    /// Is passed on against an immediate and serious threat.
    pub emergency: bool,
    /// Was released, by a person or under a standing approval.
    pub released: bool,
}

/// A resource with its facts. Made by the constructors; the facts come from the row, never from the asker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    pub(crate) id: ResourceId,
    pub(crate) compartment: Option<UnitId>,
    pub(crate) codes: BTreeSet<HandlingCode>,
    pub(crate) conditions: bool,
    pub(crate) purposes: BTreeSet<Purpose>,
    pub(crate) retention: Option<Retention>,
    pub(crate) drafters: BTreeSet<OfficerId>,
    pub(crate) draft: DraftFacts,
    pub(crate) roles: BTreeSet<Role>,
}

/// What H0 means where the provider named no purpose: combating crime, and nothing else.
const POLICE_PURPOSES: [Purpose; 4] =
    [Purpose::Prevention, Purpose::Investigation, Purpose::Prosecution, Purpose::Threat];

impl Resource {
    fn bare(id: ResourceId, compartment: Option<UnitId>) -> Resource {
        Resource {
            id,
            compartment,
            codes: BTreeSet::new(),
            conditions: false,
            purposes: BTreeSet::from(POLICE_PURPOSES),
            retention: None,
            drafters: BTreeSet::new(),
            draft: DraftFacts::default(),
            roles: BTreeSet::new(),
        }
    }

    /// A unit's tray.
    pub fn tray(unit: UnitId) -> Resource {
        Resource::bare(ResourceId::Tray(unit.clone()), Some(unit))
    }

    /// A message in the compartment of the unit it was routed to, or that sent it.
    pub fn message(id: MessageId, compartment: UnitId) -> Resource {
        Resource::bare(ResourceId::Message(id), Some(compartment))
    }

    /// A record of the holdings; one that is a marker is a resource of its own kind.
    pub fn record(record: &Record) -> Resource {
        let id = match record.marker {
            Some(_) => ResourceId::Marker(record.id),
            None => ResourceId::Record(record.id),
        };
        Resource::row(id, record.compartment.clone()).handled(&record.handling).kept(record.retention)
    }

    /// The candidates of an exchange whose records lie in one compartment.
    pub fn candidates(exchange: ExchangeId, compartment: UnitId) -> Resource {
        Resource::bare(ResourceId::Candidates(exchange, compartment.clone()), Some(compartment))
    }

    /// An item in draft, with everyone who wrote in it.
    pub fn draft(id: DraftId, unit: UnitId, drafters: impl IntoIterator<Item = OfficerId>) -> Resource {
        Resource::bare(ResourceId::Draft(id), Some(unit)).written_by(drafters)
    }

    /// An officer's account, with the roles it has now.
    pub fn officer(id: OfficerId, roles: BTreeSet<Role>) -> Resource {
        Resource { roles, ..Resource::bare(ResourceId::Officer(id), None) }
    }

    /// A row known by its label only: what a store has before it opens anything.
    pub fn row(id: ResourceId, compartment: UnitId) -> Resource {
        Resource::bare(id, Some(compartment))
    }

    /// A thing of the node without compartment: log, queue, holdings, lawbook, list, arrangement, envelope.
    pub fn of_node(id: ResourceId) -> Resource {
        Resource::bare(id, None)
    }

    /// With this handling.
    #[must_use]
    pub fn handled(mut self, handling: &Handling) -> Resource {
        self.codes = handling.codes.clone();
        self.conditions = !handling.conditions.is_empty() || handling.restriction.is_some();
        self
    }

    /// With this retention.
    #[must_use]
    pub fn kept(mut self, retention: Retention) -> Resource {
        self.retention = Some(retention);
        self
    }

    /// Provided for these purposes; none named means combating crime.
    #[must_use]
    pub fn for_purposes(mut self, purposes: impl IntoIterator<Item = Purpose>) -> Resource {
        let named: BTreeSet<Purpose> = purposes.into_iter().collect();
        if !named.is_empty() {
            self.purposes = named;
        }
        self
    }

    /// Written by these officers.
    #[must_use]
    pub fn written_by(mut self, drafters: impl IntoIterator<Item = OfficerId>) -> Resource {
        self.drafters.extend(drafters);
        self
    }

    /// A draft with these facts.
    #[must_use]
    pub fn with_facts(mut self, facts: DraftFacts) -> Resource {
        self.draft = facts;
        self
    }

    /// Which resource.
    pub fn id(&self) -> &ResourceId {
        &self.id
    }

    /// In which compartment; `None` for things of the node.
    pub fn compartment(&self) -> Option<&UnitId> {
        self.compartment.as_ref()
    }
}
