//! What officers intend: who asks whom about which person, and what the other side means to answer.

use crate::chance::SeededChance;
use crate::ground::{HELD, Tie};
use model::Urgency;

/// What the requested side means to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answering {
    /// Judge the candidate and inform.
    Informs,
    /// Refuse with a ground; under a schedule that is not taken from him, and the neutral answer goes.
    Refuses,
    /// Leave it; where the arrangement has a schedule, the neutral answer goes.
    Leaves,
}

/// One request.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Who asks, by place.
    pub asks: usize,
    /// Under which ties, one per recipient.
    pub ties: Vec<usize>,
    /// The person, by number.
    pub person: u64,
    /// How urgent.
    pub urgency: Urgency,
    /// What the recipients mean to do.
    pub answering: Answering,
    /// Whether what they tell is bound to their permission.
    pub bound: bool,
}

impl Plan {
    /// The case reference of the request with this number, by which both sides find it again.
    pub fn case(number: usize) -> String {
        format!("SIM/{number}")
    }

    /// The case reference of the answer to the request with this number.
    pub fn answer_case(number: usize) -> String {
        format!("ANS/{number}")
    }

    /// The number of the request with this case reference.
    pub fn number(case: &str) -> Option<usize> {
        case.strip_prefix("SIM/")?.parse().ok()
    }
}

/// Draws what a seed's officers intend.
pub(super) fn draw(fate: &mut SeededChance, ties: &[Tie], count: usize) -> Vec<Plan> {
    (0..count).map(|_| one(fate, ties)).collect()
}

fn one(fate: &mut SeededChance, ties: &[Tie]) -> Plan {
    let tie = fate.below(ties.len() as u64) as usize;
    let (a, b) = ties[tie].between;
    let (asks, asked) = if fate.happens(500) { (a, b) } else { (b, a) };
    let others = |(place, other): &(usize, &Tie)| *place != tie && (other.between.0 == asks || other.between.1 == asks);
    let mut all = vec![tie];
    if fate.happens(100) {
        all.extend(ties.iter().enumerate().find(others).map(|(place, _)| place));
    }
    let answering = match fate.below(5) {
        0 | 1 => Answering::Informs,
        2 => Answering::Refuses,
        _ => Answering::Leaves,
    };
    let known = answering == Answering::Informs || fate.happens(200);
    let person = if known { asked as u64 * 1_000 + fate.below(HELD) * 7 } else { 500_000 + fate.below(1_000) };
    let urgency = if fate.happens(300) { Urgency::UrgentDirect } else { Urgency::Ordinary };
    let bound = fate.happens(400);
    Plan { asks, ties: all, person, urgency, answering, bound }
}
