//! The tables of this program, each read when it is first needed.

use super::Writing;
use super::spelling;
use super::table::Table;
use std::sync::LazyLock;

macro_rules! tables {
    ($($name:ident $writing:ident $file:literal;)*) => {
        $(static $name: LazyLock<Table> = LazyLock::new(|| with_rules(include_str!($file), Writing::$writing));)*

        /// The table of a script; none for Latin and for what has no table.
        pub fn table(writing: Writing) -> Option<&'static Table> {
            match writing {
                $(Writing::$writing => Some(&$name),)*
                Writing::Greek => Some(&GREEK),
                Writing::Devanagari => Some(&DEVANAGARI),
                Writing::Thai => Some(&THAI),
                Writing::Georgian => Some(&GEORGIAN),
                Writing::Armenian => Some(&ARMENIAN),
                Writing::Latin | Writing::Other => None,
            }
        }

        /// The learned tables as text, for the test that reads each line.
        #[cfg(test)]
        pub const LEARNED: &[&str] = &[$(include_str!($file)),*];
    };
}

tables! {
    ARABIC Arabic "tables/arabic.tsv";
    HEBREW Hebrew "tables/hebrew.tsv";
    CYRILLIC Cyrillic "tables/cyrillic.tsv";
    HAN Han "tables/han.tsv";
    HANGUL Hangul "tables/hangul.tsv";
    KANA Kana "tables/kana.tsv";
}

static GREEK: LazyLock<Table> = LazyLock::new(|| with_rules("", Writing::Greek));
static DEVANAGARI: LazyLock<Table> = LazyLock::new(|| with_rules("", Writing::Devanagari));
static THAI: LazyLock<Table> = LazyLock::new(|| with_rules("", Writing::Thai));
static GEORGIAN: LazyLock<Table> = LazyLock::new(|| with_rules("", Writing::Georgian));
static ARMENIAN: LazyLock<Table> = LazyLock::new(|| with_rules("", Writing::Armenian));

fn with_rules(learned: &str, writing: Writing) -> Table {
    let mut table = Table::read(learned);
    spelling::add_rules(&mut table, writing);
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::table::{Latin, may_pair};

    #[test]
    fn every_line_of_a_learned_table_is_a_row() {
        for text in LEARNED {
            assert!(text.starts_with("# "), "says its source and licence");
            let mut rows = 0;
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                let fields: Vec<&str> = line.split('\t').collect();
                let [native, latin, cost] = fields[..] else { panic!("{line}") };
                assert!((0..=30_000).contains(&cost.parse::<i32>().unwrap()), "{line}");
                assert!(latin == "*" || Latin::of(latin.as_bytes()).is_some(), "{line}");
                let units: Vec<char> = native.chars().filter(|unit| *unit != '~').collect();
                assert!(native == "*" || latin == "*" || may_pair(&units, latin.as_bytes()), "{line}");
                rows += 1;
            }
            assert!(rows > 5_000);
        }
    }
}
