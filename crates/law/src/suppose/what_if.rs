//! What a supposed act would change: for one offence and day, which pairs become covered for which kind, and which no longer.
//! Only pairs in which a State acts can change; that this is so is tested against the whole world surveyed twice.

use super::{Impossible, Supposed};
use crate::survey::{Reach, Scope, Survey};
use crate::{Fact, Lawbook};
use model::time::Date;
use model::{Kind, Offence, Purpose, RulesetVersion, State};
use serde::Serialize;
use std::collections::BTreeSet;

/// A pair whose answer would change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Pair {
    /// Who gives.
    pub from: State,
    /// Who receives.
    pub to: State,
    /// The first basis of the side on which it is covered: `UN-ICSFT-1999 art. 12`.
    pub basis: String,
}

/// A pair that is covered before and after, by another basis first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Step {
    /// Who gives.
    pub from: State,
    /// Who receives.
    pub to: State,
    /// The first basis as it is.
    pub before: String,
    /// The first basis as it would be.
    pub after: String,
}

/// What would change for one kind of cooperation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KindChange {
    /// Which kind.
    pub kind: Kind,
    /// Ordered pairs with one of the acting States.
    pub pairs: usize,
    /// How many of them are covered.
    pub before: usize,
    /// How many would be.
    pub after: usize,
    /// Newly covered.
    pub gained: Vec<Pair>,
    /// No longer covered.
    pub lost: Vec<Pair>,
    /// Covered as before, with another basis first.
    pub other_basis: Vec<Step>,
}

impl KindChange {
    /// Whether nothing would change.
    pub fn is_empty(&self) -> bool {
        self.gained.is_empty() && self.lost.is_empty() && self.other_basis.is_empty()
    }
}

/// What supposed acts would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WhatIf {
    /// What was supposed.
    pub supposed: Vec<Supposed>,
    /// For which offence.
    pub offence: Offence,
    /// For which purpose.
    pub purpose: Purpose,
    /// On which day.
    pub on: Date,
    /// Facts supposed to be confirmed.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub confirmed: BTreeSet<Fact>,
    /// How many States were looked at.
    pub states: usize,
    /// For each kind.
    pub kinds: Vec<KindChange>,
    /// By which rules.
    pub rules: RulesetVersion,
}

/// Finds what `acts` would change among these States, or among all where none is named.
pub fn what_if(
    book: &Lawbook,
    scope: &Scope,
    acts: &[Supposed],
    states: &[State],
    kinds: &[Kind],
) -> Result<WhatIf, Impossible> {
    let supposed = book.supposing(acts)?;
    let mut looked_at = states.to_vec();
    if !states.is_empty() {
        looked_at.extend(acts.iter().map(|act| act.state));
    }
    let (before, after) = (Survey::of(book, scope, &looked_at), Survey::of(&supposed, scope, &looked_at));
    let acting: BTreeSet<State> = acts.iter().map(|act| act.state).collect();
    let of = |kind: &Kind| of_kind(&before, &after, &acting, *kind);
    Ok(WhatIf {
        supposed: acts.to_vec(),
        offence: scope.offence.clone(),
        purpose: scope.purpose,
        on: scope.on,
        confirmed: scope.confirmed.clone(),
        states: before.states().len(),
        kinds: kinds.iter().map(of).collect(),
        rules: book.version().clone(),
    })
}

fn of_kind(before: &Survey<'_>, after: &Survey<'_>, acting: &BTreeSet<State>, kind: Kind) -> KindChange {
    let (gained, lost, other_basis) = (Vec::new(), Vec::new(), Vec::new());
    let mut change = KindChange { kind, pairs: 0, before: 0, after: 0, gained, lost, other_basis };
    for from in before.states().iter().copied() {
        for to in before.states().iter().copied() {
            if from == to || !(acting.contains(&from) || acting.contains(&to)) {
                continue;
            }
            change.pairs = change.pairs.saturating_add(1);
            let first = |survey: &Survey<'_>| survey.between(from, to, kind).as_ref().and_then(first);
            one(&mut change, from, to, first(before), first(after));
        }
    }
    change
}

fn one(change: &mut KindChange, from: State, to: State, before: Option<String>, after: Option<String>) {
    change.before = change.before.saturating_add(usize::from(before.is_some()));
    change.after = change.after.saturating_add(usize::from(after.is_some()));
    match (before, after) {
        (None, Some(basis)) => change.gained.push(Pair { from, to, basis }),
        (Some(basis), None) => change.lost.push(Pair { from, to, basis }),
        (Some(before), Some(after)) if before != after => {
            change.other_basis.push(Step { from, to, before, after });
        }
        _ => {}
    }
}

/// The first basis, where there is one.
fn first(reach: &Reach<'_>) -> Option<String> {
    match reach {
        Reach::Covered { instrument, article, .. } => Some(format!("{} art. {}", instrument.id, article.article)),
        Reach::Gap { .. } => None,
    }
}
