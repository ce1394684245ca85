//! The working memory of one search: numbers only, used again for the next one.

use super::align::Alignment;
use super::asked::{Asked, Like, Unit};
use super::bound::Bound;
use super::holdings::Holdings;
use crate::LogOdds;

/// Working memory.
#[derive(Default)]
pub struct Scratch {
    /// For each word its first like in the form of the query that is open, plus one.
    pub slots: Vec<u32>,
    /// The alignment that is used again and again.
    pub alignment: Alignment,
    /// For each form of the index what it can weigh so far.
    cells: Vec<Cell>,
    touched: Vec<u32>,
    bounds: Vec<(i32, u32)>,
    sorted: usize,
    units: u32,
    /// The forms that have a like that was passed over.
    passed: Forms,
    /// The forms that have a like of one unit, of any before, and of two.
    met: [Forms; 3],
}

/// A set of forms, a bit for each: small enough to stay near the processor.
#[derive(Default)]
struct Forms(Vec<u64>);

impl Forms {
    fn clear(&mut self, forms: usize) {
        self.0.clear();
        self.0.resize(forms.div_ceil(64), 0);
    }

    fn put(&mut self, form: u32) {
        self.0[form as usize / 64] |= 1 << (form % 64);
    }

    fn has(&self, form: u32) -> bool {
        self.0[form as usize / 64] >> (form % 64) & 1 == 1
    }

    fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        (0u32..)
            .zip(&self.0)
            .filter(|(_, bits)| **bits != 0)
            .flat_map(|(at, bits)| (0..64).filter(move |bit| bits >> bit & 1 == 1).map(move |bit| 64 * at + bit))
    }
}

/// What a form can weigh so far.
#[derive(Default, Clone, Copy)]
pub struct Cell {
    /// The most that each unit can weigh there, added up; never nothing for a form that was touched.
    pub sum: i32,
    /// The parts of the query that are met, as bits.
    pub parts: u32,
    /// Those of them that are met by themselves, not as one with a neighbour.
    pub alone: u32,
    /// The unit that was counted last.
    unit: u32,
}

/// How many bounds are sorted at once.
const AT_ONCE: usize = 64;

/// Forms of all likes together from which on it is worth while to look for those that have several.
const MANY: usize = 8_192;

/// Likes that were not followed.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct PassedOver {
    /// For each part of the query what they can weigh there; nothing where none is.
    pub parts: Vec<i32>,
    /// What those of neighbours written as one can weigh together.
    pub joined: i32,
    /// The parts that they may meet, as bits.
    pub met: u32,
}

impl PassedOver {
    /// All likes of less than a weight.
    fn under(asked: &Asked, from: LogOdds) -> PassedOver {
        let mut passed = PassedOver { parts: vec![i32::MIN; asked.parts.len()], joined: 0, met: 0 };
        for unit in &asked.units {
            let heaviest = asked.likes[unit.likes.clone()].iter().find(|like| like.weight < from);
            let Some(like) = heaviest else { continue };
            passed.met |= unit.parts();
            passed.joined += if unit.width > 1 { like.weight.0 } else { 0 };
            let on_part = if unit.width > 1 { 0 } else { like.weight.0 };
            for part in &mut passed.parts[unit.first..unit.first + unit.width] {
                *part = (*part).max(on_part);
            }
        }
        passed
    }
}

/// The weight under which likes cannot reach `least` together with all others under it. A part is met by a like or adds what
/// it adds unmet; where it may be met as one with its neighbours it may add nothing.
fn light(asked: &Asked, least: LogOdds, (always, mut parts): (LogOdds, Vec<i32>)) -> LogOdds {
    let mut weights: Vec<(LogOdds, u16)> = asked.likes.iter().map(|like| (like.weight, like.unit)).collect();
    weights.sort_unstable();
    let mut joined = vec![0; asked.units.len()];
    let mut bound = always.0 + parts.iter().sum::<i32>();
    for (weight, number) in &weights {
        let unit = &asked.units[usize::from(*number)];
        let on_part = if unit.width > 1 { 0 } else { weight.0 };
        for part in &mut parts[unit.first..unit.first + unit.width] {
            bound += (on_part - *part).max(0);
            *part = (*part).max(on_part);
        }
        if unit.width > 1 {
            bound += weight.0 - joined[usize::from(*number)];
            joined[usize::from(*number)] = weight.0;
        }
        if bound >= least.0 {
            // All of one weight are followed or none.
            return *weight;
        }
    }
    weights.last().map_or(LogOdds::NOTHING, |(weight, _)| *weight + LogOdds(1))
}

