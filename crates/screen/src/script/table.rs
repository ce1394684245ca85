//! A weighted table of spellings for one script: which Latin letters stand for which native units, and how likely.
//!
//! A row says how often a chunk of native units and a chunk of Latin letters are written for each other, as the negative
//! natural logarithm in thousandths, of all such pairs. Rows with `*` on one side sum over the other. The tables in
//! `tables/` are learned by `cargo xtask transliteration` from pairs of words, and each says from which; the rows of
//! scripts without pairs are ours (`spelling`).

use std::collections::HashMap;

/// Native units in a chunk, at most.
pub const NATIVE_CHUNK: usize = 2;
/// Latin letters in a chunk, at most.
pub const LATIN_CHUNK: usize = 6;
/// Stands for the first and the last place in a chunk of Latin letters.
pub const LATIN_START: u8 = b'^';
/// See [`LATIN_START`].
pub const LATIN_END: u8 = b'$';

/// Thousandths of a nat.
pub type Cost = i32;

/// A chunk of Latin letters, five bits each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Latin(u32);

impl Latin {
    /// No letters.
    pub const EMPTY: Latin = Latin(0);

    /// The chunk of these letters; none if there is another character or too many.
    pub fn of(letters: &[u8]) -> Option<Latin> {
        if letters.len() > LATIN_CHUNK {
            return None;
        }
        letters.iter().try_fold(Latin(0), |chunk, letter| chunk.then(*letter))
    }

    /// This chunk and one letter more.
    pub fn then(self, letter: u8) -> Option<Latin> {
        let code = match letter {
            b'a'..=b'z' => u32::from(letter - b'a') + 1,
            LATIN_START => 27,
            LATIN_END => 28,
            _ => return None,
        };
        Some(Latin(self.0 << 5 | code))
    }

    /// The letters, without the marks of start and end.
    pub fn letters(self) -> impl Iterator<Item = u8> {
        let codes = (0..LATIN_CHUNK).rev().map(move |place| (self.0 >> (5 * place)) & 31);
        codes.filter(|code| (1..=26).contains(code)).map(|code| b'a' + code as u8 - 1)
    }

    fn is_edge(self) -> bool {
        (0..LATIN_CHUNK).any(|place| (self.0 >> (5 * place)) & 31 > 26)
    }
}

/// The rows of one native chunk.
#[derive(Debug, Default, Clone)]
pub struct Rows {
    /// Latin chunks in order, each once, with its cost.
    pub latin: Vec<(Latin, Cost)>,
    /// The chunk with whatever Latin.
    pub sum: Cost,
}

/// A table.
#[derive(Debug, Default)]
pub struct Table {
    native: HashMap<[char; NATIVE_CHUNK], Rows>,
    latin: HashMap<Latin, Cost>,
    longest: usize,
}

/// Fills the second place of a chunk of one unit, and both of a chunk of none.
const NO_UNIT: char = '\0';

fn key(units: &[char]) -> Option<[char; NATIVE_CHUNK]> {
    match *units {
        [] => Some([NO_UNIT, NO_UNIT]),
        [one] => Some([one, NO_UNIT]),
        [one, two] => Some([one, two]),
        _ => None,
    }
}

