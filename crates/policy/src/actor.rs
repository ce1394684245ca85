//! Who asks: an officer of the node, or one of its few machines, each with a duty of its own.

use model::{Officer, OfficerId, UnitId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// A part of the node that acts without a person. None of them judges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Machine {
    /// Indexes the holdings and screens what came in.
    Screening,
    /// Releases the neutral answer at its tick, under a standing approval.
    Schedule,
    /// Opens what was released, to sign and encrypt it.
    Sealing,
    /// Lets in what a partner sent.
    Admission,
    /// Carries envelopes that it cannot open.
    Relay,
}

impl Machine {
    /// Every machine.
    pub const ALL: &[Machine] =
        &[Machine::Screening, Machine::Schedule, Machine::Sealing, Machine::Admission, Machine::Relay];

    /// The word used in policies and logs.
    pub fn as_str(self) -> &'static str {
        match self {
            Machine::Screening => "screening",
            Machine::Schedule => "schedule",
            Machine::Sealing => "sealing",
            Machine::Admission => "admission",
            Machine::Relay => "relay",
        }
    }
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A person, signed in.
    Officer(Officer),
    /// A part of the node.
    Machine(Machine),
}

impl Actor {
    /// The account of a person; `None` for a machine.
    pub fn officer(&self) -> Option<&Officer> {
        match self {
            Actor::Officer(officer) => Some(officer),
            Actor::Machine(_) => None,
        }
    }

    /// Who, by id, for permits and logs.
    pub fn id(&self) -> ActorId {
        match self {
            Actor::Officer(officer) => ActorId::Officer(officer.id.clone()),
            Actor::Machine(machine) => ActorId::Machine(*machine),
        }
    }
}

/// An actor by id only.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActorId {
    /// An officer's account.
    Officer(OfficerId),
    /// A machine.
    Machine(Machine),
}

impl fmt::Display for ActorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ActorId::Officer(id) => fmt::Display::fmt(id, f),
            ActorId::Machine(machine) => write!(f, "machine:{}", machine.as_str()),
        }
    }
}

/// The compartments of an officer: his unit's own and those he was let into by name.
pub fn compartments(officer: &Officer) -> BTreeSet<&UnitId> {
    officer.compartments.iter().chain([&officer.unit]).collect()
}
