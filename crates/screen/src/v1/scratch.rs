//! The working memory of one search: numbers only, used again for the next one.

use super::align::Alignment;
use super::asked::Asked;
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
}

/// What a form can weigh so far.
#[derive(Default, Clone, Copy)]
pub struct Cell {
    /// The most that each unit can weigh there, added up; never nothing for a form that was touched.
    pub sum: i32,
    /// The parts of the query that are met, as bits.
    pub parts: u32,
    /// The unit that was counted last.
    unit: u32,
}

/// How many bounds are sorted at once.
const AT_ONCE: usize = 64;

/// Likes that were not followed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct PassedOver {
    /// What they can weigh together.
    pub weight: LogOdds,
    /// The parts of the query that they may meet, as bits.
    pub parts: u32,
}

/// The weight under which likes cannot reach `least` together with all others under it, and what these are.
fn light(asked: &Asked, least: LogOdds, beside: LogOdds) -> (LogOdds, PassedOver) {
    let mut weights: Vec<(LogOdds, u16)> = asked.likes.iter().map(|like| (like.weight, like.unit)).collect();
    weights.sort_unstable();
    let mut most = vec![LogOdds::NOTHING; asked.units.len()];
    let (mut together, mut before, mut from) = (PassedOver::default(), PassedOver::default(), LogOdds::NOTHING);
    for (weight, unit) in weights {
        if weight != from {
            // All of one weight are followed or none.
            (from, before) = (weight, together);
        }
        let (unit, most) = (&asked.units[usize::from(unit)], &mut most[usize::from(unit)]);
        together.weight += weight - *most;
        together.parts |= unit.parts();
        *most = weight;
        if beside + together.weight >= least {
            return (from, before);
        }
    }
    (from + LogOdds(1), together)
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
    /// answer must weigh `least`, and what is not a like can weigh `beside` at most, the lightest likes that cannot reach
    /// it together are not followed: a form that has no other is none. Returns those likes.
    pub fn accumulate(
        &mut self,
        asked: &Asked,
        holdings: &Holdings,
        least: Option<LogOdds>,
        beside: LogOdds,
    ) -> PassedOver {
        self.touched.clear();
        let (from, passed_over) = least.map_or_else(Default::default, |least| light(asked, least, beside));
        for unit in asked.units.iter().filter(|unit| unit.width > 1 || !asked.parts[unit.first].role.is_minor()) {
            let serial = self.serial();
            let parts = unit.parts();
            for like in asked.likes[unit.likes.clone()].iter().filter(|like| like.weight >= from) {
                for form in holdings.words.holders.of(like.word) {
                    self.count(*form, serial, parts, like.weight);
                }
            }
        }
        for split in &asked.splits {
            let serial = self.serial();
            split.forms.iter().for_each(|form| self.count(*form, serial, 1 << split.part, split.weight));
        }
        passed_over
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
                cell.parts = 0;
            }
            cell.unit = serial;
            cell.parts |= parts;
            cell.sum += weight.0;
        }
    }

    /// Turns the counts into bounds and clears them.
    pub fn order(&mut self, bound: impl Fn(u32, Cell) -> LogOdds) {
        self.bounds.clear();
        for form in &self.touched {
            let cell = &mut self.cells[*form as usize];
            self.bounds.push((-bound(*form, *cell).0, *form));
            cell.sum = 0;
        }
        self.sorted = 0;
    }

    /// The next form in the order of bounds, the largest first (then by number). `at` begins at nothing.
    pub fn next(&mut self, at: &mut usize) -> Option<(LogOdds, u32)> {
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
        let (bound, form) = self.bounds[*at];
        *at += 1;
        Some((LogOdds(-bound), form))
    }
}
