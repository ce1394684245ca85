//! One form of a name of the query, compared with every word of the index: for each part (and each two neighbours written
//! as one) the words it may stand for, with the weight of each.

use super::cost::cost;
use super::foreign;
use super::holdings::Holdings;
use super::native::native;
use super::rarity::{ln_ratio, rarity};
use super::sweep::{Near, Pattern};
use super::weights;
use crate::script::{Form, Part, Role, kin, skeleton};
use crate::{LogOdds, Rule};

/// A word that a unit may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Like {
    /// The word.
    pub word: u32,
    /// The unit, by its place in [`Asked::units`].
    pub unit: u16,
    /// Why.
    pub rule: Rule,
    /// How much it weighs; above nothing.
    pub weight: LogOdds,
    /// The next like of the same word, plus one; 0 for none.
    pub next: u32,
}

/// A part of the query, or two or three neighbours written as one.
pub struct Unit {
    /// First part.
    pub first: usize,
    /// 1 to 3 parts.
    pub width: usize,
    /// Its likes: a range of [`Asked::likes`], heaviest first.
    pub likes: std::ops::Range<usize>,
}

impl Unit {
    /// Its parts, as bits.
    pub fn parts(&self) -> u32 {
        (((1u64 << self.width) - 1) << self.first) as u32
    }
}

/// A part of the query that is written as two parts in names of the index.
pub struct Split {
    /// The part.
    pub part: usize,
    /// The two words.
    pub words: (u32, u32),
    /// How much it weighs.
    pub weight: LogOdds,
    /// The forms that have the two words one after the other.
    pub forms: Vec<u32>,
}

/// A part as the alignment needs it.
pub struct AskedPart {
    /// As written.
    pub written: String,
    /// Its role.
    pub role: Role,
    /// Its likeliest reading.
    pub text: Vec<u8>,
    /// See [`super::native`].
    pub native: u32,
    /// Whether it is made of the first letters of the name.
    pub derived: bool,
    /// Whether it stands close after the part before it.
    pub close: bool,
    /// What it weighs if it has no counterpart; below nothing.
    pub missing: LogOdds,
    /// What it takes away if it and its right neighbour are both equal: parts that usually stand together tell less than
    /// each by itself. Never above nothing.
    pub together: LogOdds,
}

/// A form of a name of the query.
pub struct Asked {
    /// The name, as written.
    pub name: String,
    /// Its parts.
    pub parts: Vec<AskedPart>,
    /// Its parts and pairs of parts.
    pub units: Vec<Unit>,
    /// The likes of all units.
    pub likes: Vec<Like>,
    /// Parts that may be two.
    pub splits: Vec<Split>,
    /// How much less likely the form is than the first one of its name.
    pub weight: LogOdds,
}

impl Asked {
    /// Compares a form with every word.
    pub fn new(name: &str, form: Form, holdings: &Holdings) -> Asked {
        let (parts, units, likes, splits) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut asked = Asked { name: name.to_owned(), parts, units, likes, splits, weight: form.weight };
        for (first, part) in form.parts.iter().enumerate() {
            let family = asked.seek(first, part, holdings);
            asked.parts.push(AskedPart {
                written: part.written.clone(),
                role: part.role,
                text: part.text().to_vec(),
                native: native(&part.written),
                derived: part.derived,
                close: part.close,
                missing: weights::missing(weights::QUERY_ONLY, part.role, family),
                together: LogOdds::NOTHING,
            });
            asked.split(first, part, holdings);
        }
        for (first, pair) in form.parts.windows(2).enumerate() {
            asked.join(first, pair, holdings);
            asked.parts[first].together = together(pair, holdings);
        }
        for (first, three) in form.parts.windows(3).enumerate() {
            asked.join(first, three, holdings);
        }
        asked.chain();
        asked
    }

    /// Adds the unit of one part with its likes. Returns how much the part tells: the rarity of its family of spellings.
    fn seek(&mut self, first: usize, part: &Part, holdings: &Holdings) -> LogOdds {
        let mut found: Vec<(u32, LogOdds, Rule)> = Vec::new();
        let mut opening = Vec::new();
        if part.role.is_minor() || part.role == Role::Number || part.role == Role::Initial {
            for reading in &part.readings {
                found.extend(holdings.words.find(&reading.text).map(|word| (word, -reading.weight, Rule::NameEqual)));
            }
        } else {
            for reading in &part.readings {
                spelt(holdings, &reading.text, part.abjad, -reading.weight, &mut found);
            }
            foreign::weigh(holdings, part, &mut found);
            opening = openings(holdings, part.text());
        }
        self.put(first, 1, part, found, opening, holdings)
    }

