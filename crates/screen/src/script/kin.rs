//! Other words that stand for the same name: short forms, diminutives, the same name in another language.

use crate::LogOdds;
use std::collections::HashMap;
use std::sync::LazyLock;

/// How much less likely a short form is than the word itself; house numbers.
const SHORT: LogOdds = LogOdds(-1_600);
/// Two short forms of one name.
const BOTH_SHORT: LogOdds = LogOdds(-2_600);
/// The same name in another language: people keep the form of their own.
const OTHER_LANGUAGE: LogOdds = LogOdds(-3_000);

type Kin = Vec<(&'static [u8], LogOdds)>;

static KIN: LazyLock<HashMap<&'static str, Kin>> = LazyLock::new(|| {
    let mut known: HashMap<&str, HashMap<&str, LogOdds>> = HashMap::new();
    for line in include_str!("tables/kin.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let (Some(sort), Some(first), Some(others)) = (fields.next(), fields.next(), fields.next()) else { continue };
        let words: Vec<&str> = std::iter::once(first).chain(others.split(' ')).collect();
        for (at, one) in words.iter().enumerate() {
            for (place, other) in words.iter().enumerate().filter(|(_, other)| *other != one) {
                let weight = match sort {
                    "short" if at == 0 || place == 0 => SHORT,
                    "short" => BOTH_SHORT,
                    _ => OTHER_LANGUAGE,
                };
                let best = known.entry(one).or_default().entry(other).or_insert(weight);
                *best = weight.max(*best);
            }
        }
    }
    let sorted = |kin: HashMap<&'static str, LogOdds>| -> Kin {
        let mut kin: Kin = kin.into_iter().map(|(word, weight)| (word.as_bytes(), weight)).collect();
        kin.sort_unstable();
        kin
    };
    known.into_iter().map(|(word, kin)| (word, sorted(kin))).collect()
});

/// Words that may stand for `text` (a reading), with how much less likely that is than the word itself. Symmetric.
/// The engine looks each of them up beside the word.
pub fn kin(text: &[u8]) -> &'static [(&'static [u8], LogOdds)] {
    std::str::from_utf8(text).ok().and_then(|text| KIN.get(text)).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(one: &str, other: &str) -> Option<LogOdds> {
        kin(one.as_bytes()).iter().find(|(word, _)| *word == other.as_bytes()).map(|(_, weight)| *weight)
    }

    #[test]
    fn short_forms_and_other_languages() {
        assert_eq!(weight("william", "bill"), Some(SHORT));
        assert_eq!(weight("sasha", "aleksandr"), Some(SHORT));
        assert_eq!(weight("bob", "rob"), Some(BOTH_SHORT));
        assert_eq!(weight("yusuf", "joseph"), Some(OTHER_LANGUAGE));
        assert!(kin(b"testinen").is_empty() && kin(&[0xFF]).is_empty());
    }

    #[test]
    fn the_table_is_clean_and_symmetric() {
        for (word, kin) in KIN.iter() {
            assert!(word.bytes().all(|letter| letter.is_ascii_lowercase()), "{word}");
            assert!(kin.iter().all(|(other, weight)| *weight < LogOdds::NOTHING
                && self::weight(std::str::from_utf8(other).unwrap(), word) == Some(*weight)));
            assert!(kin.len() <= 48, "{word}: {}", kin.len());
        }
    }
}
