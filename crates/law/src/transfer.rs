//! The second question: on what ground may personal data go to that recipient? Not what empowers the exchange
//! ([`power`](mod@crate::power)): a treaty in force is no ground to transfer, and a ground to transfer is no treaty.

use crate::checks::{LAW_4_1, LAW_4_2, LAW_4_3, LAW_4_4, LAW_4_5, LAW_4_6};
use crate::lawbook::rule::{Adequacy, Regime};
use crate::power::{between, category};
use crate::{Lawbook, Question};
use model::time::Date;
use model::{Arrangement, Citation, DataCategory, Finding, Reason, State, TransferGround, Verification};
use serde::{Deserialize, Serialize};

/// A derogation for a single case, which a person may decide on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Derogation {
    /// Where it stands; what a [`model::TransferDecision`] cites.
    pub cite: Citation,
    /// When it may be used.
    pub when: String,
    /// True if the person's rights must be weighed against it, and the weighing written down.
    pub balance: bool,
    /// Whether it was read.
    pub verification: Verification,
}

/// What a transfer needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "need", rename_all = "kebab-case")]
pub enum TransferNeed {
    /// A ground holds.
    Met {
        /// Which.
        #[serde(flatten)]
        ground: TransferGround,
        /// What holds for every transfer under it.
        conditions: Vec<String>,
        /// Whether the law it rests on was read, and what makes it bind: the weakest.
        verification: Verification,
    },
    /// A person must decide this single case and document it.
    NeedsDecision {
        /// The derogations that fit the purpose. Empty: none does.
        derogations: Vec<Derogation>,
        /// What holds for every transfer.
        conditions: Vec<String>,
        /// Whether the law it rests on was read, and what makes it bind: the weakest.
        verification: Verification,
    },
    /// The lawbook holds no transfer law of the sending State: an officer must establish it, nothing is assumed.
    NoLawKnown {
        /// Of which State.
        state: State,
    },
}

impl TransferNeed {
    /// The ground, where one holds without a decision.
    pub fn ground(&self) -> Option<&TransferGround> {
        match self {
            TransferNeed::Met { ground, .. } => Some(ground),
            _ => None,
        }
    }

    /// Whether a decision citing `cite` would do.
    pub fn permits(&self, cite: &Citation) -> bool {
        match self {
            TransferNeed::NeedsDecision { derogations, .. } => derogations.iter().any(|one| one.cite == *cite),
            _ => false,
        }
    }
}

/// On what ground may personal data of this question go from `from` to `to`?
pub fn transfer(book: &Lawbook, question: &Question, arrangements: &[Arrangement]) -> Finding<TransferNeed> {
    let (decision, reasons) = decide(book, question, arrangements);
    Finding { decision, reasons, rules: book.version().clone(), on: question.on }
}

fn decide(book: &Lawbook, question: &Question, arrangements: &[Arrangement]) -> (TransferNeed, Vec<Reason>) {
    if question.category == DataCategory::None {
        let because = "nothing about a person goes: no transfer of personal data takes place";
        let conditions = Vec::new();
        let verification = Verification::Sourced;
        let met = TransferNeed::Met { ground: TransferGround::NoPersonalData, conditions, verification };
        return (met, vec![Reason::of(&LAW_4_1, vec![], because)]);
    }
    let regime = regime_of(book, question.from.state, question.on);
    let mut reasons = Vec::new();
    if let Some(regime) = regime {
        if let Some(met) = same_regime(book, question, regime, &mut reasons) {
            return (met, reasons);
        }
        if let Some(met) = adequacy(book, question, regime, &mut reasons) {
            return (met, reasons);
        }
    }
    if let Some(met) = safeguards(book, question, regime, arrangements, &mut reasons) {
        return (met, reasons);
    }
    match regime {
        Some(regime) => (single_case(book, question, regime, &mut reasons), reasons),
        None => {
            let state = question.from.state;
            let because = format!("the lawbook holds no transfer law of {}: it must be established", book.name(state));
            reasons.push(Reason::of(&LAW_4_6, vec![], because));
            (TransferNeed::NoLawKnown { state }, reasons)
        }
    }
}

/// The transfer law that binds a State on a day.
pub fn regime_of(book: &Lawbook, state: State, on: Date) -> Option<&Regime> {
    book.regimes().iter().find(|regime| binds(book, regime, state, on))
}

fn binds(book: &Lawbook, regime: &Regime, state: State, on: Date) -> bool {
    let member = regime.members_of.iter().any(|of| book.member(of, state, on).is_some());
    regime.from <= on && (member || regime.states.contains(&state))
}

/// Whether the act was read, and what makes it bind these States: the weakest.
fn weakest(book: &Lawbook, regime: &Regime, states: &[State], on: Date) -> Verification {
    let by_name = |state: &State| regime.states.contains(state);
    let member = |state: &State| regime.members_of.as_ref().and_then(|of| book.member(of, *state, on));
    let rows = states.iter().filter(|state| !by_name(state)).filter_map(member);
    rows.fold(regime.verification, |weakest, row| weakest.max(row.verification))
}

