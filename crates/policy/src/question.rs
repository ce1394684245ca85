//! An [`Ask`] in Cedar's terms: request and entities, built without parsing text, held to the schema.

use crate::names::Names;
use crate::slice::Slice;
use crate::{Actor, Ask, Resource, ResourceKind, others};
use cedar_policy::{Context, Entities, Entity, EntityUid, Request, RestrictedExpression as Value, Schema};
use model::time::Date;
use model::{Officer, OfficerId};
use std::collections::{BTreeSet, HashMap, HashSet};

/// A question could not be put: the facts do not fit the schema. Carries nothing; nobody is permitted anything by it.
#[derive(Debug)]
pub(crate) struct Unfit;

fn unfit<E>(_: E) -> Unfit {
    Unfit
}

/// Request and entities of an ask.
pub(crate) fn put(ask: &Ask<'_>, names: &Names, schema: &Schema, slice: &Slice) -> Result<(Request, Entities), Unfit> {
    let resource = names.resource(&ask.resource.id).ok_or(Unfit)?;
    let principal = match ask.actor {
        Actor::Officer(officer) => names.officer(officer.id.as_str()),
        Actor::Machine(machine) => names.machine(machine.as_str()),
    };
    let mut entities = vec![slice.action.clone()];
    if let Actor::Officer(officer) = ask.actor {
        entities.push(officer_entity(officer, names));
    }
    if resource != principal {
        entities.push(resource_entity(resource.clone(), ask.resource, names)?);
    }
    let entities = Entities::empty().add_entities(entities, Some(schema)).map_err(unfit)?;
    let context = context(ask, names)?;
    let request = Request::new(principal, names.action(ask.action), resource, context, Some(schema)).map_err(unfit)?;
    Ok((request, entities))
}

fn officer_entity(officer: &Officer, names: &Names) -> Entity {
    let mut parents: HashSet<EntityUid> = officer.roles.iter().map(|role| names.role(role.as_str())).collect();
    parents.extend(crate::actor::compartments(officer).into_iter().map(|unit| names.unit(unit.as_str())));
    Entity::new_no_attrs(names.officer(officer.id.as_str()), parents)
}

fn resource_entity(uid: EntityUid, resource: &Resource, names: &Names) -> Result<Entity, Unfit> {
    let kind = resource.id.kind();
    if kind == ResourceKind::Officer {
        let parents = resource.roles.iter().map(|role| names.role(role.as_str())).collect();
        return Ok(Entity::new_no_attrs(uid, parents));
    }
    let mut facts: HashMap<String, Value> = HashMap::new();
    let mut fact = |key: &str, value: Value| facts.insert(key.to_owned(), value);
    if let Some(unit) = &resource.compartment {
        fact("compartment", Value::new_entity_uid(names.unit(unit.as_str())));
    }
    if kind.has_content() {
        let codes = resource.codes.iter().map(|code| Value::new_entity_uid(names.code(code.as_str())));
        fact("codes", Value::new_set(codes));
        let purposes = resource.purposes.iter().map(|purpose| Value::new_entity_uid(names.purpose(purpose.as_str())));
        fact("purposes", Value::new_set(purposes));
        fact("conditions", Value::new_bool(resource.conditions));
        fact("drafters", officers(resource.drafters.iter(), names));
        if let Some(retention) = resource.retention {
            fact("keep_until", Value::new_long(number(retention.until)));
        }
    }
    if kind == ResourceKind::Draft {
        let draft = &resource.draft;
        fact("informs", Value::new_bool(draft.informs));
        fact("evaluated", Value::new_bool(draft.evaluated));
        fact("neutral", Value::new_bool(draft.neutral));
        fact("acknowledges", Value::new_bool(draft.acknowledges));
        fact("emergency", Value::new_bool(draft.emergency));
        fact("released", Value::new_bool(draft.released));
        fact("two_person_bar", Value::new_bool(draft.bars.iter().any(|bar| bar.persons > 1)));
        fact("bars_seconded", Value::new_bool(others::bars_seconded(resource)));
        fact("answered_by", officers(draft.bars.iter().map(|bar| &bar.by), names));
    }
    Entity::new(uid, facts, HashSet::new()).map_err(unfit)
}

fn context(ask: &Ask<'_>, names: &Names) -> Result<Context, Unfit> {
    let known = ask.circumstances;
    let flag = |key: &str, value: bool| (key.to_owned(), Value::new_bool(value));
    let mut pairs = vec![
        ("today".to_owned(), Value::new_long(number(known.today()))),
        ("approvers".to_owned(), officers(others::approvers(ask).into_iter(), names)),
        ("overseers".to_owned(), officers(others::overseers(ask).into_iter(), names)),
        flag("restriction_read", known.restriction_read),
        flag("court_permission", known.court_permission),
        flag("onward_permission", known.onward_permission),
        flag("call_back", known.call_back),
        flag("overseer_enrolled", known.overseer_enrolled),
    ];
    if let Some(purpose) = known.purpose {
        pairs.push(("purpose".to_owned(), Value::new_entity_uid(names.purpose(purpose.as_str()))));
    }
    if let Some(case) = &known.case {
        pairs.push(("case".to_owned(), Value::new_string(case.to_string())));
    }
    if let Some(standing) = &known.standing {
        let record = Value::new_record([
            flag("in_force", standing.in_force),
            flag("adopted", standing.adopted),
            flag("acknowledges", standing.acknowledges),
            ("until".to_owned(), Value::new_long(number(standing.until))),
        ]);
        pairs.push(("standing".to_owned(), record.map_err(unfit)?));
    }
    Context::from_pairs(pairs).map_err(unfit)
}

fn officers<'a>(ids: impl Iterator<Item = &'a OfficerId>, names: &Names) -> Value {
    let distinct: BTreeSet<&OfficerId> = ids.collect();
    Value::new_set(distinct.into_iter().map(|id| Value::new_entity_uid(names.officer(id.as_str()))))
}

/// A date as one number: 23 November 2026 is 20261123. Order of numbers is order of dates.
fn number(date: Date) -> i64 {
    i64::from(date.year()) * 10_000 + i64::from(date.month()) * 100 + i64::from(date.day())
}