/// The units whose likes make a form a candidate.
fn telling(asked: &Asked) -> impl Iterator<Item = &Unit> {
    asked.units.iter().filter(|unit| is_telling(asked, unit))
}

fn is_telling(asked: &Asked, unit: &Unit) -> bool {
    unit.width > 1 || !asked.parts[unit.first].role.is_minor()
}

impl Scratch {
    /// Makes room for an index.
    pub fn fit(&mut self, holdings: &Holdings) {
        let (words, forms) = (holdings.words.texts.numbers(), holdings.forms.numbers());
        if self.slots.len() < words {
            self.slots.resize(words, 0);
        }
        if self.cells.len() < forms {
            self.cells.resize(forms, Cell::default());
        }
    }

    /// Opens a form of the query: its likes can be found by word.
    pub fn open(&mut self, asked: &Asked) {
        for (at, like) in (1u32..).zip(&asked.likes) {
            let slot = &mut self.slots[like.word as usize];
            if *slot == 0 {
                *slot = at;
            }
        }
    }

    /// Closes it again.
    pub fn close(&mut self, asked: &Asked) {
        asked.likes.iter().for_each(|like| self.slots[like.word as usize] = 0);
    }

    /// Counts for every form that has a word like a part of the query the most that each unit can weigh there. Where an
    /// answer must weigh `least`, the lightest likes that cannot reach it together are not followed: a form that has no other
    /// is none, unless an initial of it may stand for a part. Returns those likes.
    pub fn accumulate(
        &mut self,
        asked: &Asked,
        holdings: &Holdings,
        least: Option<LogOdds>,
        bound: &Bound<'_>,
    ) -> PassedOver {
        let from = least.map_or(LogOdds::NOTHING, |least| light(asked, least, bound.beside()));
        let passed_over = PassedOver::under(asked, from);
        self.touched.clear();
        self.follow(asked, holdings, from, usize::MAX);
        for split in &asked.splits {
            let serial = self.serial();
            split.forms.iter().for_each(|form| self.count(*form, serial, 1 << split.part, split.weight));
        }
        if passed_over.met != 0 {
            self.passed.clear(holdings.forms.numbers());
            for unit in telling(asked) {
                for like in asked.likes[unit.likes.clone()].iter().filter(|like| like.weight < from) {
                    holdings.words.holders.of(like.word).iter().for_each(|form| self.passed.put(*form));
                }
            }
            let serial = self.serial();
            for letter in bound.letters(asked) {
                for form in holdings.initials.of(letter.into()) {
                    if self.cells[*form as usize].sum == 0 && self.passed.has(*form) {
                        self.count(*form, serial, 0, LogOdds(1));
                    }
                }
            }
        }
        passed_over
    }

    /// As [`Scratch::accumulate`], for `most` forms that have the heaviest likes, and `most` that have likes of several units:
    /// what is found there tells how much any other form must weigh.
    pub fn sample(&mut self, asked: &Asked, holdings: &Holdings, most: usize) {
        let likes = || telling(asked).flat_map(|unit| &asked.likes[unit.likes.clone()]);
        let count = |like: &Like| holdings.words.holders.count(like.word);
        let mut heaviest: Vec<(LogOdds, usize)> = likes().map(|like| (-like.weight, count(like))).collect();
        heaviest.sort_unstable();
        let (mut from, mut forms) = (LogOdds::NOTHING, 0);
        for (weight, count) in heaviest {
            (from, forms) = (-weight, forms + count);
            if forms >= most {
                break;
            }
        }
        self.touched.clear();
        self.follow(asked, holdings, from, most);
        if likes().map(count).sum::<usize>() > MANY {
            self.several(asked, holdings);
            let several: Vec<u32> = self.met[2].iter().take(most).collect();
            for form in several {
                for held in holdings.forms.held(form) {
                    let Some(like) = self.slots[held.word as usize].checked_sub(1) else { continue };
                    let like = &asked.likes[like as usize];
                    let serial = self.serial();
                    self.count(form, serial, asked.units[usize::from(like.unit)].parts(), like.weight);
                }
            }
        }
    }