    /// Keeps the best way to each word, weighs it, and adds the unit. A word weighs by how many entries have a word that
    /// is at least as near, since that is how often chance gives one; less its cost. Returns how much the part tells.
    fn put(
        &mut self,
        first: usize,
        width: usize,
        part: &Part,
        mut found: Vec<(u32, LogOdds, Rule)>,
        opening: Vec<u32>,
        holdings: &Holdings,
    ) -> LogOdds {
        found.sort_unstable_by_key(|(word, cost, rule)| (*word, *cost, *rule));
        found.dedup_by_key(|(word, _, _)| *word);
        found.sort_unstable_by_key(|(word, cost, _)| (*cost, *word));
        let (unit, start) = (self.units.len() as u16, self.likes.len());
        let floor = if part.syllable && width == 1 { weights::SYLLABLE << 16 } else { 0 };
        let role = if width == 1 { part.role } else { Role::Name };
        let rare = |uses: u64| rarity(uses.max(floor), holdings.rows.len());
        let (mut closer, mut family) = (0, 0);
        let mut costs = found.iter().map(|(_, cost, _)| *cost).collect::<Vec<_>>();
        costs.push(LogOdds(i32::MAX));
        let mut ahead = 0;
        for (at, (word, cost, rule)) in found.iter().enumerate() {
            while costs[ahead] <= *cost {
                closer += holdings.frequency(found[ahead].0);
                ahead += 1;
            }
            if *cost <= weights::FAMILY || at == 0 {
                family = closer;
            }
            let sure = *rule == Rule::NameEqual || cost.0 < weights::SURE;
            let least = if sure { weights::LEAST } else { LogOdds::NOTHING };
            let weight = match role {
                role if role.is_minor() => weights::MINOR,
                Role::Common => rare(closer).percent(weights::COMMON_SHARE) - *cost,
                _ => rare(closer) - *cost,
            };
            let weight = weight.max(least);
            if weight > LogOdds::NOTHING {
                self.likes.push(Like { word: *word, unit, rule: *rule, weight, next: 0 });
            }
        }
        let mut known: Vec<u32> = self.likes[start..].iter().map(|like| like.word).collect();
        known.sort_unstable();
        for word in opening.into_iter().filter(|word| known.binary_search(word).is_err()) {
            let weight = holdings.rarity(word).percent(weights::OPENING_SHARE).min(weights::OPENING);
            self.likes.push(Like { word, unit, rule: Rule::NameOpening, weight, next: 0 });
        }
        self.likes[start..].sort_unstable_by_key(|like| (-like.weight, like.word));
        self.units.push(Unit { first, width, likes: start..self.likes.len() });
        rare(family)
    }

    /// Adds the unit of neighbours written as one.
    fn join(&mut self, first: usize, parts: &[Part], holdings: &Holdings) {
        let numeric = parts.iter().any(|part| matches!(part.role, Role::Number | Role::LegalForm));
        let text: Vec<u8> = parts.iter().flat_map(|part| part.text()).copied().collect();
        if numeric || text.len() > super::sweep::MAX_TEXT || text.len() < 4 {
            return;
        }
        let abjad = parts.iter().any(|part| part.abjad);
        let (mut near, mut found) = (Vec::new(), Vec::new());
        holdings.words.near(&Pattern::new(&text), |_| weights::EDITS_JOINED, &mut near);
        compare(holdings, &text, abjad, &near, weights::JOINED, &mut found);
        found.iter_mut().for_each(|(_, _, rule)| *rule = Rule::NameJoined);
        self.put(first, parts.len(), &parts[0], found, Vec::new(), holdings);
    }

    /// Looks for names that write a part as two.
    fn split(&mut self, at: usize, part: &Part, holdings: &Holdings) {
        let text = part.text();
        if part.role != Role::Name || text.len() < 4 {
            return;
        }
        for cut in 2..text.len() - 1 {
            let (Some(left), Some(right)) = (holdings.words.find(&text[..cut]), holdings.words.find(&text[cut..]))
            else {
                continue;
            };
            let forms = neighbours(holdings, left, right);
            if !forms.is_empty() {
                let weight = rarity((forms.len() as u64) << 16, holdings.rows.len()) - weights::JOINED;
                self.splits.push(Split { part: at, words: (left, right), weight, forms });
            }
        }
    }

    /// Chains the likes of each word that several units may stand for.
    fn chain(&mut self) {
        let mut order: Vec<u32> = (0..self.likes.len() as u32).collect();
        order.sort_unstable_by_key(|at| (self.likes[*at as usize].word, *at));
        for pair in order.windows(2) {
            if self.likes[pair[0] as usize].word == self.likes[pair[1] as usize].word {
                self.likes[pair[0] as usize].next = pair[1] + 1;
            }
        }
    }
}