impl Table {
    /// Reads rows `native TAB latin TAB cost`; lines that begin with `#` are comments. Rows that are no rows are left out:
    /// the tables are part of the program, and a test reads each line.
    pub fn read(text: &str) -> Table {
        let mut table = Table::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((native, latin, cost)) = row(line) else { continue };
            match (native, latin) {
                ("*", latin) => {
                    if let Some(latin) = Latin::of(latin.as_bytes()) {
                        table.latin.insert(latin, cost);
                    }
                }
                (native, "*") => {
                    if let Some(rows) = table.rows_mut(native) {
                        rows.sum = cost;
                    }
                }
                (native, latin) => table.add(native, latin, cost),
            }
        }
        table.settle();
        table
    }

    /// Adds a row, or makes it cheaper.
    pub fn add(&mut self, native: &str, latin: &str, cost: Cost) {
        let Some(chunk) = Latin::of(latin.as_bytes()) else { return };
        self.longest = self.longest.max(latin.len());
        let Some(rows) = self.rows_mut(native) else { return };
        match rows.latin.iter_mut().find(|(known, _)| *known == chunk) {
            Some((_, known)) => *known = cost.min(*known),
            None => rows.latin.push((chunk, cost)),
        }
    }

    /// To be said after the last row: sorts, and sums what has no sum.
    pub fn settle(&mut self) {
        for rows in self.native.values_mut() {
            rows.latin.sort_unstable();
            let least = rows.latin.iter().map(|(_, cost)| *cost).min().unwrap_or(0);
            if rows.sum == 0 || rows.sum > least {
                rows.sum = least;
            }
            for &(latin, cost) in &rows.latin {
                if latin != Latin::EMPTY {
                    let known = self.latin.entry(latin).or_insert(cost);
                    *known = cost.min(*known);
                }
            }
        }
    }

    /// The rows of a chunk of native units; the empty chunk has the letters that stand for nothing written.
    pub fn rows(&self, units: &[char]) -> Option<&Rows> {
        self.native.get(&key(units)?)
    }

    /// The cost of a chunk of Latin letters with whatever native units.
    pub fn latin(&self, latin: Latin) -> Option<Cost> {
        self.latin.get(&latin).copied()
    }

    /// Letters of the longest Latin chunk.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.native.values().map(|rows| rows.latin.len()).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.native.is_empty()
    }

    fn rows_mut(&mut self, native: &str) -> Option<&mut Rows> {
        let units: Vec<char> = native.chars().collect();
        Some(self.native.entry(key(&units)?).or_default())
    }
}

/// The fields of a line of a table.
fn row(line: &str) -> Option<(&str, &str, Cost)> {
    let mut fields = line.split('\t');
    let (native, latin, cost) = (fields.next()?, fields.next()?, fields.next()?.parse().ok()?);
    fields.next().is_none().then_some((native, latin, cost))
}

/// Whether a chunk pair may stand in a table: the marks of start and end stand for each other, and an empty side has one
/// partner only.
pub fn may_pair(native: &[char], latin: &[u8]) -> bool {
    let edges = native.iter().filter(|unit| matches!(**unit, super::unit::START | super::unit::END)).count();
    let Some(chunk) = Latin::of(latin) else { return false };
    if native.is_empty() {
        return latin.len() == 1 && !chunk.is_edge();
    }
    match edges {
        0 => !chunk.is_edge(),
        1 => {
            let starts = native[0] == super::unit::START && latin.first() == Some(&LATIN_START);
            let ends = native.last() == Some(&super::unit::END) && latin.last() == Some(&LATIN_END);
            starts != ends && latin.iter().filter(|letter| !letter.is_ascii_lowercase()).count() == 1
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunk_is_its_letters() {
        let chunk = Latin::of(b"^shch").unwrap();
        assert_eq!(chunk.letters().collect::<Vec<_>>(), b"shch");
        assert!(Latin::of(b"toolong").is_none() && Latin::of(b"A").is_none());
        assert_ne!(Latin::of(b"a"), Latin::of(b"ab"));
    }

    #[test]
    fn a_table_reads_its_rows() {
        let table = Table::read("# source: none\nж\tzh\t100\nж\tj\t900\nж\t*\t50\n*\tzh\t70\n\ta\t3000\n");
        let rows = table.rows(&['ж']).unwrap();
        assert_eq!((rows.latin.len(), rows.sum), (2, 50));
        assert_eq!(table.latin(Latin::of(b"zh").unwrap()), Some(70));
        assert_eq!(table.latin(Latin::of(b"j").unwrap()), Some(900));
        assert_eq!(table.rows(&[]).unwrap().latin.len(), 1);
        assert_eq!((table.len(), table.longest()), (3, 2));
    }

    #[test]
    fn only_marks_stand_for_marks() {
        assert!(may_pair(&['^', 'م'], b"^m") && may_pair(&[], b"a") && may_pair(&['ع'], b""));
        assert!(!may_pair(&['^'], b"a") && !may_pair(&['م'], b"^m") && !may_pair(&[], b"ab"));
    }
}
