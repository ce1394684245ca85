//! Words in Latin letters: diacritics off, and the letters that a language writes instead of them (*Müller*, *Mueller*).

use super::MAX_LETTERS;
use super::table::Cost;
use unicode_normalization::UnicodeNormalization;

/// A second spelling of a letter is this much less likely than the bare letter.
const SECOND: Cost = 900;
/// Letters with two spellings that are followed; more are read with their first.
const FOLLOWED: usize = 3;

/// The spellings of a word in a to z and 0 to 9, the likeliest first; empty if it has none of these.
pub fn spellings(written: &str) -> Vec<(Vec<u8>, Cost)> {
    let mut found: Vec<(Vec<u8>, Cost)> = vec![(Vec::new(), 0)];
    let mut followed = 0;
    for c in written.chars().take(2 * MAX_LETTERS).nfc() {
        let second = second(c).filter(|_| followed < FOLLOWED);
        let first = bare(c);
        followed += usize::from(second.is_some());
        let branch = second.map(|second| {
            let longer = |(text, cost): &(Vec<u8>, Cost)| ([text, second.as_bytes()].concat(), cost + SECOND);
            found.iter().map(longer).collect::<Vec<_>>()
        });
        found.iter_mut().for_each(|(text, _)| text.extend_from_slice(&first));
        found.extend(branch.into_iter().flatten());
    }
    found.iter_mut().for_each(|(text, _)| text.truncate(MAX_LETTERS));
    found.retain(|(text, _)| !text.is_empty());
    found
}

/// A character without its diacritics, lower case; what looks like a Latin letter in another script is taken for it.
fn bare(c: char) -> Vec<u8> {
    let looks = super::lookalike::latin(c).unwrap_or(c);
    let mut text =
        if looks.is_ascii() { vec![looks as u8] } else { any_ascii::any_ascii_char(looks).as_bytes().to_vec() };
    text.retain(u8::is_ascii_alphanumeric);
    text.make_ascii_lowercase();
    text
}

/// What is written for a letter where it cannot be typed, or in the English way: German, Scandinavian, Turkish, Czech,
/// Croatian, Polish, Romanian, Icelandic, Azerbaijani, Vietnamese, Spanish.
fn second(c: char) -> Option<&'static str> {
    Some(match c {
        'ä' | 'Ä' => "ae",
        'ö' | 'Ö' | 'œ' | 'Œ' => "oe",
        'ü' | 'Ü' => "ue",
        'ø' | 'Ø' => "oe",
        'å' | 'Å' => "aa",
        'æ' | 'Æ' => "a",
        'ß' => "s",
        'ç' | 'Ç' | 'č' | 'Č' | 'ć' | 'Ć' => "ch",
        'ş' | 'Ş' | 'ș' | 'Ș' | 'š' | 'Š' | 'ś' | 'Ś' => "sh",
        'ž' | 'Ž' | 'ż' | 'Ż' => "zh",
        'đ' | 'Đ' => "dj",
        'ð' | 'Ð' => "th",
        'þ' | 'Þ' => "t",
        'ñ' | 'Ñ' => "ny",
        'ğ' | 'Ğ' => "gh",
        'ţ' | 'Ţ' | 'ț' | 'Ț' => "ts",
        'ə' | 'Ə' => "e",
        'ř' | 'Ř' => "rz",
        'ł' | 'Ł' => "w",
        'ń' | 'Ń' => "ny",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(written: &str) -> Vec<String> {
        spellings(written).into_iter().map(|(text, _)| String::from_utf8(text).unwrap()).collect()
    }

    #[test]
    fn a_letter_with_two_spellings_has_both() {
        assert_eq!(texts("Müller"), ["muller", "mueller"]);
        assert_eq!(texts("Jérôme"), ["jerome"]);
        assert_eq!(texts("Đorđević").len(), 8);
        assert_eq!(texts("Şükrü")[0], "sukru");
        assert!(texts("-").is_empty());
    }

    #[test]
    fn what_looks_latin_within_latin_is_latin() {
        assert_eq!(texts("P\u{0435}t\u{0435}rs\u{043E}n"), ["peterson"]);
    }

    #[test]
    fn spellings_are_few_and_short() {
        let found = spellings(&"ü".repeat(10_000));
        assert!(found.len() <= 1 << FOLLOWED && found.iter().all(|(text, _)| text.len() <= MAX_LETTERS));
    }
}
