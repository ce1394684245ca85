//! The most that the alignment of a form can weigh, from what was counted while gathering: never less than the alignment, so
//! that a search may stop at it.

use super::asked::Asked;
use super::facts::AskedFacts;
use super::holdings::Holdings;
use super::scratch::{Cell, PassedOver};
use super::weights;
use crate::LogOdds;
use crate::script::Role;

/// The bound for one form of a query.
pub struct Bound<'a> {
    facts: &'a AskedFacts,
    holdings: &'a Holdings,
    /// Form of the query, characters that are the same, and facts other than the birth date.
    always: i32,
    /// What each part adds if it is not met by a like: its being missing, or a minor part that it may stand for.
    unmet: Vec<i32>,
    /// Parts that are missing, and tell, if they are not met by a like.
    telling: u32,
    /// Minor parts, which may stand for a part that tells: a name of minor parts alone keeps them as full ones.
    minors: u32,
    initials: bool,
    splits: usize,
}

impl<'a> Bound<'a> {
    /// Makes the bound ready.
    pub fn new(asked: &Asked, facts: &'a AskedFacts, holdings: &'a Holdings) -> Bound<'a> {
        let same = asked.parts.iter().filter(|part| part.native != 0).count() as i32 * weights::NATIVE_SAME.0;
        let (mut unmet, mut telling, mut minors) = (Vec::with_capacity(asked.parts.len()), 0, 0);
        for (at, part) in asked.parts.iter().enumerate() {
            let units = asked.units.iter().filter(|unit| (unit.first..unit.first + unit.width).contains(&at));
            let mut words = units.flat_map(|unit| &asked.likes[unit.likes.clone()]).map(|like| like.word);
            // A word that is read more often than it is held as a telling part may be a minor part somewhere.
            let minor = part.role.is_minor()
                || words
                    .any(|word| holdings.uses.references[word as usize] as usize > holdings.words.holders.count(word));
            unmet.push(if minor { weights::MINOR.0 } else { part.missing.0 });
            minors |= u32::from(minor) << at;
            telling |= u32::from(!minor && part.role != Role::Initial) << at;
        }
        Bound {
            facts,
            holdings,
            always: asked.weight.0 + same + facts.most_but_birth().0,
            unmet,
            telling,
            minors,
            initials: asked.parts.iter().any(|part| part.role == Role::Initial),
            splits: asked.splits.len(),
        }
    }

    /// Most that can weigh beside likes, whatever the form: what goes for all parts, and for each part what it adds if no like
    /// meets it. Forms with an initial are not meant, unless the query has one ([`Bound::letters`]).
    pub fn beside(&self) -> (LogOdds, Vec<i32>) {
        let least = if self.initials { weights::INITIAL.0 } else { i32::MIN };
        let unmet = self.unmet.iter().map(|unmet| *unmet.max(&least)).collect();
        (LogOdds(self.always) + self.facts.most_of_any_birth(), unmet)
    }

    /// The first letters of the parts that an initial of a form may stand for; none where the query has initials itself, since
    /// [`Bound::beside`] counts them then.
    pub fn letters(&self, asked: &Asked) -> Vec<u8> {
        let full = asked.parts.iter().filter(|part| matches!(part.role, Role::Name | Role::Common) && !self.initials);
        let mut letters: Vec<u8> = full.filter_map(|part| part.text.first().copied()).collect();
        letters.sort_unstable();
        letters.dedup();
        letters
    }

    /// The bound of a form, where some likes were passed over; none where it is under `least`.
    pub fn of(&self, form: u32, cell: Cell, passed: &PassedOver, least: Option<LogOdds>) -> Option<LogOdds> {
        let forms = &self.holdings.forms;
        let initials = self.initials || forms.has_initial(form);
        let met = cell.parts | passed.met;
        let mut bound = self.always + cell.sum + passed.joined;
        for (at, unmet) in self.unmet.iter().enumerate() {
            let other = if initials { weights::INITIAL.0.max(*unmet) } else { *unmet };
            // A part that is met may still be given to an initial or a minor part, where that weighs more. A like that was
            // passed over weighs less than one that was followed on the same part; but two may weigh more than one on both.
            let passed = passed.parts.get(at).copied().unwrap_or(i32::MIN);
            let has = |parts: u32| parts & (1 << at) != 0;
            let by_like = if has(cell.alone) { 0 } else { passed.max(if has(cell.parts) { 0 } else { i32::MIN }) };
            bound += other.max(by_like);
        }
        // What follows lies in memory far from what came before, and takes away only, but for a birth date.
        let reaches = |bound: i32| least.is_none_or(|least| bound >= least.0);
        if !reaches(bound + self.facts.most_of_any_birth().0) {
            return None;
        }
        if !self.facts.births.is_empty() {
            bound += self.facts.most_of_birth(forms.year(form)).0;
        }
        if !initials {
            let count = (met | self.minors).count_ones() as usize + self.splits;
            let left = forms.telling(form).saturating_sub(count) as i32;
            let missing = (self.telling & !met).count_ones() as i32;
            bound += left * weights::ENTRY_ONLY.0.0 + left.min(missing) * weights::INSTEAD.0;
        }
        reaches(bound).then_some(LogOdds(bound))
    }
}
