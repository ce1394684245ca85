//! Spellings that no pairs of words teach: for scripts without pairs, and for the letters of other languages in a script
//! that has some. Ours, from the romanisations in use (ISO 9, BGN/PCGN, ALA-LC, ISO 843, ISO 15919, RTGS, the national
//! systems, and what passports and newspapers write); from general knowledge, not checked against the standards' texts.
//!
//! A line is a chunk of one or two units, then its Latin spellings, the commonest first; `-` stands for no letter.

mod arabic;
mod armenian;
mod cyrillic;
mod devanagari;
mod georgian;
mod greek;
mod hangul;
mod hebrew;
mod kana;
mod thai;

use super::Writing;
use super::table::{Cost, Table};

/// What a unit costs that no pairs taught: one in about fifty.
const RARE: Cost = 4_000;
/// A short Thai vowel that is not written.
const SILENT: Cost = 2_500;
/// The commonest spelling, the second, and so on: about 2 in 3, 1 in 4, 1 in 9 ...
const BY_RANK: [Cost; 6] = [400, 1_400, 2_200, 2_800, 3_300, 3_700];

/// Adds the rows of a script to its table, and settles it.
pub fn add_rules(table: &mut Table, writing: Writing) {
    if writing == Writing::Thai {
        for vowel in ["a", "o"] {
            table.add("", vowel, SILENT);
        }
    }
    table.settle();
    for line in rules(writing).lines().filter(|line| !line.is_empty()) {
        let mut words = line.split(' ');
        let Some(native) = words.next() else { continue };
        let units: Vec<char> = native.chars().collect();
        let sum = table.rows(&units).map_or(RARE * units.len() as Cost, |rows| rows.sum);
        for (spelling, more) in words.zip(BY_RANK) {
            table.add(native, spelling.trim_matches('-'), sum + more);
        }
    }
    table.settle();
}

/// A word by the first rule of each unit: the standard romanisation, where custom has not settled another.
pub fn plain(written: &str, writing: Writing) -> Vec<u8> {
    let mut text = String::new();
    for unit in super::units(written, writing) {
        let first =
            rules(writing).lines().find_map(|line| line.strip_prefix(unit)?.strip_prefix(' ')?.split(' ').next());
        text.push_str(first.unwrap_or_default().trim_matches('-'));
    }
    text.truncate(super::MAX_LETTERS);
    text.into_bytes()
}

fn rules(writing: Writing) -> &'static str {
    match writing {
        Writing::Cyrillic => cyrillic::RULES,
        Writing::Greek => greek::RULES,
        Writing::Arabic => arabic::RULES,
        Writing::Hebrew => hebrew::RULES,
        Writing::Hangul => hangul::RULES,
        Writing::Kana => kana::RULES,
        Writing::Devanagari => devanagari::RULES,
        Writing::Thai => thai::RULES,
        Writing::Georgian => georgian::RULES,
        Writing::Armenian => armenian::RULES,
        Writing::Latin | Writing::Han | Writing::Other => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::table::Latin;
    use crate::script::{Writing, units};

    #[test]
    fn every_rule_is_a_row() {
        for &writing in Writing::ALL {
            let mut seen = std::collections::BTreeSet::new();
            for line in rules(writing).lines().filter(|line| !line.is_empty()) {
                let mut words = line.split(' ');
                let native = words.next().unwrap();
                assert!((1..=2).contains(&native.chars().count()), "{writing:?}: {line}");
                assert!(seen.insert(native), "{writing:?}: {native} stands twice");
                let own: Vec<char> = units(native, writing).into_iter().filter(|unit| !"^$ə".contains(*unit)).collect();
                let plain: Vec<char> = native.chars().filter(|unit| !"^$ə".contains(*unit)).collect();
                if !matches!(writing, Writing::Thai | Writing::Devanagari) {
                    assert_eq!(own, plain, "{writing:?}: {line}: not as units have it");
                }
                let spellings: Vec<&str> = words.collect();
                assert!(!spellings.is_empty() && spellings.len() <= BY_RANK.len(), "{line}");
                assert!(spellings.iter().all(|spelling| Latin::of(spelling.trim_matches('-').as_bytes()).is_some()));
            }
        }
    }
}