/// Whether both sides are bound by one data-protection act that lets data flow between them.
pub(crate) fn one_regime(book: &Lawbook, a: State, b: State, on: Date) -> bool {
    regime_of(book, a, on).is_some_and(|regime| regime.same_regime.is_some() && binds(book, regime, b, on))
}

fn same_regime(
    book: &Lawbook,
    question: &Question,
    regime: &Regime,
    reasons: &mut Vec<Reason>,
) -> Option<TransferNeed> {
    let cite = regime.same_regime.as_deref().filter(|_| binds(book, regime, question.to.state, question.on))?;
    let because = format!("both sides are bound by {}: no transfer to a third country", regime.title);
    reasons.push(Reason::of(&LAW_4_2, vec![cite.into()], because));
    let ground = TransferGround::SameRegime { cite: cite.into() };
    let verification = weakest(book, regime, &[question.from.state, question.to.state], question.on);
    Some(TransferNeed::Met { ground, conditions: Vec::new(), verification })
}

fn adequacy(book: &Lawbook, question: &Question, regime: &Regime, reasons: &mut Vec<Reason>) -> Option<TransferNeed> {
    let name = book.name(question.to.state);
    let decisions = regime.adequacy.iter().filter(|decision| decision.state == question.to.state);
    let mut known = false;
    for decision in decisions {
        known = true;
        if covers(decision, question.on) {
            let because =
                format!("an adequacy decision for {name} is recorded from {}{}", decision.from, end(decision));
            reasons.push(Reason::of(&LAW_4_3, vec![decision.cite.as_str().into()], because));
            let ground = TransferGround::Adequacy { cite: decision.cite.as_str().into() };
            let (conditions, verification) = (
                regime.conditions.clone(),
                decision.verification.max(weakest(book, regime, &[question.from.state], question.on)),
            );
            return Some(TransferNeed::Met { ground, conditions, verification });
        }
        let because = format!(
            "an adequacy decision for {name} is recorded from {}{}, not for {}; whether it was prolonged or renewed must be established",
            decision.from,
            end(decision),
            question.on
        );
        reasons.push(Reason::of(&LAW_4_3, vec![decision.cite.as_str().into()], because));
    }
    if !known {
        reasons.push(Reason::of(&LAW_4_3, vec![], format!("no adequacy decision for {name} is in the lawbook")));
    }
    None
}

fn covers(decision: &Adequacy, on: Date) -> bool {
    decision.from <= on && decision.until.is_none_or(|until| on <= until)
}

fn end(decision: &Adequacy) -> String {
    decision.until.map(|until| format!(" to {until}")).unwrap_or_default()
}

fn safeguards(
    book: &Lawbook,
    question: &Question,
    regime: Option<&Regime>,
    arrangements: &[Arrangement],
    reasons: &mut Vec<Reason>,
) -> Option<TransferNeed> {
    let holds = |arrangement: &&Arrangement| {
        arrangement.safeguards
            && arrangement.in_force(question.on)
            && between(arrangement, question)
            && category(arrangement, question)
            && arrangement.kinds.contains(&question.kind)
            && arrangement.purposes.contains(&question.purpose)
    };
    let arrangement = arrangements.iter().find(holds)?;
    let cite = match regime {
        Some(regime) => Citation(format!("{}; arrangement {}", regime.safeguards, arrangement.id)),
        None => Citation(format!("arrangement {}", arrangement.id)),
    };
    let because = format!("arrangement {} holds safeguards for these data and is in force", arrangement.id);
    reasons.push(Reason::of(&LAW_4_4, vec![cite.clone()], because));
    let conditions = regime.map(|regime| regime.conditions.clone()).unwrap_or_default();
    let of = |regime: &Regime| weakest(book, regime, &[question.from.state], question.on);
    let verification = regime.map_or(Verification::Sourced, of);
    Some(TransferNeed::Met { ground: TransferGround::Safeguards { cite }, conditions, verification })
}

fn single_case(book: &Lawbook, question: &Question, regime: &Regime, reasons: &mut Vec<Reason>) -> TransferNeed {
    let fits = regime.derogation.iter().filter(|entry| entry.purposes.contains(&question.purpose));
    let derogations: Vec<Derogation> = fits
        .map(|entry| Derogation {
            cite: entry.cite.as_str().into(),
            when: entry.when.clone(),
            balance: entry.balance,
            verification: entry.verification,
        })
        .collect();
    let cites = derogations.iter().map(|one| one.cite.clone()).collect();
    let because = if derogations.is_empty() {
        "neither adequacy nor safeguards, and no derogation fits the purpose"
    } else {
        "neither adequacy nor safeguards: a person decides this single case, and documents recipient, justification and data"
    };
    reasons.push(Reason::of(&LAW_4_5, cites, because));
    TransferNeed::NeedsDecision {
        derogations,
        conditions: regime.conditions.clone(),
        verification: weakest(book, regime, &[question.from.state], question.on),
    }
}
