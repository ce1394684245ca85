//! From a query to its candidates: by identifier, and by every name that shares a like part, in the order of an upper
//! bound of what they can weigh, until no name left can reach the answer. No bucket is skipped.

use super::acronym;
use super::align::Alignment;
use super::asked::Asked;
use super::bound::Bound;
use super::calibration::{least_for, probability};
use super::explain;
use super::facts::AskedFacts;
use super::holdings::Holdings;
use super::prepared::{LEAST_KEY, nature};
use super::rarity::{BACKGROUND, ln_ratio};
use super::scratch::{PassedOver, Scratch};
use super::sweep::Pattern;
use crate::identifier::slip;
use crate::{Algorithm, Candidate, Explanation, LogOdds, Profile};
use model::Personal;
use std::cmp::Reverse;

/// Forms of names of a query that are compared; what follows is not.
pub const MAX_QUERY_FORMS: usize = 64;

/// Forms that a first look at the rarest words is about, and how many of them are compared.
const SAMPLE: usize = 512;
const SAMPLE_COMPARED: usize = 64;

/// The best pair of names of one entry so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Log-odds without the prior.
    pub total: LogOdds,
    /// The entry.
    pub entry: u32,
    /// Which form of the query (by its place among all of them), and which form of the index; none if either has none.
    pub forms: Option<(usize, u32)>,
}

/// The `top` most probable entries of at least a probability, the most probable first.
pub fn screen(holdings: &Holdings, scratch: &mut Scratch, query: &Profile, top: usize, reached: f64) -> Vec<Candidate> {
    if top == 0 || holdings.rows.is_empty() {
        return Vec::new();
    }
    let facts = AskedFacts::new(query);
    let asked = asked(query, holdings);
    let prior = prior(holdings);
    let floor = least_for(reached).map(|least| least - prior);
    let mut best = Best { found: Vec::new(), top, floor, holdings };
    let forced = by_identifier(holdings, &facts);
    for entry in &forced {
        best.offer(Found { total: facts.weight(holdings.rows.get(*entry), holdings), entry: *entry, forms: None });
    }
    scratch.fit(holdings);
    for (number, one) in asked.iter().enumerate() {
        scratch.open(one);
        for entry in &forced {
            let beside = facts.weight(holdings.rows.get(*entry), holdings);
            for form in holdings.forms_of.of(*entry) {
                scratch.alignment.align(one, &scratch.slots, holdings, *form);
                let total = scratch.alignment.total() + beside;
                best.replace_silent(Found { total, entry: *entry, forms: Some((number, *form)) });
            }
        }
        by_name(holdings, scratch, &facts, (number, one), &mut best);
        scratch.close(one);
    }
    let mut alignment = Alignment::default();
    let mut candidates = Vec::with_capacity(best.found.len());
    for found in best.found.into_iter().filter(|found| floor.is_none_or(|floor| found.total >= floor)) {
        let row = holdings.rows.get(found.entry);
        let (mut pieces, mut query_name, mut entry_name) = (Vec::new(), String::new(), String::new());
        if let Some((number, form)) = found.forms {
            query_name.push_str(&asked[number].name);
            entry_name.push_str(row.name(holdings.forms.which(form).0));
            scratch.open(&asked[number]);
            alignment.align(&asked[number], &scratch.slots, holdings, form);
            scratch.close(&asked[number]);
            pieces = explain::names(&asked[number], &alignment, holdings, form);
        }
        explain::facts(&facts, row, holdings, &mut pieces);
        let (query_name, entry_name) = (Personal::new(query_name), Personal::new(entry_name));
        let explanation = Explanation { query_name, entry_name, pieces, prior };
        let log_odds = explanation.log_odds();
        let (entry, algorithm) = (row.id().into(), Algorithm::V1);
        candidates.push(Candidate { entry, probability: probability(log_odds), log_odds, explanation, algorithm });
    }
    candidates
}

/// Compares every form of a query with every form of the index, facts included. Returns how many pairs that were.
pub fn compare_all(holdings: &Holdings, query: &Profile) -> u64 {
    let facts = AskedFacts::new(query);
    let mut scratch = Scratch::default();
    scratch.fit(holdings);
    let (mut pairs, mut best) = (0, LogOdds(i32::MIN));
    for asked in asked(query, holdings) {
        scratch.open(&asked);
        for entry in holdings.rows.numbers() {
            let beside = facts.weight(holdings.rows.get(entry), holdings);
            for form in holdings.forms_of.of(entry) {
                scratch.alignment.align(&asked, &scratch.slots, holdings, *form);
                best = best.max(scratch.alignment.total() + beside);
                pairs += 1;
            }
        }
        scratch.close(&asked);
    }
    std::hint::black_box(best);
    pairs
}

fn prior(holdings: &Holdings) -> LogOdds {
    -ln_ratio(holdings.rows.len() as u64 + BACKGROUND, 1)
}

fn asked(query: &Profile, holdings: &Holdings) -> Vec<Asked> {
    let nature = nature(query.kind);
    let forms = query
        .names
        .iter()
        .take(MAX_QUERY_FORMS)
        .flat_map(|name| acronym::forms(name.expose(), nature).into_iter().map(|form| (name.expose(), form)));
    forms.take(MAX_QUERY_FORMS).map(|(name, form)| Asked::new(name, form, holdings)).collect()
}

