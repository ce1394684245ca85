//! From pairs to groups, under judgements.

use super::pairs::contradicts;
use super::{Judgements, Limits, Pair, Resolution, Support};
use crate::{EntryId, LogOdds};
use std::collections::{BTreeMap, BTreeSet};

/// Groups that grow.
#[derive(Debug, Default)]
pub struct Groups {
    group_of: BTreeMap<EntryId, usize>,
    members: Vec<BTreeSet<EntryId>>,
}

impl Groups {
    /// The members of the group of a record; it alone if it is in none.
    fn of(&self, id: &EntryId) -> BTreeSet<EntryId> {
        let known = self.group_of.get(id).map(|at| self.members[*at].clone());
        known.unwrap_or_else(|| BTreeSet::from([id.clone()]))
    }

    /// Joins the groups of two records, unless two of their members are apart. Returns whether they are in one now.
    fn join(&mut self, a: &EntryId, b: &EntryId, judged: &Judgements) -> bool {
        let (left, right) = (self.of(a), self.of(b));
        if left.contains(b) {
            return true;
        }
        let apart = |one: &EntryId, other: &EntryId| judged.apart.contains(&ordered(one, other));
        if left.iter().any(|one| right.iter().any(|other| apart(one, other))) {
            return false;
        }
        for old in [a, b] {
            if let Some(at) = self.group_of.get(old) {
                self.members[*at].clear();
            }
        }
        let at = self.members.len();
        let members: BTreeSet<EntryId> = left.into_iter().chain(right).collect();
        members.iter().for_each(|member| {
            self.group_of.insert(member.clone(), at);
        });
        self.members.push(members);
        true
    }
}

fn ordered(a: &EntryId, b: &EntryId) -> (EntryId, EntryId) {
    if a < b { (a.clone(), b.clone()) } else { (b.clone(), a.clone()) }
}

/// Resolves the pairs of a table. A pair that was found from both sides counts by the weaker of them.
pub fn resolve(found: Vec<Pair>, judged: &Judgements, limits: Limits) -> Resolution {
    let mut pairs: BTreeMap<(EntryId, EntryId), Pair> = BTreeMap::new();
    for pair in found {
        let key = (pair.a.clone(), pair.b.clone());
        match pairs.get(&key) {
            Some(known) if known.log_odds <= pair.log_odds => {}
            _ => {
                pairs.insert(key, pair);
            }
        }
    }
    for (a, b) in &judged.same {
        let known = pairs.entry((a.clone(), b.clone()));
        known.or_insert_with(|| by_hand(a, b)).support = Some(Support::Judged);
    }
    support_by_a_third(&mut pairs, limits);
    let mut order: Vec<Pair> = pairs.into_values().collect();
    order.sort_by(|one, other| {
        let key = |pair: &Pair| (pair.support != Some(Support::Judged), std::cmp::Reverse(pair.log_odds));
        key(one).cmp(&key(other)).then_with(|| (&one.a, &one.b).cmp(&(&other.a, &other.b)))
    });
    let (mut groups, mut joined, mut review) = (Groups::default(), Vec::new(), Vec::new());
    for pair in order {
        let sure = pair.support == Some(Support::Judged) || pair.probability >= limits.join;
        let apart = judged.apart.contains(&(pair.a.clone(), pair.b.clone()));
        if pair.support.is_some() && sure && !apart && groups.join(&pair.a, &pair.b, judged) {
            joined.push(pair);
        } else {
            review.push(pair);
        }
    }
    review.retain(|pair| !groups.of(&pair.a).contains(&pair.b));
    let mut made: Vec<Vec<EntryId>> =
        groups.members.into_iter().filter(|group| group.len() > 1).map(|group| group.into_iter().collect()).collect();
    made.sort();
    Resolution { groups: made, joined, review }
}

fn by_hand(a: &EntryId, b: &EntryId) -> Pair {
    Pair { a: a.clone(), b: b.clone(), log_odds: LogOdds::NOTHING, probability: 0.0, support: None, explanation: None }
}

/// Supports a probable pair by a third record that is probably both.
fn support_by_a_third(pairs: &mut BTreeMap<(EntryId, EntryId), Pair>, limits: Limits) {
    let mut near: BTreeMap<EntryId, BTreeSet<EntryId>> = BTreeMap::new();
    for pair in pairs.values().filter(|pair| pair.probability >= limits.join) {
        near.entry(pair.a.clone()).or_default().insert(pair.b.clone());
        near.entry(pair.b.clone()).or_default().insert(pair.a.clone());
    }
    let none = BTreeSet::new();
    for pair in pairs.values_mut().filter(|pair| pair.support.is_none() && pair.probability >= limits.join) {
        let (left, right) = (near.get(&pair.a).unwrap_or(&none), near.get(&pair.b).unwrap_or(&none));
        let against = pair.explanation.as_ref().is_some_and(contradicts);
        if !against && left.intersection(right).next().is_some() {
            pair.support = Some(Support::Triangle);
        }
    }
}
