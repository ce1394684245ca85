//! Which script a word is written in. A word of mixed scripts is taken for the script that most of its letters have.

/// A script that has a way to Latin letters of its own; all others are spelled by general tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Writing {
    /// Latin, with or without diacritics.
    Latin,
    /// Cyrillic of any language.
    Cyrillic,
    /// Greek.
    Greek,
    /// Arabic letters of any language: Arabic, Persian, Urdu, Pashto, Kurdish, Uyghur.
    Arabic,
    /// Hebrew.
    Hebrew,
    /// Chinese characters, in whatever language they are read.
    Han,
    /// Korean.
    Hangul,
    /// Katakana and hiragana.
    Kana,
    /// Devanagari.
    Devanagari,
    /// Thai.
    Thai,
    /// Georgian.
    Georgian,
    /// Armenian.
    Armenian,
    /// Any other.
    Other,
}

impl Writing {
    /// Every script with a way of its own, for tables and documentation.
    pub const ALL: &[Writing] = &[
        Writing::Latin,
        Writing::Cyrillic,
        Writing::Greek,
        Writing::Arabic,
        Writing::Hebrew,
        Writing::Han,
        Writing::Hangul,
        Writing::Kana,
        Writing::Devanagari,
        Writing::Thai,
        Writing::Georgian,
        Writing::Armenian,
    ];

    /// The script of a letter; none for digits, marks and what is no letter.
    pub fn of_letter(c: char) -> Option<Writing> {
        let writing = match c {
            'a'..='z'
            | 'A'..='Z'
            | '\u{00C0}'..='\u{024F}'
            | '\u{0250}'..='\u{02AF}'
            | '\u{1E00}'..='\u{1EFF}'
            | '\u{2C60}'..='\u{2C7F}'
            | '\u{A720}'..='\u{A7FF}'
            | '\u{FF21}'..='\u{FF3A}'
            | '\u{FF41}'..='\u{FF5A}' => Writing::Latin,
            '\u{0370}'..='\u{03FF}' | '\u{1F00}'..='\u{1FFF}' => Writing::Greek,
            '\u{0400}'..='\u{052F}' | '\u{1C80}'..='\u{1C8F}' | '\u{2DE0}'..='\u{2DFF}' | '\u{A640}'..='\u{A69F}' => {
                Writing::Cyrillic
            }
            '\u{0530}'..='\u{058F}' | '\u{FB13}'..='\u{FB17}' => Writing::Armenian,
            '\u{0590}'..='\u{05FF}' | '\u{FB1D}'..='\u{FB4F}' => Writing::Hebrew,
            '\u{0600}'..='\u{06FF}'
            | '\u{0750}'..='\u{077F}'
            | '\u{08A0}'..='\u{08FF}'
            | '\u{FB50}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFC}' => Writing::Arabic,
            '\u{0900}'..='\u{097F}' | '\u{A8E0}'..='\u{A8FF}' => Writing::Devanagari,
            '\u{0E00}'..='\u{0E7F}' => Writing::Thai,
            '\u{10A0}'..='\u{10FF}' | '\u{1C90}'..='\u{1CBF}' | '\u{2D00}'..='\u{2D2F}' => Writing::Georgian,
            '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7AF}' => Writing::Hangul,
            '\u{3041}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9D}' => Writing::Kana,
            '\u{3005}'
            | '\u{3007}'
            | '\u{3400}'..='\u{4DBF}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFF}' => Writing::Han,
            _ if c.is_alphabetic() => Writing::Other,
            _ => return None,
        };
        Some(writing)
    }

    /// The script of a word; of two with as many letters, the one that comes first in it. Latin for a word without
    /// letters.
    pub fn of(word: &str) -> Writing {
        let mut counts: Vec<(Writing, usize)> = Vec::new();
        for writing in word.chars().take(super::MAX_WRITTEN).filter_map(Writing::of_letter) {
            match counts.iter_mut().find(|(seen, _)| *seen == writing) {
                Some((_, count)) => *count += 1,
                None => counts.push((writing, 1)),
            }
        }
        let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
        counts.iter().find(|(_, count)| *count == most).map_or(Writing::Latin, |(writing, _)| *writing)
    }

    /// Whether most vowels are left out.
    pub fn leaves_vowels_out(self) -> bool {
        matches!(self, Writing::Arabic | Writing::Hebrew)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_the_script_of_most_of_its_letters() {
        assert_eq!(Writing::of("Иванов"), Writing::Cyrillic);
        assert_eq!(Writing::of("Ив\u{0430}novsky"), Writing::Latin);
        assert_eq!(Writing::of("محمد"), Writing::Arabic);
        assert_eq!(Writing::of("ソニー"), Writing::Kana);
        assert_eq!(Writing::of("123"), Writing::Latin);
        assert_eq!(Writing::of(""), Writing::Latin);
    }
}