/// Entries that have an identifier of the query, or one that is one slip from it; each once, in the order of numbers.
fn by_identifier(holdings: &Holdings, facts: &AskedFacts) -> Vec<u32> {
    let mut entries = Vec::new();
    let mut near = Vec::new();
    for (_, key) in facts.identifiers.iter().filter(|(_, key)| key.text.len() >= LEAST_KEY) {
        if let Some(number) = holdings.identifiers.find(key.text.as_bytes()) {
            entries.extend_from_slice(holdings.identifiers.holders.of(number));
        }
        if key.text.len() > super::sweep::MAX_TEXT {
            continue;
        }
        near.clear();
        // A swap is one edit; look-alikes may be several.
        holdings.identifiers.near(&Pattern::new(key.text.as_bytes()), |_| 2, &mut near);
        for other in &near {
            let text = holdings.identifiers.texts.get(other.number);
            if std::str::from_utf8(text).is_ok_and(|text| slip(&key.text, text).is_some()) {
                entries.extend_from_slice(holdings.identifiers.holders.of(other.number));
            }
        }
    }
    entries.sort_unstable();
    entries.dedup();
    entries
}

fn by_name(
    holdings: &Holdings,
    scratch: &mut Scratch,
    facts: &AskedFacts,
    (number, asked): (usize, &Asked),
    best: &mut Best<'_>,
) {
    let bound = Bound::new(asked, facts, holdings);
    let most = facts.most_but_birth() + facts.most_of_any_birth();
    let compare = |scratch: &mut Scratch, form: u32, bound: LogOdds, best: &mut Best<'_>| {
        scratch.alignment.align(asked, &scratch.slots, holdings, form);
        let named = scratch.alignment.total();
        // The entry lies in memory far from its form: it is looked at only where it can reach.
        if facts.identifiers.is_empty() && best.least().is_some_and(|least| named + most < least) {
            return;
        }
        let entry = holdings.forms.entry(form);
        let total = named + facts.weight(holdings.rows.get(entry), holdings);
        debug_assert!(total <= bound || holdings.rows.get(entry).has_identifiers());
        best.offer(Found { total, entry, forms: Some((number, form)) });
    };
    let none = PassedOver::default();
    if best.found.len() < best.top {
        scratch.sample(asked, holdings, SAMPLE.max(2 * best.top));
        scratch.order(false, |form, cell, _| bound.of(form, cell, &none, None));
        let (mut at, looked_at) = (0, SAMPLE_COMPARED.max(2 * best.top));
        while at < looked_at
            && let Some((_, form)) = scratch.next(&mut at, holdings)
        {
            compare(scratch, form, LogOdds(i32::MAX), best);
        }
    }
    let passed_over = scratch.accumulate(asked, holdings, best.least(), &bound);
    let least = best.least();
    scratch.order(passed_over.met != 0, |form, cell, passed| {
        bound.of(form, cell, if passed { &passed_over } else { &none }, least)
    });
    let mut at = 0;
    while let Some((bound, form)) = scratch.next(&mut at, holdings) {
        if best.least().is_some_and(|least| bound < least) {
            break;
        }
        compare(scratch, form, bound, best);
    }
}

/// The best entries so far, the best first; of equal ones the one with the smaller id.
struct Best<'a> {
    found: Vec<Found>,
    top: usize,
    /// What an entry must weigh at least.
    floor: Option<LogOdds>,
    holdings: &'a Holdings,
}

impl Best<'_> {
    /// What an entry must reach to be among them; none while there is room for whatever.
    fn least(&self) -> Option<LogOdds> {
        let last = if self.found.len() < self.top { None } else { self.found.last().map(|found| found.total) };
        last.max(self.floor)
    }

    fn offer(&mut self, new: Found) {
        if let Some(at) = self.found.iter().position(|found| found.entry == new.entry) {
            if self.better(&new, &self.found[at]) {
                self.found.remove(at);
                self.place(new);
            }
            return;
        }
        if self.found.len() == self.top {
            match self.found.last() {
                Some(last) if self.before(&new, last) => self.found.pop(),
                _ => return,
            };
        }
        self.place(new);
    }

    /// As [`Best::offer`], but any alignment stands in the place of none: other names under the same number speak against
    /// the entry, and are shown.
    fn replace_silent(&mut self, new: Found) {
        if let Some(at) = self.found.iter().position(|found| found.entry == new.entry && found.forms.is_none()) {
            self.found.remove(at);
        }
        self.offer(new);
    }

    fn place(&mut self, new: Found) {
        let at = self.found.partition_point(|found| self.before(found, &new));
        self.found.insert(at, new);
    }

    fn before(&self, one: &Found, other: &Found) -> bool {
        let id = |found: &Found| self.holdings.rows.get(found.entry).id();
        (Reverse(one.total), id(one)) < (Reverse(other.total), id(other))
    }

    /// Of two alignments of one entry the heavier; of equal ones that of the earlier name.
    fn better(&self, new: &Found, old: &Found) -> bool {
        let place = |found: &Found| found.forms.map(|(asked, form)| (asked, self.holdings.forms.which(form)));
        match (place(new), place(old)) {
            _ if new.total != old.total => new.total > old.total,
            (Some(new), Some(old)) => new < old,
            (new, _) => new.is_some(),
        }
    }
}
