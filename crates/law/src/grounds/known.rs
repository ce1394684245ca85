//! What is known of a case: what persons established, and what follows from it and from the lawbook.

use super::case::Case;
use crate::Lawbook;
use crate::lawbook::trigger::{AS_CHARGED, FactId};
use std::collections::BTreeMap;

/// Facts that are so, or not so. What is not here is open.
pub(super) struct Known {
    holds: BTreeMap<FactId, (bool, Option<String>)>,
    pub(super) cautions: Vec<String>,
}

impl Known {
    pub(super) fn of(book: &Lawbook, case: &Case) -> Known {
        let given = case.facts.iter().map(|(id, holds)| (id.clone(), (*holds, None)));
        let mut known = Known { holds: given.collect(), cautions: Vec::new() };
        let as_charged = book.offence(&case.offence).is_some_and(|offence| offence.as_charged);
        known.found(AS_CHARGED, as_charged, "by the vocabulary of offences");
        if !case.nationalities.is_empty() {
            for (fact, state) in
                [("national-of-requested", case.requested), ("national-of-requesting", case.requesting)]
            {
                known.found(fact, case.nationalities.contains(&state), "by the nationalities given");
            }
        }
        if case.penalty.sentence_months.is_some() {
            known.found("sentence-to-be-served", true, "a sentence was given");
        }
        known.death_penalty(book, case);
        known
    }

    /// A State that abolished the death penalty for all crimes punishes nothing by death, unless a person says otherwise.
    fn death_penalty(&mut self, book: &Lawbook, case: &Case) {
        let Some(fact) = book.death_penalty(case.requesting) else { return };
        if fact.status != "abolished" {
            return;
        }
        let name = book.name(case.requesting);
        if self.holds("punishable-by-death") == Some(true) {
            let because = format!(
                "{name} abolished the death penalty for all crimes as of {} (unverified); the facts say otherwise: \
                 they prevail, look it up",
                fact.as_of
            );
            self.cautions.push(because);
        }
        let why = format!("{name} abolished it for all crimes, as of {} (unverified)", fact.as_of);
        self.found("punishable-by-death", false, &why);
    }

    fn found(&mut self, fact: &str, holds: bool, why: &str) {
        self.holds.entry(fact.to_owned()).or_insert_with(|| (holds, Some(why.to_owned())));
    }

    /// Whether a fact is so; nothing where it is open.
    pub(super) fn holds(&self, fact: &str) -> Option<bool> {
        self.holds.get(fact).map(|(holds, _)| *holds)
    }

    /// Why we know it, where nobody gave it.
    pub(super) fn why(&self, fact: &str) -> Option<&str> {
        self.holds.get(fact).and_then(|(_, why)| why.as_deref())
    }
}
