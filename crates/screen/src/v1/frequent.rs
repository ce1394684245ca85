//! Name parts that are common everywhere, so that a small index does not take `Muhammad` or `Maria` for rare.
//! Per ten thousand names of mixed traditions: the larger of an estimate of ours from general knowledge (unverified) and
//! of the count in a sample of names of persons in Wikidata (words of names in Latin letters, from the data of
//! `steveash/NETransliteration-COLING2018`, CC0 1.0). Only added to the index's own counts.

use std::collections::HashMap;
use std::sync::LazyLock;

/// `part <tab> how many`, sorted.
const TABLE: &str = include_str!("frequent.tsv");

static LISTED: LazyLock<HashMap<&'static [u8], u16>> = LazyLock::new(|| {
    let row = |row: &'static str| {
        let (part, count) = row.split_once('\t')?;
        Some((part.as_bytes(), count.parse().ok()?))
    };
    TABLE.lines().filter_map(row).collect()
});

/// How many of ten thousand names have the part, as far as it is listed here; of an unlisted one, as many as parts so
/// short have on average: there are few short ones, and many bear each (all of Chinese and Korean names are made of
/// some hundred syllables).
pub fn background(folded: &[u8]) -> u16 {
    const BY_LENGTH: [u16; 5] = [300, 300, 60, 20, 5];
    let listed = LISTED.get(folded).copied().unwrap_or(0);
    let digits = folded.iter().all(u8::is_ascii_digit);
    if digits { listed } else { listed.max(BY_LENGTH.get(folded.len()).copied().unwrap_or(0)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_stands_once_and_in_order() {
        assert!(TABLE.lines().is_sorted() && LISTED.len() == TABLE.lines().count() && LISTED.len() > 1_000);
        assert_eq!((background(b"testinen"), background(b"li"), background(b"qo")), (0, 60, 60));
    }
}