    /// Finds the forms that have likes of several units.
    fn several(&mut self, asked: &Asked, holdings: &Holdings) {
        let [one, any, several] = &mut self.met;
        let forms = holdings.forms.numbers();
        [&mut *any, &mut *several].into_iter().for_each(|set| set.clear(forms));
        for unit in telling(asked).filter(|unit| unit.width == 1) {
            one.clear(forms);
            for like in &asked.likes[unit.likes.clone()] {
                holdings.words.holders.of(like.word).iter().for_each(|form| one.put(*form));
            }
            for ((one, any), several) in one.0.iter().zip(&mut any.0).zip(&mut several.0) {
                *several |= *any & one;
                *any |= one;
            }
        }
    }

    fn follow(&mut self, asked: &Asked, holdings: &Holdings, from: LogOdds, most: usize) {
        for unit in telling(asked) {
            let serial = self.serial();
            let parts = unit.parts();
            // Heaviest first.
            for like in asked.likes[unit.likes.clone()].iter().take_while(|like| like.weight >= from) {
                for form in holdings.words.holders.of(like.word).iter().take(most) {
                    self.count(*form, serial, parts, like.weight);
                }
            }
        }
    }

    fn serial(&mut self) -> u32 {
        if self.units == u32::MAX {
            self.cells.fill(Cell::default());
            self.units = 0;
        }
        self.units += 1;
        self.units
    }

    fn count(&mut self, form: u32, serial: u32, parts: u32, weight: LogOdds) {
        let cell = &mut self.cells[form as usize];
        if cell.unit != serial {
            if cell.sum == 0 {
                self.touched.push(form);
                (cell.parts, cell.alone) = (0, 0);
            }
            cell.unit = serial;
            cell.parts |= parts;
            cell.alone |= if parts.is_power_of_two() { parts } else { 0 };
            cell.sum += weight.0;
        }
    }

    /// Turns the counts into bounds and clears them; a form without a bound is none. `bound` is also told whether the form has a like that was passed over,
    /// where some were.
    pub fn order(&mut self, some_passed: bool, bound: impl Fn(u32, Cell, bool) -> Option<LogOdds>) {
        self.bounds.clear();
        for form in &self.touched {
            let cell = &mut self.cells[*form as usize];
            let passed = some_passed && self.passed.has(*form);
            self.bounds.extend(bound(*form, *cell, passed).map(|bound| (-bound.0, *form)));
            cell.sum = 0;
        }
        self.sorted = 0;
    }

    /// The next form in the order of bounds, the largest first (then by number). `at` begins at nothing.
    pub fn next(&mut self, at: &mut usize, holdings: &Holdings) -> Option<(LogOdds, u32)> {
        if *at == self.sorted {
            let rest = &mut self.bounds[self.sorted..];
            let more = AT_ONCE.max(self.sorted).min(rest.len());
            if more == 0 {
                return None;
            }
            if more < rest.len() {
                rest.select_nth_unstable(more - 1);
            }
            rest[..more].sort_unstable();
            self.sorted += more;
        }
        if at.is_multiple_of(AT_ONCE) {
            self.fetch(*at..self.sorted.min(*at + AT_ONCE), holdings);
        }
        let (bound, form) = self.bounds[*at];
        *at += 1;
        Some((LogOdds(-bound), form))
    }

    /// Reads what the comparison of some forms will read, one thing after the other for all of them, so that the processor
    /// waits for many places of memory at once and not for each in turn.
    fn fetch(&self, some: std::ops::Range<usize>, holdings: &Holdings) {
        let forms = || self.bounds[some.clone()].iter().map(|(_, form)| *form);
        let heads = forms().fold(0, |sum, form| sum ^ holdings.forms.entry(form));
        let first = |form| holdings.forms.held(form).next().map_or(0, |held| held.word);
        let words = forms().fold(0, |sum, form| sum ^ first(form));
        let held = || forms().flat_map(|form| holdings.forms.held(form)).map(|held| held.word as usize);
        let uses = held().fold(0, |sum, word| sum ^ self.slots[word] ^ holdings.uses.entries[word]);
        std::hint::black_box((heads, words, uses));
    }
}
