//! How much likelier it is that a word in another script and a Latin word are spellings of one name than that they met
//! by chance: the logarithm of P(both) / (P(native) P(Latin)), each by its cheapest division into chunks.
//!
//! Exact to the thousandth on every machine: whole numbers only.

use super::span::Spans;
use super::table::{Cost, LATIN_END, LATIN_START, Latin, Rows, Table};
use super::{MAX_LETTERS, Writing, tables};
use crate::LogOdds;

/// A unit or a letter that has no counterpart.
const LEFT_OUT: Cost = 11_500;
/// A unit and a letter that no row pairs.
const UNHEARD: Cost = 13_800;

/// A word in a script that has a table, prepared to be compared with Latin words.
pub struct Likeness<'t> {
    spans: Spans<'t>,
    sum: Cost,
}

impl Likeness<'static> {
    /// Prepares a word as written; none for Latin and for scripts without a table.
    pub fn of(written: &str) -> Option<Likeness<'static>> {
        let writing = Writing::of(written);
        Some(Likeness::by(tables::table(writing)?, written, writing))
    }
}

impl<'t> Likeness<'t> {
    /// Prepares a word by a table of the caller: for learning and for measurements.
    pub fn by(table: &'t Table, written: &str, writing: Writing) -> Likeness<'t> {
        let spans = Spans::of(table, written, writing);
        let sum = spans.sum();
        Likeness { spans, sum }
    }

    /// How much the Latin word (lower-case letters) speaks for being the same name. Above nothing: for; below: against.
    /// Letters after the first [`MAX_LETTERS`] are not compared; a word with other characters than letters is unlike.
    pub fn to(&self, latin: &[u8]) -> LogOdds {
        let mut word = Vec::with_capacity(latin.len() + 2);
        word.push(LATIN_START);
        word.extend_from_slice(&latin[..latin.len().min(MAX_LETTERS)]);
        word.push(LATIN_END);
        if latin.is_empty() || !latin.iter().all(u8::is_ascii_lowercase) {
            return LogOdds(-UNHEARD);
        }
        let chunks = Chunks::of(&word, self.spans.table.longest());
        LogOdds(self.sum + chunks.sum(self.spans.table) - self.together(&chunks))
    }

    fn together(&self, chunks: &Chunks) -> Cost {
        let (rows, columns) = (self.spans.len(), chunks.len());
        let width = columns + 1;
        let mut least = vec![Cost::MAX / 2; (rows + 1) * width];
        least[0] = 0;
        for i in 0..=rows {
            for j in 0..=columns {
                let here = least[i * width + j];
                if here >= Cost::MAX / 2 {
                    continue;
                }
                let mut reach = |i: usize, j: usize, cost: Cost| {
                    let there = &mut least[i * width + j];
                    *there = (*there).min(here + cost);
                };
                if j < columns {
                    let silent = self.spans.table.rows(&[]).and_then(|rows| cost(rows, chunks.at(j, 1)));
                    reach(i, j + 1, silent.unwrap_or(LEFT_OUT));
                }
                if i == rows {
                    continue;
                }
                reach(i + 1, j, LEFT_OUT);
                if j < columns {
                    reach(i + 1, j + 1, UNHEARD);
                }
                for units in 1..=2usize.min(rows - i) {
                    let Some(row) = self.spans.rows(i, units) else { continue };
                    for letters in 0..=chunks.longest.min(columns - j) {
                        if let Some(cost) = cost(row, chunks.at(j, letters)) {
                            reach(i + units, j + letters, cost);
                        }
                    }
                }
            }
        }
        least[rows * width + columns]
    }
}

fn cost(rows: &Rows, latin: Latin) -> Option<Cost> {
    rows.latin.binary_search_by_key(&latin, |(known, _)| *known).ok().map(|at| rows.latin[at].1)
}

/// Every chunk of a Latin word.
struct Chunks {
    at: Vec<Vec<Latin>>,
    longest: usize,
}

impl Chunks {
    fn of(word: &[u8], longest: usize) -> Chunks {
        let from = |start: usize| -> Vec<Latin> {
            let end = word.len().min(start + longest);
            let mut chunk = Latin::EMPTY;
            let longer = word[start..end].iter().map_while(|letter| {
                chunk = chunk.then(*letter)?;
                Some(chunk)
            });
            std::iter::once(Latin::EMPTY).chain(longer).collect()
        };
        Chunks { at: (0..word.len()).map(from).collect(), longest }
    }

    fn len(&self) -> usize {
        self.at.len()
    }

    fn at(&self, start: usize, letters: usize) -> Latin {
        self.at.get(start).and_then(|chunks| chunks.get(letters)).copied().unwrap_or(Latin::EMPTY)
    }

    fn sum(&self, table: &Table) -> Cost {
        let mut least = vec![Cost::MAX / 2; self.len() + 1];
        least[0] = 0;
        for start in 0..self.len() {
            for letters in 1..=self.longest.min(self.len() - start) {
                let unheard = (letters == 1).then_some(UNHEARD);
                if let Some(cost) = table.latin(self.at(start, letters)).or(unheard) {
                    least[start + letters] = least[start + letters].min(least[start] + cost);
                }
            }
        }
        least[self.len()]
    }
}

impl std::fmt::Debug for Likeness<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Likeness {{ units: {} }}", self.spans.len())
    }
}
