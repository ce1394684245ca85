//! Who else stands behind it, and who could: the counting of distinct persons that policies rely on.

use crate::{Action, Ask, Resource, actor::compartments};
use model::{Officer, OfficerId, Role};
use std::collections::BTreeSet;

/// Approvers other than the actor who agreed, or who seconded a bar of the item. Nobody counts who drafted it, answered
/// one of its bars, or has no need to know it; an approval from elsewhere counts as one from the next desk.
pub(crate) fn approvers<'a>(ask: &Ask<'a>) -> BTreeSet<&'a OfficerId> {
    let agreed = ask.circumstances.approvals.iter().map(|approval| &approval.by);
    let agreed = agreed.filter(|officer| could(ask, officer, Role::Approver)).map(|officer| &officer.id);
    let seconds = ask.resource.draft.bars.iter().filter_map(|bar| bar.second.as_ref());
    agreed.chain(seconds.filter(|id| is_another(ask, id))).collect()
}

/// Overseers other than the actor, and other than the officer whom it is about, who agreed.
pub(crate) fn overseers<'a>(ask: &Ask<'a>) -> BTreeSet<&'a OfficerId> {
    let agreed = ask.circumstances.approvals.iter().map(|approval| &approval.by);
    agreed.filter(|officer| could(ask, officer, Role::Overseer)).map(|officer| &officer.id).collect()
}

/// Whether every bar that takes two persons has a second, who is not the one who answered.
pub(crate) fn bars_seconded(resource: &Resource) -> bool {
    let mut pairs = resource.draft.bars.iter().filter(|bar| bar.persons > 1);
    pairs.all(|bar| bar.second.as_ref().is_some_and(|second| second != &bar.by && !resource.drafters.contains(second)))
}

/// What an officer alone on duty can do: who on the roster could act instead or agree, by id and unit, never by name.
pub(crate) fn way_out(ask: &Ask<'_>, role: Role) -> String {
    let (mut able, mut outside) = (Vec::new(), Vec::new());
    for officer in &ask.circumstances.roster {
        if could(ask, officer, role) {
            able.push(described(officer));
        } else if officer.roles.contains(&role) && is_another(ask, &officer.id) {
            outside.push(described(officer));
        }
    }
    let role_word = if role == Role::Approver { "approver" } else { role.as_str() };
    let asked = match ask.action {
        Action::RemoveOfficer => "must agree",
        Action::PassOn => "could agree",
        _ => "could do it, or agree where two are needed",
    };
    match (able.is_empty(), outside.is_empty()) {
        (false, _) => format!("another {role_word} {asked}: {}", able.join(", ")),
        (true, false) => {
            format!("no other {role_word} on the roster may see it; one could be let in: {}", outside.join(", "))
        }
        (true, true) => format!("no other {role_word} is on the roster: call one in; until then it stays as it is"),
    }
}

fn described(officer: &Officer) -> String {
    let place = if officer.remote { ", remote" } else { "" };
    format!("{} (unit {}{place})", officer.id, officer.unit)
}

/// Not the actor, not the officer whom it is about, not someone who drafted it or answered its bars.
fn is_another(ask: &Ask<'_>, id: &OfficerId) -> bool {
    let resource = ask.resource;
    let about = matches!(&resource.id, crate::ResourceId::Officer(about) if about == id);
    let actor = ask.actor.officer().is_some_and(|officer| &officer.id == id);
    let wrote = resource.drafters.contains(id) || resource.draft.bars.iter().any(|bar| &bar.by == id);
    !about && !actor && !wrote
}

/// Another, of that role, who may know the item.
fn could(ask: &Ask<'_>, officer: &Officer, role: Role) -> bool {
    let knows = ask.resource.compartment.as_ref().is_none_or(|unit| compartments(officer).contains(unit));
    officer.roles.contains(&role) && (knows || role == Role::Overseer) && is_another(ask, &officer.id)
}
