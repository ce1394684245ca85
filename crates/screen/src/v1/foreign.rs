//! A part in another script against the words of the index: how likely each is to be written so. The learned likelihood
//! looks at the word as it stands, where the likeliest readings are only a few of its spellings.

use super::holdings::Holdings;
use super::sweep::{Near, Pattern};
use super::weights;
use crate::script::{Likeness, Part};
use crate::{LogOdds, Rule};

/// Words that are held against a part by likelihood, the nearest ones by letters.
const MOST: usize = 384;
/// Readings from which they are sought.
const READINGS: usize = 4;
/// Share (percent) of the distance in likelihood that counts: the learned model takes letters for independent, which they are
/// not. The same share as of any sum of evidence ([`super::calibration`]).
const SHARE: i32 = super::calibration::SLOPE_PERCENT;

/// Finds words that may be the part, with what each costs, and weighs anew those that were found by letters. Nothing for
/// a part in Latin letters or of one syllable, or in a script without a table.
pub fn weigh(holdings: &Holdings, part: &Part, found: &mut Vec<(u32, LogOdds, Rule)>) {
    let Some(likeness) = Likeness::of(&part.written).filter(|_| !part.syllable) else { return };
    let Some(best) = part.readings.iter().map(|reading| likeness.to(&reading.text)).max() else { return };
    let cost = |text: &[u8]| {
        let behind = (best - likeness.to(text)).max(LogOdds::NOTHING);
        LogOdds(super::cost::DIFFERENT) + behind.percent(SHARE)
    };
    let letters = |text: &[u8]| text.iter().all(u8::is_ascii_lowercase);
    let mut known: Vec<u32> = found.iter().map(|(word, _, _)| *word).collect();
    known.sort_unstable();
    for (word, so_far, rule) in found.iter_mut() {
        let text = holdings.words.texts.get(*word);
        if !matches!(rule, Rule::NameEqual | Rule::NameKin) && letters(text) {
            // What was found by letters stays found.
            *so_far = cost(text).min(weights::TOO_FAR - LogOdds(1));
        }
    }
    for word in nearest(holdings, part).into_iter().filter(|word| known.binary_search(word).is_err()) {
        let text = holdings.words.texts.get(word);
        if letters(text) {
            let cost = cost(text);
            if cost < weights::TOO_FAR {
                found.push((word, cost, Rule::NameSound));
            }
        }
    }
}

/// The words nearest to the likeliest readings by letters; of equally near ones those that were held earlier.
fn nearest(holdings: &Holdings, part: &Part) -> Vec<u32> {
    let mut near: Vec<Near> = Vec::new();
    for reading in part.readings.iter().take(READINGS) {
        let wide = |length: usize| length.max(reading.text.len()).div_ceil(2).min(8);
        holdings.words.near(&Pattern::new(&reading.text), wide, &mut near);
    }
    near.sort_unstable_by_key(|near| (near.edits, near.number));
    let mut seen = std::collections::HashSet::with_capacity(near.len());
    near.retain(|near| seen.insert(near.number));
    near.truncate(MOST);
    near.into_iter().map(|near| near.number).collect()
}

#[cfg(test)]
mod tests {
    use crate::{Algorithm, EntryId, Index, Kind, Profile};
    use model::subject::Name;

    fn first(index: &Index, asked: &str) -> Option<String> {
        let query = Profile { names: vec![Name::new(asked)], ..Profile::of(Kind::Person) };
        index.screen(&query, 1).first().map(|found| found.entry.to_string())
    }

    #[test]
    fn a_word_in_another_script_finds_its_latin_spelling() {
        let names = ["Petratos", "Matheson", "Naryshkin", "Lamprecht", "Fedak", "Mansouri", "Mohamed", "Douglas"];
        let held = names.map(|name| {
            let profile = Profile { names: vec![Name::new(name)], ..Profile::of(Kind::Person) };
            (EntryId::new(name), profile)
        });
        let index = Index::build(held, Algorithm::V1);
        for (asked, name) in [
            ("페트라토스", "Petratos"),
            ("매더슨", "Matheson"),
            ("納雷什金", "Naryshkin"),
            ("蘭普雷希特", "Lamprecht"),
            ("Федак", "Fedak"),
            ("만수리", "Mansouri"),
            ("محمد", "Mohamed"),
            ("ダグラス", "Douglas"),
        ] {
            assert_eq!(first(&index, asked).as_deref(), Some(name), "{asked}");
        }
        assert_eq!(first(&index, "ዘለቀ"), None);
    }
}