/// The words near a reading, by spelling, by consonants and by kinship.
fn spelt(holdings: &Holdings, text: &[u8], abjad: bool, before: LogOdds, found: &mut Vec<(u32, LogOdds, Rule)>) {
    let mut near: Vec<Near> = Vec::new();
    holdings.words.near(&Pattern::new(text), |length| weights::edits_permitted(length.max(text.len())), &mut near);
    compare(holdings, text, abjad, &near, before, found);
    let bones = skeleton(text);
    if bones.len() >= 2 {
        let mut alike: Vec<Near> = Vec::new();
        if bones.len() >= 4 && abjad {
            holdings.skeletons.near(&Pattern::new(&bones), |_| 1, &mut alike);
        } else {
            alike.extend(holdings.skeletons.find(&bones).map(|number| Near { number, edits: 0 }));
        }
        for same in alike {
            let words = holdings.skeletons.holders.of(same.number);
            let words: Vec<Near> = words.iter().map(|word| Near { number: *word, edits: u8::MAX }).collect();
            compare(holdings, text, abjad, &words, before, found);
        }
    }
    for (other, weight) in kin(text) {
        found.extend(holdings.words.find(other).map(|word| (word, before - *weight, Rule::NameKin)));
    }
}

/// The words that begin with a text, or with which it begins, without digits on either side.
fn openings(holdings: &Holdings, text: &[u8]) -> Vec<u32> {
    let mut found = Vec::new();
    let letters = |text: &[u8]| !text.iter().any(u8::is_ascii_digit);
    if letters(text) {
        holdings.words.shelves().openings(text, weights::OPENING_LETTERS, &mut found);
        found.retain(|word| letters(holdings.words.texts.get(*word)));
    }
    found
}

fn compare(
    holdings: &Holdings,
    text: &[u8],
    abjad: bool,
    words: &[Near],
    before: LogOdds,
    found: &mut Vec<(u32, LogOdds, Rule)>,
) {
    let numeric = |text: &[u8]| text.iter().any(u8::is_ascii_digit);
    let exact = numeric(text);
    for near in words {
        let other = holdings.words.texts.get(near.number);
        let equal = other == text;
        if !equal && (exact || numeric(other)) {
            continue;
        }
        let abjad = abjad || holdings.uses.abjad[near.number as usize] > 0;
        let mut cost = cost(text, other, abjad, weights::TOO_FAR);
        if near.edits <= 1 {
            cost = cost.min(LogOdds(weights::SURE - 1));
        }
        let rule = match near.edits {
            _ if equal => Rule::NameEqual,
            u8::MAX => Rule::NameConsonants,
            _ => Rule::NameEdits,
        };
        if cost < weights::TOO_FAR {
            found.push((near.number, cost + before, rule));
        }
    }
}

/// The forms that have two words one after the other.
fn neighbours(holdings: &Holdings, left: u32, right: u32) -> Vec<u32> {
    let (some, others) = (holdings.words.holders.of(left), holdings.words.holders.of(right));
    let fewer = match (some.len(), others.len()) {
        (0, _) => others,
        (_, 0) => some,
        (a, b) if a <= b => some,
        _ => others,
    };
    let both = |form: &&u32| {
        let held = || holdings.forms.held(**form);
        held()
            .filter(|one| one.word == left)
            .any(|one| held().any(|other| other.word == right && other.mark.place() == one.mark.place() + 1))
    };
    fewer.iter().filter(both).copied().collect()
}

/// How much less two equal neighbours tell together than each by itself: the logarithm of how much more often they stand
/// together than chance would have it.
fn together(pair: &[Part], holdings: &Holdings) -> LogOdds {
    if pair.iter().any(|part| part.role.is_minor()) {
        return LogOdds::NOTHING;
    }
    let word = |part: &Part| holdings.words.find(part.text());
    let (Some(left), Some(right)) = (word(&pair[0]), word(&pair[1])) else { return LogOdds::NOTHING };
    let uses = |word: u32| u64::from(holdings.uses.entries[word as usize]);
    if uses(left).min(uses(right)) < 4 {
        return LogOdds::NOTHING;
    }
    let mut entries: Vec<u32> =
        neighbours(holdings, left, right).into_iter().map(|form| holdings.forms.entry(form)).collect();
    entries.sort_unstable();
    entries.dedup();
    let chance = uses(left) * uses(right) / (holdings.rows.len() as u64).max(1);
    ln_ratio(chance + 3, (entries.len() as u64).max(chance) + 3)
}
