//! Words whose spelling in Latin letters custom has settled against the letters: the great names of Arabic and Persian,
//! Hebrew and Greek forms, Korean and Chinese family names. Ours, from general knowledge; not complete.

use super::table::Cost;
use super::{MAX_LETTERS, MAX_READINGS, Writing, units};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Each further spelling is this much less likely.
const FURTHER: Cost = 350;

static KNOWN: LazyLock<HashMap<Vec<char>, Vec<&'static str>>> = LazyLock::new(|| {
    let lines = include_str!("tables/known.tsv").lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let entry = |line: &'static str| {
        let (native, spellings) = line.split_once('\t')?;
        Some((units(native, Writing::of(native)), spellings.split(' ').collect()))
    };
    lines.filter_map(entry).collect()
});

/// The settled spellings of a word, the commonest first, with their costs; empty for most words.
pub fn spellings(written: &str, writing: Writing) -> Vec<(Vec<u8>, Cost)> {
    let Some(spellings) = KNOWN.get(&units(written, writing)) else { return Vec::new() };
    let costs = (0..).map(|rank| FURTHER * rank);
    let letters = |spelling: &&str| spelling.as_bytes()[..spelling.len().min(MAX_LETTERS)].to_vec();
    spellings.iter().map(letters).zip(costs).take(MAX_READINGS - 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        let text = include_str!("tables/known.tsv");
        let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let mut count = 0;
        for line in lines {
            let (native, spellings) = line.split_once('\t').expect(line);
            assert!(!matches!(Writing::of(native), Writing::Latin | Writing::Other), "{line}");
            assert!(spellings.split(' ').all(|s| !s.is_empty() && s.bytes().all(|b| b.is_ascii_lowercase())), "{line}");
            count += 1;
        }
        assert_eq!(KNOWN.len(), count, "a word stands twice");
    }
}
