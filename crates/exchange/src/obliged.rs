//! Obliged: what a policy permits only together with something else. Whoever takes such a permit says which obligations he
//! carries out; a permit with another one is refused, so that none is forgotten.

use crate::Station;
use crate::station::code;
use audit::{Event, Item};
use model::{Failure, Role, Stop};
use policy::{Action, Actor, Ask, Circumstances, Obligation, Permit, Resource};
use store::Tx;

impl Station {
    /// Asks the policies, for an act that carries out these obligations. A permit that obliges to anything else is a
    /// Failure: the program does not do what the policies ask of it, so nothing is done.
    pub fn permit_carrying(
        &self,
        actor: &Actor,
        action: Action,
        resource: &Resource,
        circumstances: &Circumstances,
        carries: &[Obligation],
    ) -> Result<Permit, Stop> {
        let permit = self.policies().permit(&Ask { actor, action, resource, circumstances })?;
        match permit.obligations().iter().find(|obligation| !carries.contains(obligation)) {
            Some(left) => {
                let because = format!("the policies oblige `{action}` to `{left}`, which this step does not carry out");
                Err(Failure::new("asking the policies", because).into())
            }
            None => Ok(permit),
        }
    }
}

/// Carries out what a permit obliges to, by putting `item` before whoever is to be told; to be called in the transaction
/// of the act. What is told to the originator is a message, which the step sends itself.
pub fn carry_out(tx: &mut Tx<'_>, permit: &Permit, item: &Item) -> Result<(), Stop> {
    for obligation in permit.obligations() {
        let told = serde_json::json!({
            "act": permit.action(), "item": item, "by": permit.officer(), "because": permit.policies(),
        });
        match obligation {
            Obligation::TellAdministrator => tx.notices().append(Role::Administrator, &told.to_string())?,
            Obligation::TellOverseer => tx.overseer_queue().append(&told.to_string()).map(drop)?,
            Obligation::TellOriginator => continue,
        }
        let (obligation, officer) = (code(obligation.as_str())?, permit.officer().cloned());
        tx.audit().append(Event::Told { obligation, item: item.clone(), officer })?;
    }
    Ok(())
}
