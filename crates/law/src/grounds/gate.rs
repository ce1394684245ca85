//! Gates: raised by facts, closed by persons.

use super::answer::{GateAnswer, GateState};
use super::case::Case;
use super::decision::decided;
use super::known::Known;
use super::set::shown;
use super::weigh::{Truth, weigh};
use crate::Lawbook;

/// Every gate of this kind of cooperation, the raised first.
pub(super) fn gates(book: &Lawbook, case: &Case, known: &Known) -> Vec<GateAnswer> {
    let of_kind =
        book.ground_rules().gates().iter().filter(|gate| gate.kinds.is_empty() || gate.kinds.contains(&case.kind));
    let mut gates: Vec<GateAnswer> = of_kind
        .map(|gate| {
            let weighed = weigh(known, &gate.when, &Vec::new());
            let state = match weighed.truth {
                Truth::Yes => GateState::Raised,
                Truth::Open => GateState::Open,
                Truth::No => GateState::NotRaised,
            };
            GateAnswer {
                id: gate.id.clone(),
                title: gate.title.clone(),
                state,
                asks: gate.asks.clone(),
                persons: gate.persons,
                then: gate.then.clone(),
                cites: gate.cites.iter().map(|cite| cite.as_str().into()).collect(),
                facts: shown(book, known, weighed.rests_on),
                establish: weighed.open,
                decided: decided(&gate.id, state, gate.persons, &case.decisions),
                verification: gate.verification,
            }
        })
        .collect();
    gates.sort_by_key(|gate| gate.state);
    gates
}
