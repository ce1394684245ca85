//! Which part of the query stands for which part of the entry's name: one to one (or two written as one), in any order, the
//! most telling first. What is left on one side is missing; what is left on both sides contradicts.

use super::asked::Asked;
use super::forms::Held;
use super::holdings::Holdings;
use super::native::{Written, written};
use super::weights;
use crate::script::Role;
use crate::{LogOdds, Rule};

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

/// An alignment of two names. Used again and again, so that comparing allocates nothing.
#[derive(Default)]
pub struct Alignment {
    /// Parts that stand for each other, in the order of the query.
    pub links: Vec<Link>,
    /// Parts of the query without counterpart, with their weight.
    pub query_only: Vec<(usize, LogOdds)>,
    /// Parts of the entry without counterpart, with their weight.
    pub entry_only: Vec<(usize, LogOdds)>,
    /// How many parts stand where another is expected.
    pub instead: usize,
    /// What the order weighs.
    pub order: LogOdds,
    /// What it takes away that equal neighbours usually stand together.
    pub together: LogOdds,
    /// What an unlikely form of the query's name takes away.
    pub form: LogOdds,
    possible: Vec<Link>,
}

impl Alignment {
    /// The sum of its weights.
    pub fn total(&self) -> LogOdds {
        let links: i32 = self.links.iter().map(|link| link.weight.0).sum();
        let missing: i32 = self.query_only.iter().chain(&self.entry_only).map(|(_, weight)| weight.0).sum();
        let instead = weights::INSTEAD.0 * self.instead as i32;
        LogOdds(links + missing + instead + self.order.0 + self.together.0 + self.form.0)
    }

    /// Aligns a form of the query with a form of the index. `slots` holds for each word its first like, plus one.
    pub fn align(&mut self, asked: &Asked, slots: &[u32], holdings: &Holdings, form: u32) {
        self.links.clear();
        self.query_only.clear();
        self.entry_only.clear();
        self.collect(asked, slots, holdings, form);
        self.possible.sort_unstable_by_key(|link| {
            let covered = (link.query.1 + link.entry.1) as i32;
            (-(link.weight.0 / covered), link.query, link.entry, link.rule)
        });
        let (mut query, mut entry) = (0u64, 0u64);
        for link in &self.possible {
            let (asks, holds) = (span(link.query), span(link.entry));
            if query & asks == 0 && entry & holds == 0 {
                query |= asks;
                entry |= holds;
                self.links.push(*link);
            }
        }
        self.links.sort_unstable_by_key(|link| link.query);
        self.leftovers(asked, holdings, form, query, entry);
        self.order = order(&self.links);
        self.together = together(&self.links, asked) + partly(&self.links, asked);
        self.form = asked.weight;
    }

    fn collect(&mut self, asked: &Asked, slots: &[u32], holdings: &Holdings, form: u32) {
        self.possible.clear();
        let initials = asked.parts.iter().any(|part| part.role == Role::Initial);
        for held in holdings.forms.held(form) {
            let mut next = slots[held.word as usize];
            while next != 0 {
                let like = &asked.likes[next as usize - 1];
                next = like.next;
                let unit = &asked.units[usize::from(like.unit)];
                let link = one(asked, &held, (unit.first, unit.width), like.rule, like.weight);
                self.possible.extend(link);
            }
            if initials || held.mark.role() == Role::Initial {
                self.initials(asked, &held, holdings);
            }
        }
        for split in asked.splits.iter().filter(|split| split.forms.contains(&form)) {
            let held = || holdings.forms.held(form);
            for left in held().filter(|one| one.word == split.words.0) {
                let follows = |other: &Held| other.word == split.words.1 && other.mark.place() == left.mark.place() + 1;
                if held().any(|other| follows(&other)) {
                    let (query, entry) = ((split.part, 1), (left.mark.place(), 2));
                    self.possible.push(Link { query, entry, rule: Rule::NameJoined, weight: split.weight });
                }
            }
        }
    }

    fn initials(&mut self, asked: &Asked, held: &Held, holdings: &Holdings) {
        let role = held.mark.role();
        let full = |role: Role| matches!(role, Role::Name | Role::Common);
        for (at, part) in asked.parts.iter().enumerate() {
            let one_of_two = (role == Role::Initial && full(part.role)) || (part.role == Role::Initial && full(role));
            if one_of_two && holdings.words.texts.get(held.word).first() == part.text.first() {
                let entry = (held.mark.place(), 1);
                self.possible.push(Link { query: (at, 1), entry, rule: Rule::NameInitial, weight: weights::INITIAL });
            }
        }
    }

