//! A word prepared for its table: for each place, the rows of the chunks of units that begin there.

use super::table::{Cost, Latin, Rows, Table};
use super::unit::{END, START};
use super::{Writing, han, units};
use std::borrow::Cow;

/// What a unit costs that no table has.
const UNKNOWN: Cost = 8_000;

/// The chunks of a word.
pub struct Spans<'t> {
    pub(super) table: &'t Table,
    /// For each place, the rows of the chunks of one unit and of two units that begin there.
    pub(super) at: Vec<[Option<Cow<'t, Rows>>; 2]>,
}

impl<'t> Spans<'t> {
    /// The chunks of a word in the units of its script.
    pub fn of(table: &'t Table, word: &str, writing: Writing) -> Spans<'t> {
        let units = units(word, writing);
        let two = |at: usize| units.get(at..at + 2).and_then(|chunk| table.rows(chunk)).map(Cow::Borrowed);
        let at = (0..units.len()).map(|at| [Some(one(table, units[at], writing)), two(at)]).collect();
        Spans { table, at }
    }

    /// How many units there are, marks of start and end included.
    pub fn len(&self) -> usize {
        self.at.len()
    }

    /// The rows of the chunk of `width` units at a place.
    pub fn rows(&self, at: usize, width: usize) -> Option<&Rows> {
        self.at.get(at)?.get(width.checked_sub(1)?)?.as_deref()
    }

    /// The cost of the word with whatever Latin spelling.
    pub fn sum(&self) -> Cost {
        let mut least = vec![Cost::MAX / 2; self.len() + 2];
        least[0] = 0;
        for at in 0..self.len() {
            for width in 1..=2 {
                if let Some(rows) = self.rows(at, width) {
                    least[at + width] = least[at + width].min(least[at] + rows.sum);
                }
            }
        }
        least[self.len()]
    }
}

fn one<'t>(table: &'t Table, unit: char, writing: Writing) -> Cow<'t, Rows> {
    let known = table.rows(&[unit]);
    match (writing, known) {
        (Writing::Han, known) if Writing::of_letter(unit) == Some(Writing::Han) => {
            han::rows(table, unit, known).map_or_else(|| Cow::Owned(spelled(unit)), Cow::Owned)
        }
        (_, Some(rows)) => Cow::Borrowed(rows),
        (_, None) => Cow::Owned(spelled(unit)),
    }
}

/// A unit that the table does not have, by the general table of spellings; marks stand for themselves.
fn spelled(unit: char) -> Rows {
    let text = match unit {
        START => "^".to_owned(),
        END => "$".to_owned(),
        other => any_ascii::any_ascii_char(other).to_ascii_lowercase(),
    };
    let cost = if matches!(unit, START | END) { 1 } else { UNKNOWN };
    let letters: Vec<u8> =
        text.bytes().filter(|letter| letter.is_ascii_lowercase() || b"^$".contains(letter)).collect();
    let latin = Latin::of(letters.get(..6).unwrap_or(&letters)).unwrap_or(Latin::EMPTY);
    Rows { latin: vec![(latin, cost)], sum: cost }
}
