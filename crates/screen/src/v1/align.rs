//! Which part of the query stands for which part of the entry's name: one to one (or two written as one), in any order,
//! the most telling first. What is left on either side is counted as missing, not as contradiction.

use super::fold::{self, Part, joined};
use super::held::HeldName;
use super::holdings::Holdings;
use super::lexicon::WordId;
use super::numbers::NumberMap;
use super::similar::{Similar, Sought, similar};
use super::weights;
use crate::{LogOdds, Rule};

/// One part of a query, or two neighbours joined, with every word like it.
pub struct Unit {
    /// First part.
    pub first: usize,
    /// Number of parts: 1 or 2.
    pub width: usize,
    /// Words like it, heaviest first.
    pub likes: Vec<Similar>,
}

/// A name of the query, compared with every word of the index.
pub struct AskedName {
    /// Its parts.
    pub parts: Vec<Part>,
    /// Its parts and pairs of parts.
    pub units: Vec<Unit>,
    by_word: NumberMap<WordId, Vec<(usize, Similar)>>,
}

/// Parts of the query that stand for parts of the entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// First part of the query, and number of parts.
    pub query: (usize, usize),
    /// First part of the entry, and number of parts.
    pub entry: (usize, usize),
    /// Why.
    pub rule: Rule,
    /// How much it weighs.
    pub weight: LogOdds,
}

/// An alignment of two names.
#[derive(Default)]
pub struct Alignment {
    /// Parts that stand for each other.
    pub links: Vec<Link>,
    /// Parts of the query without counterpart, with their weight.
    pub query_only: Vec<(usize, LogOdds)>,
    /// Parts of the entry without counterpart, with their weight.
    pub entry_only: Vec<(usize, LogOdds)>,
}

impl Alignment {
    /// The sum of its weights.
    pub fn total(&self) -> LogOdds {
        let links = self.links.iter().map(|link| link.weight).sum::<LogOdds>();
        links + self.query_only.iter().chain(&self.entry_only).map(|(_, weight)| *weight).sum()
    }
}

impl AskedName {
    /// Compares a name with every word; none if it has no letters or digits.
    pub fn prepare(name: &str, holdings: &Holdings) -> Option<AskedName> {
        let parts = fold::parts(name);
        let mut units: Vec<Unit> = Vec::with_capacity(2 * parts.len());
        for (first, part) in parts.iter().enumerate() {
            units.push(Unit { first, width: 1, likes: similar(holdings, &Sought::from(part)) });
        }
        for (first, (left, right)) in parts.iter().zip(parts.iter().skip(1)).enumerate() {
            let folded = joined(left, right);
            let sought = Sought { folded: &folded, abjad: left.abjad || right.abjad, minor: false, joined: true };
            units.push(Unit { first, width: 2, likes: similar(holdings, &sought) });
        }
        let mut by_word: NumberMap<WordId, Vec<(usize, Similar)>> = NumberMap::default();
        for (unit, like) in
            units.iter().enumerate().flat_map(|(at, unit)| unit.likes.iter().map(move |like| (at, like)))
        {
            by_word.entry(like.word).or_default().push((unit, *like));
        }
        (!parts.is_empty()).then_some(AskedName { parts, units, by_word })
    }

    /// Aligns with a held name.
    pub fn align(&self, held: &HeldName) -> Alignment {
        let mut possible = self.possible_links(held);
        possible.sort_unstable_by_key(|link| {
            let covered = (link.query.1 + link.entry.1) as i32;
            (-(link.weight.0 / covered), link.query, link.entry)
        });
        let mut alignment = Alignment::default();
        let (mut query, mut entry) = (0u64, 0u64);
        for link in possible {
            let (asks, holds) = (span(link.query), span(link.entry));
            if query & asks == 0 && entry & holds == 0 {
                query |= asks;
                entry |= holds;
                alignment.links.push(link);
            }
        }
        alignment.links.sort_unstable_by_key(|link| link.query);
        for (at, part) in self.parts.iter().enumerate().filter(|(at, _)| query & (1 << at) == 0) {
            alignment.query_only.push((at, missing(weights::QUERY_ONLY, part.minor, part.is_initial())));
        }
        for (at, part) in held.parts.iter().enumerate().filter(|(at, _)| entry & (1 << at) == 0) {
            alignment.entry_only.push((at, missing(weights::ENTRY_ONLY, part.minor, part.initial)));
        }
        alignment
    }

    fn possible_links(&self, held: &HeldName) -> Vec<Link> {
        let mut possible = Vec::new();
        for (at, part) in held.parts.iter().enumerate() {
            for (unit, like) in self.by_word.get(&part.word).into_iter().flatten() {
                let unit = &self.units[*unit];
                let weight = if part.minor { like.weight.min(weights::MINOR) } else { like.weight };
                let rule = match (unit.width, part.minor) {
                    (2, _) => Rule::NameJoined,
                    (_, true) => Rule::NameMinor,
                    _ => like.rule,
                };
                possible.push(Link { query: (unit.first, unit.width), entry: (at, 1), rule, weight });
            }
            for (asked, other) in self.parts.iter().enumerate() {
                let fits = part.initial != other.is_initial()
                    && !part.minor
                    && !other.minor
                    && part.letter() == other.folded.first().copied();
                if fits {
                    let weight = weights::INITIAL;
                    possible.push(Link { query: (asked, 1), entry: (at, 1), rule: Rule::NameInitial, weight });
                }
            }
        }
        for (at, word) in held.pairs.iter().enumerate() {
            for (unit, like) in self.by_word.get(word).into_iter().flatten() {
                let unit = &self.units[*unit];
                if unit.width == 1 {
                    let query = (unit.first, 1);
                    possible.push(Link { query, entry: (at, 2), rule: Rule::NameJoined, weight: like.weight });
                }
            }
        }
        possible
    }

    /// Most that an alignment can weigh beyond the words found: initials.
    pub fn most_from_initials(&self) -> LogOdds {
        LogOdds(weights::INITIAL.0 * self.parts.iter().filter(|part| !part.minor).count() as i32)
    }
}

fn span((first, width): (usize, usize)) -> u64 {
    ((1 << width) - 1) << first
}

fn missing(full: LogOdds, minor: bool, initial: bool) -> LogOdds {
    match (minor, initial) {
        (true, _) => weights::MINOR_MISSING,
        (_, true) => full.percent(50),
        _ => full,
    }
}
