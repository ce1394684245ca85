//! Entity names in Cedar's terms, parsed once at load.

use crate::checks::POL_1_1;
use crate::{Action, BadPolicy, ResourceId, ResourceKind};
use cedar_policy::{EntityId, EntityTypeName, EntityUid};
use std::collections::BTreeMap;
use std::str::FromStr;

/// The entity types that the program speaks of.
#[derive(Debug)]
pub(crate) struct Names {
    role: EntityTypeName,
    code: EntityTypeName,
    purpose: EntityTypeName,
    unit: EntityTypeName,
    officer: EntityTypeName,
    machine: EntityTypeName,
    action: EntityTypeName,
    kinds: BTreeMap<ResourceKind, EntityTypeName>,
}

fn type_name(word: &str) -> Result<EntityTypeName, BadPolicy> {
    EntityTypeName::from_str(word).map_err(|error| BadPolicy {
        check: &POL_1_1,
        file: "comity.cedarschema".to_owned(),
        policy: None,
        because: error.to_string(),
    })
}

impl Names {
    /// Parses every name.
    pub(crate) fn new() -> Result<Names, BadPolicy> {
        let mut kinds = BTreeMap::new();
        for kind in Action::ALL.iter().flat_map(|action| action.kinds()) {
            kinds.insert(*kind, type_name(kind.as_str())?);
        }
        Ok(Names {
            role: type_name("Role")?,
            code: type_name("Code")?,
            purpose: type_name("Purpose")?,
            unit: type_name("Unit")?,
            officer: type_name("Officer")?,
            machine: type_name("Machine")?,
            action: type_name("Action")?,
            kinds,
        })
    }

    pub(crate) fn role(&self, word: &str) -> EntityUid {
        uid(&self.role, word)
    }

    pub(crate) fn code(&self, word: &str) -> EntityUid {
        uid(&self.code, word)
    }

    pub(crate) fn purpose(&self, word: &str) -> EntityUid {
        uid(&self.purpose, word)
    }

    pub(crate) fn unit(&self, word: &str) -> EntityUid {
        uid(&self.unit, word)
    }

    pub(crate) fn officer(&self, word: &str) -> EntityUid {
        uid(&self.officer, word)
    }

    pub(crate) fn machine(&self, word: &str) -> EntityUid {
        uid(&self.machine, word)
    }

    pub(crate) fn action(&self, action: Action) -> EntityUid {
        uid(&self.action, action.as_str())
    }

    /// The resource; `None` only for a kind that no action is done on.
    pub(crate) fn resource(&self, id: &ResourceId) -> Option<EntityUid> {
        self.kinds.get(&id.kind()).map(|kind| uid(kind, &id.name()))
    }

    /// Whether a principal type is the officers'.
    pub(crate) fn is_officer(&self, kind: &EntityTypeName) -> bool {
        kind == &self.officer
    }

    /// Which kind of resource a type is.
    pub(crate) fn kind(&self, name: &EntityTypeName) -> Option<ResourceKind> {
        self.kinds.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind)
    }
}

fn uid(kind: &EntityTypeName, word: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(kind.clone(), EntityId::new(word))
}
