//! The units that a table of spellings is made of: letters in one form, Hangul taken apart, Devanagari with its unwritten
//! vowel, Thai vowels behind their consonant. [`START`] and [`END`] stand around them.

use super::{MAX_WRITTEN, Writing};
use unicode_normalization::UnicodeNormalization;

/// Stands before the first letter.
pub const START: char = '^';
/// Stands after the last letter.
pub const END: char = '$';
/// The vowel that a Devanagari consonant has where none is written.
pub const INHERENT: char = 'ə';

/// The units of a word, between `START` and `END`; at most [`MAX_WRITTEN`] letters are read.
pub fn units(word: &str, writing: Writing) -> Vec<char> {
    let mut units = vec![START];
    let letters = word.chars().take(MAX_WRITTEN).nfkc().flat_map(char::to_lowercase).take(2 * MAX_WRITTEN);
    match writing {
        Writing::Hangul => letters.for_each(|c| jamo(c, &mut units)),
        Writing::Devanagari => devanagari(letters, &mut units),
        Writing::Thai => thai(letters, &mut units),
        _ => units.extend(letters.filter_map(|c| letter(c, writing))),
    }
    units.truncate(MAX_WRITTEN + 1);
    units.push(END);
    units
}

/// One letter in the form that tables have; nothing for a mark.
fn letter(c: char, writing: Writing) -> Option<char> {
    match (writing, c) {
        (_, '\u{0300}'..='\u{036F}' | '\u{200B}'..='\u{200F}' | '\u{00AD}' | '\u{2060}'..='\u{206F}') => None,
        (Writing::Arabic, '\u{0610}'..='\u{061A}' | '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}') => None,
        (Writing::Arabic, 'ک' | 'ڪ') => Some('ك'),
        (Writing::Arabic, 'ی' | 'ې' | 'ۍ' | 'ێ') => Some('ي'),
        (Writing::Arabic, 'ہ' | 'ھ' | 'ە' | 'ۂ') => Some('ه'),
        (Writing::Arabic, 'ۀ' | 'ۃ') => Some('ة'),
        (Writing::Arabic, 'ڤ') => Some('ف'),
        (Writing::Arabic, 'ٱ') => Some('ا'),
        (Writing::Arabic, 'ۆ' | 'ۇ' | 'ۈ' | 'ۋ') => Some('و'),
        (Writing::Hebrew, '\u{0591}'..='\u{05C7}') => None,
        (Writing::Hebrew, '\u{05F3}' | '\u{2019}' | '\u{0060}') => Some('\''),
        (Writing::Hebrew, '\u{05F4}' | '"') => None,
        (Writing::Kana, '\u{3041}'..='\u{3096}') => char::from_u32(c as u32 + 0x60),
        (Writing::Cyrillic, 'a'..='z') => Some(super::lookalike::cyrillic(c).unwrap_or(c)),
        (Writing::Cyrillic, '\u{02BC}' | '\u{2019}' | '\'') => Some('ъ'),
        _ => Some(c),
    }
}

/// A Hangul syllable is its letters: first consonant, vowel, and the last consonant if any, by the arithmetic of the
/// Unicode Standard, 3.12.
fn jamo(c: char, units: &mut Vec<char>) {
    let Some(at) = (c as u32).checked_sub(0xAC00).filter(|at| *at < 11_172) else {
        return units.push(c);
    };
    let parts = [Some(0x1100 + at / 588), Some(0x1161 + at % 588 / 28), (at % 28 > 0).then_some(0x11A7 + at % 28)];
    units.extend(parts.into_iter().flatten().filter_map(char::from_u32));
}

fn devanagari(letters: impl Iterator<Item = char>, units: &mut Vec<char>) {
    let mut open = false;
    for c in letters {
        match c {
            '\u{0915}'..='\u{0939}' | '\u{0958}'..='\u{095F}' | '\u{0978}'..='\u{097F}' => {
                if open {
                    units.push(INHERENT);
                }
                units.push(c);
                open = true;
            }
            '\u{093C}' => {}
            '\u{094D}' => open = false,
            '\u{093A}'..='\u{094C}' | '\u{094E}' | '\u{094F}' | '\u{0955}'..='\u{0957}' => {
                open = false;
                units.push(c);
            }
            _ => {
                if open {
                    units.push(INHERENT);
                }
                open = false;
                units.push(c);
            }
        }
    }
    if open {
        units.push(INHERENT);
    }
}

/// Five Thai vowels are written before the consonant after which they are spoken; tone marks and the mark of silence go,
/// the latter with its consonant.
fn thai(letters: impl Iterator<Item = char>, units: &mut Vec<char>) {
    let mut vowel = None;
    for c in letters {
        match c {
            '\u{0E40}'..='\u{0E44}' => vowel = Some(c),
            '\u{0E47}'..='\u{0E4B}' | '\u{0E4D}'..='\u{0E4F}' => {}
            '\u{0E4C}' => {
                if units.len() > 1 {
                    units.pop();
                }
            }
            _ => {
                units.push(c);
                units.extend(vowel.take());
            }
        }
    }
    units.extend(vowel);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(word: &str) -> String {
        units(word, Writing::of(word)).into_iter().collect()
    }

    #[test]
    fn one_letter_has_one_form() {
        assert_eq!(text("مُحمّـد"), "^محمد$");
        assert_eq!(text("کریمی"), text("كريمي"));
        assert_eq!(text("ﻣﺤﻤﺪ"), "^محمد$");
        assert_eq!(text("きむら"), "^キムラ$");
        assert_eq!(text("ｿﾆｰ"), "^ソニー$");
        assert_eq!(text("김"), "^\u{1100}\u{1175}\u{11B7}$");
        assert_eq!(text("राम"), "^र\u{093E}मə$");
        assert_eq!(text("เอก"), "^อเก$");
        assert_eq!(text("Й"), "^й$");
        assert_eq!(text("И\u{0306}"), "^й$");
    }

    #[test]
    fn a_word_without_end_has_one() {
        assert_eq!(units(&"ж".repeat(10_000), Writing::Cyrillic).len(), MAX_WRITTEN + 2);
    }
}
