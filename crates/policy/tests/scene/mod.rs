//! A small scene for the tests: one unit, a case, a morning. Everything invented.

#![expect(clippy::unwrap_used, reason = "a test that cannot build its scene fails")]

use model::{DraftId, Officer, Purpose, Role, UnitId};
use policy::{Action, Actor, Ask, Circumstances, DraftFacts, Permit, Policies, Resource};
use std::collections::BTreeSet;

pub fn unit(name: &str) -> UnitId {
    name.parse().unwrap()
}

pub fn officer(name: &str, roles: &[Role], at: &str) -> Officer {
    Officer {
        id: name.parse().unwrap(),
        roles: BTreeSet::from_iter(roles.iter().copied()),
        unit: unit(at),
        compartments: BTreeSet::new(),
        remote: false,
    }
}

pub fn circumstances() -> Circumstances {
    Circumstances::at(model::Instant::constant(1_795_403_520, 0))
        .for_case(Purpose::Investigation, "N-2026/17".parse().unwrap())
}

/// An evaluated answer with information, drafted by these officers in `north`.
pub fn draft(drafters: &[&str]) -> Resource {
    let facts = DraftFacts { informs: true, evaluated: true, ..DraftFacts::default() };
    Resource::draft(DraftId([1; 16]), unit("north"), drafters.iter().map(|id| id.parse().unwrap())).with_facts(facts)
}

pub fn ask(
    policies: &Policies,
    who: Officer,
    action: Action,
    resource: &Resource,
    circumstances: &Circumstances,
) -> Result<Permit, model::Refusal> {
    policies.permit(&Ask { actor: &Actor::Officer(who), action, resource, circumstances })
}
