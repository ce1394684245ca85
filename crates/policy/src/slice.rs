//! The policies that can bear on a question, by who asks, what and on what: a decision costs what its own policies cost.
//!
//! Left out of a slice is only what is trivially false for every question of that shape; questions are held to the
//! schema before they are put, so nothing that could permit or forbid is ever left out.

use crate::checks::POL_1_1;
use crate::names::Names;
use crate::{Action, BadPolicy, ResourceKind};
use cedar_policy::{Entity, Policy, PolicySet, Schema};
use std::collections::{BTreeSet, HashMap};

/// Shape of a question: asked by an officer (or a machine), what, on what.
pub(crate) type Shape = (bool, Action, ResourceKind);

/// The policies of one shape, and the action with its groups.
#[derive(Debug)]
pub(crate) struct Slice {
    pub(crate) policies: PolicySet,
    pub(crate) action: Entity,
}

fn bad(because: String) -> BadPolicy {
    BadPolicy { check: &POL_1_1, file: "comity.cedarschema".to_owned(), policy: None, because }
}

/// An empty slice for every shape that the program knows, after holding the schema to the program.
pub(crate) fn shapes(schema: &Schema, names: &Names) -> Result<HashMap<Shape, Slice>, BadPolicy> {
    let groups: BTreeSet<String> = schema.action_groups().map(ToString::to_string).collect();
    for uid in schema.actions() {
        if Action::parse(uid.id().unescaped()).is_none() && !groups.contains(&uid.to_string()) {
            return Err(bad(format!("{uid} is not an action of this program")));
        }
    }
    let entities = schema.action_entities().map_err(|error| bad(error.to_string()))?;
    let mut slices = HashMap::new();
    for action in Action::ALL.iter().copied() {
        let uid = names.action(action);
        let missing = || bad(format!("the action `{action}` is missing"));
        let entity = entities.get(&uid).ok_or_else(missing)?;
        let declared: BTreeSet<_> =
            schema.resources_for_action(&uid).ok_or_else(missing)?.map(|name| names.kind(name)).collect();
        let known: BTreeSet<_> = action.kinds().iter().map(|kind| Some(*kind)).collect();
        if declared != known {
            return Err(bad(format!("the action `{action}` is on other resources than this program asks about")));
        }
        for kind in action.kinds() {
            for officer in [true, false] {
                let slice = Slice { policies: PolicySet::new(), action: entity.clone() };
                slices.insert((officer, action, *kind), slice);
            }
        }
    }
    Ok(slices)
}

/// Puts a policy into every slice that it can bear on.
pub(crate) fn file_under(
    slices: &mut HashMap<Shape, Slice>,
    policy: &Policy,
    schema: &Schema,
    names: &Names,
) -> Result<(), String> {
    let mut bears = false;
    for env in policy.get_valid_request_envs(schema) {
        let action = Action::parse(env.action().id().unescaped());
        let (Some(action), Some(kind)) = (action, names.kind(env.resource())) else { continue };
        if let Some(slice) = slices.get_mut(&(names.is_officer(env.principal()), action, kind)) {
            slice.policies.add(policy.clone()).map_err(|error| error.to_string())?;
            bears = true;
        }
    }
    if bears { Ok(()) } else { Err("it bears on no question that this program asks".to_owned()) }
}
