//! What a decision costs: `cargo run --release -p policy --example cost-of-policy`. Prints microseconds per decision, by action.

use model::{CaseReference, Digest, DraftId, Handling, HandlingCode, MessageId, Officer, OfficerId, Purpose, Role};
use policy::{Action, Actor, Ask, Circumstances, DraftFacts, Resource, house};
use std::collections::BTreeSet;
use std::error::Error;
use std::io::Write;
use std::time::Instant;

const ROUNDS: u32 = 20_000;

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout();
    let begun = Instant::now();
    let policies = house::policies()?;
    let count = policies.rules().count();
    writeln!(out, "load and validate {count} policies   {:>8.1} ms", begun.elapsed().as_secs_f64() * 1e3)?;
    let (unit, writer): (model::UnitId, OfficerId) = ("north".parse()?, "clerk".parse()?);
    let handling = Handling::of([HandlingCode::H0, HandlingCode::H2]);
    let message = Resource::message(MessageId(Digest([7; 32])), unit.clone()).handled(&handling);
    let facts = DraftFacts { informs: true, evaluated: true, ..DraftFacts::default() };
    let draft = Resource::draft(DraftId([7; 16]), unit.clone(), [writer]).handled(&handling).with_facts(facts);
    let actor = Actor::Officer(Officer {
        id: "approver-1".parse()?,
        roles: BTreeSet::from([Role::DeskOfficer, Role::Approver]),
        unit: unit.clone(),
        compartments: BTreeSet::new(),
        remote: false,
    });
    let case: CaseReference = "N-2026/17".parse()?;
    let now = model::Instant::constant(1_795_403_520, 0);
    let circumstances = Circumstances::at(now).for_case(Purpose::Investigation, case);
    let tray = Resource::tray(unit);
    for (action, resource) in [
        (Action::ListExchanges, &tray),
        (Action::ReadMessage, &message),
        (Action::PassOn, &message),
        (Action::Release, &draft),
    ] {
        let ask = Ask { actor: &actor, action, resource, circumstances: &circumstances };
        let begun = Instant::now();
        let mut permitted = 0;
        for _ in 0..ROUNDS {
            permitted += u32::from(policies.permit(&ask).is_ok());
        }
        let each = begun.elapsed().as_secs_f64() * 1e6 / f64::from(ROUNDS);
        let outcome = if permitted == ROUNDS { "permitted" } else { "refused" };
        writeln!(out, "{:<20} {outcome:<10} {each:>8.1} us", action.as_str())?;
    }
    Ok(())
}
