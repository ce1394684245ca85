//! The scenes of the golden table: who asks, on what, as things should be. Everything in them is invented.

use crate::{
    Action, Actor, AnsweredBar, Approval, Circumstances, DraftFacts, Machine, Resource, ResourceId, ResourceKind,
    Standing,
};
use model::time::{Date, Instant};
use model::{
    Digest, DraftId, ExchangeId, Handling, HandlingCode, MessageId, Officer, Purpose, RecordId, Retention, Role,
};
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

/// 03:12 UTC on 23 November 2026.
const NOW: Instant = Instant::constant(1_795_403_520, 0);
/// Well after it.
pub(super) const LATER: Date = Date::constant(2031, 11, 23);
/// The day before it.
pub(super) const YESTERDAY: Date = Date::constant(2026, 11, 22);

/// Who asks, as a column.
#[derive(Debug, Clone, Copy)]
pub(super) enum Column {
    Role(Role),
    Machine(Machine),
}

/// The columns with their heads.
pub(super) const COLUMNS: &[(&str, Column)] = &[
    ("desk", Column::Role(Role::DeskOfficer)),
    ("appr", Column::Role(Role::Approver)),
    ("over", Column::Role(Role::Overseer)),
    ("admin", Column::Role(Role::Administrator)),
    ("scrn", Column::Machine(Machine::Screening)),
    ("schd", Column::Machine(Machine::Schedule)),
    ("seal", Column::Machine(Machine::Sealing)),
    ("admt", Column::Machine(Machine::Admission)),
    ("relay", Column::Machine(Machine::Relay)),
];

/// What the row is to the actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    OwnUnit,
    OtherUnit,
    Drafter,
}

impl Relation {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Relation::OwnUnit => "own unit",
            Relation::OtherUnit => "other unit",
            Relation::Drafter => "drafter",
        }
    }
}

/// One question of the table.
pub(super) struct Scene {
    pub(super) actor: Actor,
    pub(super) action: Action,
    pub(super) resource: Resource,
    pub(super) circumstances: Circumstances,
}

/// An id written in this folder. A test prints the whole table, so that a misspelt one cannot stay.
#[expect(clippy::panic, reason = "the ids of the scenes are constants")]
pub(super) fn id<T: FromStr<Err: fmt::Display>>(text: &str) -> T {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

/// An officer with one role in the unit `north`, unless told otherwise.
pub(super) fn officer(name: &str, role: Role) -> Officer {
    Officer {
        id: id(name),
        roles: BTreeSet::from([role]),
        unit: id("north"),
        compartments: BTreeSet::new(),
        remote: false,
    }
}

impl Scene {
    pub(super) fn of(
        column: Column,
        action: Action,
        kind: ResourceKind,
        relation: Relation,
        code: HandlingCode,
    ) -> Scene {
        let actor = match column {
            Column::Role(role) => Actor::Officer(officer("asker", role)),
            Column::Machine(machine) => Actor::Machine(machine),
        };
        let purpose = match column {
            Column::Role(Role::Overseer) => Purpose::Oversight,
            _ => Purpose::Investigation,
        };
        let mut circumstances = Circumstances::at(NOW).for_case(purpose, id("N-2026/17"));
        circumstances.overseer_enrolled = true;
        circumstances.standing = Some(Standing {
            arrangement: id("north-south"),
            in_force: true,
            adopted: true,
            acknowledges: false,
            until: LATER,
        });
        Scene { actor, action, resource: resource(kind, relation, code), circumstances }
    }

    /// The draft's facts changed.
    pub(super) fn facts(&mut self, change: impl FnOnce(&mut DraftFacts)) {
        change(&mut self.resource.draft);
    }

    /// Another officer of the unit agreed.
    pub(super) fn agreed(&mut self, name: &str, role: Role) {
        self.circumstances.approvals.push(Approval { by: officer(name, role), at: NOW });
    }

    /// A bar that takes two persons was answered by `clerk`, and seconded or not.
    pub(super) fn two_person_bar(&mut self, second: Option<&str>) {
        self.facts(|draft| draft.bars = vec![AnsweredBar { persons: 2, by: id("clerk"), second: second.map(id) }]);
    }
}

fn resource(kind: ResourceKind, relation: Relation, code: HandlingCode) -> Resource {
    let unit = match relation {
        Relation::OtherUnit => id("south"),
        Relation::OwnUnit | Relation::Drafter => id("north"),
    };
    let (exchange, message, record) = (ExchangeId([1; 16]), MessageId(Digest([2; 32])), RecordId([3; 16]));
    let which = match kind {
        ResourceKind::Tray => return Resource::tray(unit),
        ResourceKind::Officer => return Resource::officer(id("colleague"), BTreeSet::from([Role::DeskOfficer])),
        ResourceKind::Holdings => return Resource::of_node(ResourceId::Holdings),
        ResourceKind::Log => return Resource::of_node(ResourceId::Log),
        ResourceKind::Queue => return Resource::of_node(ResourceId::Queue),
        ResourceKind::Lawbook => return Resource::of_node(ResourceId::Lawbook),
        ResourceKind::List => return Resource::of_node(ResourceId::List("EXAMPLE-LIST".to_owned())),
        ResourceKind::Arrangement => return Resource::of_node(ResourceId::Arrangement(id("north-south"))),
        ResourceKind::Envelope => return Resource::of_node(ResourceId::Envelope(message)),
        ResourceKind::Message => ResourceId::Message(message),
        ResourceKind::Record => ResourceId::Record(record),
        ResourceKind::Marker => ResourceId::Marker(record),
        ResourceKind::Candidates => ResourceId::Candidates(exchange, unit.clone()),
        ResourceKind::Draft => ResourceId::Draft(DraftId([4; 16])),
    };
    let drafter = match relation {
        Relation::Drafter => "asker",
        Relation::OwnUnit | Relation::OtherUnit => "clerk",
    };
    Resource::row(which, unit)
        .handled(&Handling::of([code]))
        .kept(Retention { review: LATER, until: LATER })
        .written_by([id(drafter)])
        .with_facts(DraftFacts { informs: true, evaluated: true, ..DraftFacts::default() })
}
