//! The readings of one part.

use super::span::Spans;
use super::table::Cost;
use super::{MAX_LETTERS, MAX_READINGS, Reading, Writing, known, latin, spell, spelling, tables};
use crate::LogOdds;

/// A letter-by-letter reading of a word without vowels comes this far behind the last of the likely ones.
const BARE: Cost = 500;

/// The likely readings of one written part, the likeliest first: 1 to [`MAX_READINGS`], all different. Empty if it has no
/// letter or digit.
pub fn readings(written: &str) -> Vec<Reading> {
    let writing = Writing::of(written);
    let mut found = match tables::table(writing) {
        Some(table) if !written.chars().any(|c| c.is_ascii_digit()) => {
            let mut found = known::spellings(written, writing);
            let before = found.last().map_or(0, |(_, cost)| *cost);
            let spelled = spell::spellings(&Spans::of(table, written, writing));
            let least = spelled.first().map_or(0, |(_, cost)| *cost);
            if writing == Writing::Cyrillic && found.is_empty() {
                found.push((spelling::plain(written, writing), before));
            }
            found.extend(spelled.into_iter().map(|(text, cost)| (text, before + cost - least)));
            if writing.leaves_vowels_out() {
                found = once(found);
                found.truncate(MAX_READINGS - 1);
                let last = found.last().map_or(0, |(_, cost)| *cost);
                found.push((general(written), last + BARE));
            }
            found
        }
        None if writing == Writing::Latin => latin::spellings(written),
        _ => vec![(general(written), 0)],
    };
    found.retain(|(text, _)| !text.is_empty());
    if found.is_empty() {
        found.push((general(written), 0));
        found.retain(|(text, _)| !text.is_empty());
    }
    let mut found = once(found);
    found.truncate(MAX_READINGS);
    let first = found.first().map_or(0, |(_, cost)| *cost);
    found.into_iter().map(|(text, cost)| Reading { text, weight: LogOdds(first - cost) }).collect()
}

/// The cheapest first, each text once.
fn once(mut found: Vec<(Vec<u8>, Cost)>) -> Vec<(Vec<u8>, Cost)> {
    found.sort_by(|a, b| a.1.cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
    let mut kept: Vec<(Vec<u8>, Cost)> = Vec::with_capacity(found.len());
    for (text, cost) in found {
        if !kept.iter().any(|(known, _)| *known == text) {
            kept.push((text, cost));
        }
    }
    kept
}

/// Letter by letter, by the general tables.
fn general(written: &str) -> Vec<u8> {
    let start: String = written.chars().take(2 * MAX_LETTERS).collect();
    let mut text = any_ascii::any_ascii(&start).into_bytes();
    text.retain(u8::is_ascii_alphanumeric);
    text.make_ascii_lowercase();
    text.truncate(MAX_LETTERS);
    text
}

/// Whether a part is written in a script that leaves most vowels out.
pub fn leaves_vowels_out(written: &str) -> bool {
    !written.is_ascii() && written.chars().any(is_abjad)
}

fn is_abjad(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{07BF}' | '\u{08A0}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(written: &str) -> Vec<String> {
        readings(written).into_iter().map(|reading| String::from_utf8(reading.text).unwrap()).collect()
    }

    #[test]
    fn likeliest_readings() {
        let first = |written: &str| texts(written).remove(0);
        for (written, reading) in [
            ("Иван", "ivan"),
            ("Щербаков", "shcherbakov"),
            ("محمد", "muhammad"),
            ("דוד", "david"),
            ("김", "kim"),
            ("タナカ", "tanaka"),
            ("नरेन्द्र", "narendra"),
            ("ทักษิณ", "thaksin"),
            ("Παπαδόπουλος", "papadopoulos"),
            ("სააკაშვილი", "saakashvili"),
            ("Մկրտչյան", "mkrtchyan"),
            ("Müller", "muller"),
        ] {
            assert_eq!(first(written), reading, "{written}");
        }
        for (written, reading) in [("محمد", "mhmd"), ("周", "zhou"), ("周", "chow"), ("蔣", "jiang"), ("박", "pak")]
        {
            assert!(texts(written).contains(&reading.to_owned()), "{written}: {:?}", texts(written));
        }
    }

    #[test]
    fn readings_are_few_different_and_short() {
        let odd = [
            "",
            "\u{0640}",
            "1",
            "ًٌ",
            "مم".repeat(5_000).as_str(),
            &"ж".repeat(10_000),
            "ж1",
            "\u{0E4C}\u{0E4C}",
            "ーーー",
            "ᄀ",
        ]
        .map(str::to_owned);
        for written in odd {
            let found = readings(&written);
            assert!(found.len() <= MAX_READINGS);
            assert!(found.iter().all(|reading| (1..=MAX_LETTERS).contains(&reading.text.len())));
            assert!(found.iter().all(|reading| reading.text.iter().all(u8::is_ascii_alphanumeric)));
            assert!(found.windows(2).all(|pair| pair[0].weight >= pair[1].weight && pair[0].text != pair[1].text));
            assert!(found.first().is_none_or(|first| first.weight == LogOdds::NOTHING));
        }
    }
}
