//! Whether facts fulfil alternatives, with three answers: so, not so, open. What is open stays open unless the rest decides.

use super::known::Known;
use crate::lawbook::trigger::{Alternatives, FactId, Literal};

/// So, not so, or open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Truth {
    Yes,
    No,
    Open,
}

/// The answer and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Weighed {
    pub(super) truth: Truth,
    /// The facts that decide it, as they are.
    pub(super) rests_on: Vec<(FactId, bool)>,
    /// What would have to be established.
    pub(super) open: Vec<FactId>,
}

/// `when`, unless `unless`.
pub(super) fn weigh(known: &Known, when: &Alternatives, unless: &Alternatives) -> Weighed {
    let trigger = any(known, when);
    let away = any(known, unless);
    match (trigger.truth, away.truth) {
        (Truth::No, _) => trigger,
        (_, Truth::Yes) => Weighed { truth: Truth::No, ..away },
        (Truth::Yes, Truth::No) => trigger,
        (Truth::Yes, Truth::Open) => Weighed { truth: Truth::Open, rests_on: trigger.rests_on, open: away.open },
        (Truth::Open, Truth::No) => trigger,
        (Truth::Open, Truth::Open) => {
            let mut open = trigger.open;
            open.extend(away.open);
            Weighed { truth: Truth::Open, rests_on: trigger.rests_on, open }
        }
    }
}

fn any(known: &Known, alternatives: &Alternatives) -> Weighed {
    let each: Vec<Weighed> = alternatives.iter().map(|all| every(known, all)).collect();
    let of = |truth: Truth| each.iter().filter(move |one| one.truth == truth);
    let truth = [Truth::Yes, Truth::Open].into_iter().find(|truth| of(*truth).next().is_some()).unwrap_or(Truth::No);
    let mut weighed = Weighed { truth, rests_on: Vec::new(), open: Vec::new() };
    for one in of(truth) {
        for fact in &one.rests_on {
            if !weighed.rests_on.contains(fact) {
                weighed.rests_on.push(fact.clone());
            }
        }
        for fact in &one.open {
            if !weighed.open.contains(fact) {
                weighed.open.push(fact.clone());
            }
        }
    }
    weighed
}

fn every(known: &Known, all: &[Literal]) -> Weighed {
    let mut denied = Vec::new();
    let mut holding = Vec::new();
    let mut open = Vec::new();
    for literal in all {
        match known.holds(&literal.fact) {
            None => open.push(literal.fact.clone()),
            Some(holds) if holds == literal.holds => holding.push((literal.fact.clone(), holds)),
            Some(holds) => denied.push((literal.fact.clone(), holds)),
        }
    }
    if !denied.is_empty() {
        return Weighed { truth: Truth::No, rests_on: denied, open: Vec::new() };
    }
    let truth = if open.is_empty() { Truth::Yes } else { Truth::Open };
    Weighed { truth, rests_on: holding, open }
}
