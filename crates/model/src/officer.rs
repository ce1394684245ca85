//! The humans of a node.

use crate::{OfficerId, UnitId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// What an officer is there for. Roles do not add up to a superuser: the administrator sees no content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Drafts, grounds, confirms matches, reads what the case needs.
    DeskOfficer,
    /// The second officer: releases. Never of his own draft.
    Approver,
    /// Reads the log and the overseer's queue; releases nothing.
    Overseer,
    /// Installs, enrols, configures; sees no content.
    Administrator,
}

impl Role {
    /// Every role, in order.
    pub const ALL: &[Role] = &[Role::DeskOfficer, Role::Approver, Role::Overseer, Role::Administrator];

    /// The word used in data and commands.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::DeskOfficer => "desk-officer",
            Role::Approver => "approver",
            Role::Overseer => "overseer",
            Role::Administrator => "administrator",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<Role> {
        Role::ALL.iter().copied().find(|role| role.as_str() == text)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An officer of this node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Officer {
    /// The account.
    pub id: OfficerId,
    /// What for.
    pub roles: BTreeSet<Role>,
    /// The unit whose tray and compartment are his.
    pub unit: UnitId,
    /// Further compartments that he was let into by name, such as a protection compartment.
    #[serde(default)]
    pub compartments: BTreeSet<UnitId>,
    /// Approves from elsewhere: on the roster, not in the room.
    #[serde(default)]
    pub remote: bool,
}
