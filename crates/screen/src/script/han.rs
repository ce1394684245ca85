//! Chinese characters: how each is said in Mandarin, Cantonese and Korean, and how that is written in Latin letters. What
//! the learned table has of a character comes first, then what it has of all characters said alike, then the rules.

use super::table::{Cost, Latin, Rows, Table};
use super::{cantonese, mandarin};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Written before the character that stands for all that are said like it, in the learned table.
pub const SAID_LIKE: char = '~';
/// What a character costs that no pairs taught.
const UNSEEN: Cost = 8_000;
/// Dearer than the character's own rows: rows of those said alike, pinyin, older Mandarin spellings, Cantonese, Korean.
const ALIKE: Cost = 1_500;
const PINYIN: Cost = 900;
const OLDER: Cost = 2_300;
const CANTONESE: Cost = 2_000;
const KOREAN: Cost = 3_200;

/// How a character is said.
#[derive(Debug, Clone, Copy)]
pub struct Said {
    /// Mandarin in pinyin without tones, `v` for ü, the commonest first.
    pub mandarin: &'static str,
    /// Cantonese in Jyutping without tones; may be empty.
    pub cantonese: &'static str,
    /// Korean in Hangul; may be empty.
    pub korean: &'static str,
}

static SAID: LazyLock<HashMap<char, Said>> = LazyLock::new(|| {
    let lines = include_str!("tables/han_said.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(line).collect()
});

/// The first character, in order, with each Mandarin syllable.
static STANDS_FOR: LazyLock<HashMap<&'static str, char>> = LazyLock::new(|| {
    let mut first: HashMap<&str, char> = HashMap::new();
    for (&character, said) in SAID.iter() {
        let stands = first.entry(said.mandarin.split(',').next().unwrap_or_default()).or_insert(character);
        *stands = character.min(*stands);
    }
    first
});

fn line(line: &'static str) -> Option<(char, Said)> {
    let mut fields = line.split('\t');
    let character = fields.next()?.chars().next()?;
    Some((character, Said { mandarin: fields.next()?, cantonese: fields.next()?, korean: fields.next()? }))
}

/// How a character is said; none for the rare ones that the table leaves out.
pub fn said(character: char) -> Option<Said> {
    SAID.get(&character).copied()
}

/// The character that stands for all said like this one in Mandarin.
pub fn stands_for(character: char) -> Option<char> {
    STANDS_FOR.get(said(character)?.mandarin.split(',').next()?).copied()
}

/// The rows of a character. None if nothing is known of it.
pub fn rows(table: &Table, character: char, known: Option<&Rows>) -> Option<Rows> {
    let said = said(character);
    let alike = stands_for(character).and_then(|first| table.rows(&[SAID_LIKE, first]));
    if known.is_none() && said.is_none() {
        return None;
    }
    let sum = known.map_or(UNSEEN, |rows| rows.sum);
    let mut rows = known.cloned().unwrap_or_default();
    rows.sum = sum;
    if let Some(alike) = alike {
        let more = if known.is_some() { ALIKE } else { 300 };
        rows.latin.extend(alike.latin.iter().map(|(latin, cost)| (*latin, sum + cost - alike.sum + more)));
    }
    let mut rule = |spelling: &str, more: Cost| {
        rows.latin.extend(Latin::of(spelling.as_bytes()).map(|latin| (latin, sum + more)));
    };
    if let Some(said) = said {
        for (rank, syllable) in (0..).zip(said.mandarin.split(',')) {
            let later = 800 * rank;
            rule(&mandarin::pinyin(syllable), PINYIN + later);
            for (rank, older) in (0..).zip(mandarin::older(syllable)) {
                rule(&older, OLDER + later + 500 * rank);
            }
        }
        for (rank, spelling) in (0..).zip(cantonese::spellings(said.cantonese)) {
            rule(&spelling, CANTONESE + 500 * rank);
        }
        for syllable in said.korean.chars() {
            let spelling = any_ascii::any_ascii_char(syllable).to_ascii_lowercase();
            rule(&spelling, KOREAN);
        }
    }
    rows.latin.sort_unstable();
    rows.latin.dedup_by(|later, earlier| later.0 == earlier.0);
    Some(rows)
}