    fn leftovers(&mut self, asked: &Asked, holdings: &Holdings, form: u32, query: u64, entry: u64) {
        let telling = |role: Role| !role.is_minor() && role != Role::Initial;
        let (mut asks, mut holds) = (0, 0);
        for (at, part) in asked.parts.iter().enumerate().filter(|(at, _)| query & (1 << at) == 0) {
            self.query_only.push((at, part.missing));
            asks += usize::from(telling(part.role));
        }
        let mut seen = entry;
        for held in holdings.forms.held(form) {
            let (place, role) = (held.mark.place(), held.mark.role());
            if seen & (1 << place) == 0 {
                seen |= 1 << place;
                let weight = weights::missing(weights::ENTRY_ONLY, role, holdings.rarity(held.word));
                self.entry_only.push((place, weight));
                holds += usize::from(telling(role));
            }
        }
        self.instead = asks.min(holds);
    }
}

fn one(asked: &Asked, held: &Held, query: (usize, usize), rule: Rule, weight: LogOdds) -> Option<Link> {
    let part = &asked.parts[query.0];
    if held.mark.role() == Role::Number && (rule != Rule::NameEqual || (held.mark.derived() && part.derived)) {
        return None;
    }
    let rule = if held.mark.derived() || part.derived { Rule::NameAcronym } else { rule };
    let minor = held.mark.role().is_minor() || part.role.is_minor();
    let mut weight = if minor { weight.min(weights::MINOR) } else { weight + held.mark.weight() };
    let mut rule = if minor && query.1 == 1 { Rule::NameMinor } else { rule };
    if query.1 == 1 && part.close && held.mark.close() {
        weight = weight.percent(weights::CLOSE_SHARE);
    }
    if query.1 == 1 && !minor {
        match written(part.native, held.native) {
            Written::Same => weight += weights::NATIVE_SAME,
            Written::Other => {
                weight += weights::NATIVE_OTHER;
                rule = Rule::NameSound;
            }
            Written::Unknown => {}
        }
    }
    let entry = (held.mark.place(), 1);
    (weight > LogOdds::NOTHING).then_some(Link { query, entry, rule, weight })
}

/// The order of the parts that tell: as in the query, turned round once (the family name's place), or neither.
fn order(links: &[Link]) -> LogOdds {
    let places = || links.iter().filter(|link| link.rule != Rule::NameMinor).map(|link| link.entry.0);
    let falls = places().zip(places().skip(1)).filter(|(left, right)| left > right).count();
    let turned = match (places().next(), places().next_back()) {
        (Some(first), Some(last)) => last < first,
        _ => false,
    };
    match falls {
        0 => LogOdds::NOTHING,
        1 if turned => weights::TURNED,
        _ => weights::DISORDER,
    }
}

fn together(links: &[Link], asked: &Asked) -> LogOdds {
    let pairs = links.windows(2).filter(|pair| {
        let equal = pair.iter().all(|link| link.rule == Rule::NameEqual);
        equal && pair[1].query.0 == pair[0].query.0 + 1 && pair[1].entry.0 == pair[0].entry.0 + 1
    });
    pairs.map(|pair| asked.parts[pair[0].query.0].together).sum()
}

/// What syllables lose whose word (written without spaces) is not met as a whole: half a word is another word.
fn partly(links: &[Link], asked: &Asked) -> LogOdds {
    let mut lost = LogOdds::NOTHING;
    let mut first = 0;
    while first < asked.parts.len() {
        let more = asked.parts[first + 1..].iter().take_while(|part| part.close).count();
        let word = first..first + 1 + more;
        first = word.end;
        let met = || links.iter().filter(|link| word.contains(&link.query.0));
        let parts: usize = met().map(|link| link.query.1).sum();
        if more > 0 && parts > 0 && parts < word.len() {
            let weight: LogOdds = met().map(|link| link.weight).sum();
            lost += -weight.percent(weights::PARTLY);
        }
    }
    lost
}

fn span((first, width): (usize, usize)) -> u64 {
    ((1 << width) - 1) << first
}
