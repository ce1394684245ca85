//! Refusal grounds: facts of a case in, grounds out, under every instrument that serves between the two, or under one that
//! is named, or under a model text. Each ground with its force, its article and the facts that trigger it; what nobody has
//! established is open, never assumed. Gates stand beside them and decide nothing by themselves; duties to prosecute follow a
//! refusal. A person decides. Not the questions raised by giving information ([`bars`](mod@crate::bars)).

mod answer;
mod case;
mod decision;
mod duty;
mod gate;
mod known;
mod protocol;
mod set;
mod weigh;

pub use answer::{
    Asked, Conclusion, FactShown, GateAnswer, GateState, GroundAnswer, GroundSet, Grounds, Outcome, Told,
};
pub use case::{Case, Penalty, Written};
pub use decision::{Answered, Decided, GateDecision};
pub use duty::{AfterRefusal, Following};

use crate::checks::{LAW_8_3, LAW_8_4, LAW_8_5, LAW_8_6};
use crate::{Lawbook, power};
use known::Known;
use model::{Arrangement, Citation, Finding, Kind, Reason};
use std::collections::BTreeSet;

/// Which grounds the facts of a case trigger, which stay open, and what follows a refusal.
pub fn grounds(book: &Lawbook, case: &Case, arrangements: &[Arrangement]) -> Finding<Grounds> {
    let known = Known::of(book, case);
    let mut reasons = Vec::new();
    let mut cautions = vec!["an aid: grounds in our words, on the facts given; a person decides".to_owned()];
    cautions.extend(known.cautions.iter().cloned());
    let sets = match &case.under {
        Some(id) => set::named(book, case, &known, id).into_iter().collect(),
        None => set::serving(book, case, &known, arrangements),
    };
    for set in &sets {
        reasons.extend(set.grounds.iter().filter(|ground| ground.outcome != Outcome::NotApplicable).map(|ground| {
            let cite = Citation(format!("{} art. {}", ground.by.as_deref().unwrap_or(&set.instrument), ground.article));
            Reason::of(&LAW_8_3, vec![cite], format!("{} ({}): {}", ground.id, ground.force.as_str(), ground.because))
        }));
    }
    if sets.is_empty() {
        cautions.push("nothing serves between the two for this: see `law basis` for the gap".to_owned());
    }
    let gates = gate::gates(book, case, &known);
    for gate in gates.iter().filter(|gate| gate.state != GateState::NotRaised) {
        let because = format!("{} is {}: {}", gate.id, gate.state.as_str(), gate.asks);
        reasons.push(Reason::of(&LAW_8_4, gate.cites.clone(), because));
        let because = format!("{}: {}, {} asked for", gate.id, gate.decided.as_str(), persons(gate.persons));
        reasons.push(Reason::of(&LAW_8_6, gate.cites.clone(), because));
    }
    let refusable = matches!(case.kind, Kind::Extradition | Kind::Surrender | Kind::ProvisionalArrest);
    let following = if refusable { duty::following(book, case, &sets) } else { Following::default() };
    for duty in &following.duties {
        reasons.push(Reason::of(&LAW_8_5, vec![duty.cite.clone()], format!("if it is refused: {}", duty.says)));
    }
    let establish = establish(book, &sets, &gates);
    let decision = Grounds { sets, gates, following, establish, cautions };
    Finding { decision, reasons, rules: book.version().clone(), on: case.on }
}

fn persons(count: u8) -> String {
    if count == 1 { "one person".to_owned() } else { format!("{count} persons") }
}

/// Every fact that somebody has to establish, once, in the order of the vocabulary.
fn establish(book: &Lawbook, sets: &[GroundSet], gates: &[GateAnswer]) -> Vec<Asked> {
    let of_grounds = sets.iter().flat_map(|set| &set.grounds).flat_map(|ground| &ground.establish);
    let ids: BTreeSet<&str> =
        of_grounds.chain(gates.iter().flat_map(|gate| &gate.establish)).map(String::as_str).collect();
    let mut asked: Vec<Asked> = book
        .ground_rules()
        .facts()
        .filter(|fact| ids.contains(fact.id.as_str()))
        .map(|fact| Asked { id: fact.id.clone(), about: fact.about, says: fact.says.clone() })
        .collect();
    asked.sort_by(|a, b| (a.about, &a.id).cmp(&(b.about, &b.id)));
    asked
}

/// The bases that serve between the two of a case.
fn bases(book: &Lawbook, case: &Case, kind: Kind, arrangements: &[Arrangement]) -> Vec<power::Basis> {
    let question = crate::Question {
        from: crate::Side::of(case.requesting),
        to: crate::Side::of(case.requested),
        kind,
        offence: case.offence.clone(),
        purpose: model::Purpose::Prosecution,
        category: model::DataCategory::Personal,
        on: case.on,
        confirmed: case.confirmed.clone(),
    };
    power::power(book, &question, arrangements).decision.bases
}
