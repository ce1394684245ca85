//! From a name as written to its parts: where words end, which marks are silent, which letters are a dotted legal form.

use super::{
    Form, MAX_PARTS, Nature, Part, Reading, Role, leaves_vowels_out, legal_form, minor, numeral, readings, title,
};
use crate::LogOdds;

/// Syllables in a row that are rather a foreign name by its sound than a name of the script's own countries.
const FOREIGN: usize = 5;
/// How much less likely the other way to divide such a row is.
const OTHERWISE: LogOdds = LogOdds(-700);

/// The forms of a name, the likeliest first; empty for a name without letters or digits. A name that has only minor parts
/// keeps them as full parts: they are all it has. Syllables that stand close are read one by one, as in the names of China
/// and Korea, and as one word, as names of other countries are written there by their sound.
pub fn analyse(name: &str, nature: Nature) -> Vec<Form> {
    let words = words(name);
    let whole = whole(&words);
    let longest = whole.iter().map(|word| word.written.chars().count()).max().unwrap_or(0);
    let mut forms = vec![form(words, nature)];
    if !whole.is_empty() {
        let other = form(whole, nature);
        let foreign = longest >= FOREIGN;
        forms.insert(usize::from(!foreign), other);
        forms[1].weight = OTHERWISE;
    }
    forms.retain(|form| !form.parts.is_empty());
    forms
}

fn form(words: Vec<Word>, nature: Nature) -> Form {
    let mut parts: Vec<Part> = words.into_iter().filter_map(|word| part(word, nature)).collect();
    join_dotted_forms(&mut parts);
    if nature == Nature::Organisation {
        legal_form::shorten(&mut parts);
    }
    if parts.iter().all(|part| part.role.is_minor()) {
        parts.iter_mut().for_each(|part| part.role = Role::Name);
    }
    Form { parts, weight: LogOdds::NOTHING }
}

/// The same with each row of syllables as one word; empty if there is no row.
fn whole(words: &[Word]) -> Vec<Word> {
    let mut joined: Vec<Word> = Vec::new();
    for word in words {
        match joined.last_mut() {
            Some(last) if word.close => {
                last.written.push_str(&word.written);
                last.syllable = false;
            }
            _ => joined.push(Word { written: word.written.clone(), syllable: word.syllable, close: false }),
        }
    }
    if joined.len() < words.len() { joined } else { Vec::new() }
}

/// A run of letters as it stands, and whether it is a syllable and stands close after the one before it.
struct Word {
    written: String,
    syllable: bool,
    close: bool,
}

fn words(name: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut word = String::new();
    let mut close = false;
    for c in name.chars().filter(|c| !is_silent(*c)) {
        let alone = is_syllabic(c);
        let letter = c.is_alphanumeric() || is_brahmic(c);
        if (alone || !letter) && !word.is_empty() {
            words.push(Word { written: std::mem::take(&mut word), syllable: false, close: false });
        }
        if alone {
            words.push(Word { written: c.to_string(), syllable: true, close });
        } else if letter {
            word.push(c);
        }
        close = alone;
        if words.len() >= MAX_PARTS {
            return words;
        }
    }
    if !word.is_empty() {
        words.push(Word { written: word, syllable: false, close: false });
    }
    words
}

fn part(word: Word, nature: Nature) -> Option<Part> {
    let Word { written, syllable, close } = word;
    let mut readings = readings(&written);
    if nature != Nature::Person
        && let Some(digits) = readings.first().and_then(|first| numeral::digits(&first.text))
    {
        readings = vec![Reading { text: digits.as_bytes().to_vec(), weight: LogOdds::NOTHING }];
    }
    let text = readings.first()?.text.as_slice();
    let abjad = leaves_vowels_out(&written);
    let role = match text {
        // A syllable that reads as *de* or *s* is no particle and no initial.
        _ if syllable => Role::Name,
        _ if minor::is_legal_form(text) => Role::LegalForm,
        _ if title::is_link(text) => Role::Link,
        _ if nature == Nature::Person && title::is_title(text) => Role::Title,
        _ if minor::is_minor(text) => Role::Particle,
        [letter] if letter.is_ascii_alphabetic() && !abjad => Role::Initial,
        _ if text.iter().any(u8::is_ascii_digit) => Role::Number,
        _ => Role::Name,
    };
    Some(Part { written, readings, abjad, role, syllable, close, derived: false })
}

/// `S.A.` and `S A` are read as `sa`, but only where the letters together are a known legal form: other single letters
/// are initials.
fn join_dotted_forms(parts: &mut Vec<Part>) {
    let mut at = 0;
    while at < parts.len() {
        let run = parts[at..].iter().take(6).take_while(|part| part.role == Role::Initial).count();
        let fits = (2..=run).rev().find(|&len| {
            let joined: Vec<u8> = parts[at..at + len].iter().flat_map(|part| part.text().to_vec()).collect();
            minor::is_legal_form(&joined)
        });
        if let Some(len) = fits {
            let rest: Vec<Part> = parts.drain(at + 1..at + len).collect();
            for part in rest {
                parts[at].written.push_str(&part.written);
                parts[at].readings[0].text.extend_from_slice(part.text());
            }
            parts[at].role = Role::LegalForm;
        }
        at += 1;
    }
}

/// Marks that belong to no letter of their own: accents, vowel points, joiners, direction marks, apostrophes.
fn is_silent(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036F}' | '\u{0591}'..='\u{05C7}' | '\u{0610}'..='\u{061A}' | '\u{0640}'
        | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}'
        | '\'' | '`' | '\u{00B4}' | '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{02B9}'..='\u{02BF}')
}

/// Scripts in which one character is one syllable and nothing separates the parts of a name.
fn is_syllabic(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{AC00}'..='\u{D7A3}' | '\u{20000}'..='\u{3FFFF}')
}

fn is_brahmic(c: char) -> bool {
    matches!(c, '\u{0900}'..='\u{0DFF}') && !matches!(c, '\u{0964}' | '\u{0965}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::MAX_LETTERS;

    fn parts(name: &str) -> Vec<Part> {
        analyse(name, Nature::Person).into_iter().next().map(|form| form.parts).unwrap_or_default()
    }

    fn folded(name: &str) -> Vec<String> {
        parts(name).iter().map(|part| String::from_utf8_lossy(part.text()).into_owned()).collect()
    }

    #[test]
    fn scripts_become_latin_parts() {
        assert_eq!(folded("Jérôme O\u{2019}Neil-Smith"), ["jerome", "oneil", "smith"]);
        assert_eq!(folded("Иванов Иван"), ["ivanov", "ivan"]);
        assert_eq!(folded("习近平").len(), 3);
        assert_eq!(folded("דוד כהן").len(), 2);
        assert_eq!(folded("محمد"), ["muhammad"]);
        assert_eq!(folded("مُحَمَّد"), ["muhammad"]);
        assert!(parts("محمد")[0].abjad);
    }

    #[test]
    fn syllables_are_read_one_by_one_and_as_one_word() {
        let forms = |name| analyse(name, Nature::Person).iter().map(|form| form.parts.len()).collect::<Vec<_>>();
        assert_eq!(forms("习近平"), [3, 1]);
        assert_eq!(forms("더글러스 애덤스"), [7, 2]);
        assert_eq!(forms("페트라토스"), [1, 5]);
        assert_eq!(forms("李"), [1]);
        assert_eq!(forms("Ли 李 Li"), [3]);
        assert!(analyse("페트라토스", Nature::Person)[1].weight < LogOdds::NOTHING);
    }

    #[test]
    fn dotted_legal_forms_are_joined_and_initials_are_not() {
        assert_eq!(folded("CECOEX, S.A."), ["cecoex", "sa"]);
        assert_eq!(folded("J. R. Testman"), ["j", "r", "testman"]);
        assert!(parts("CECOEX, S.A.")[1].role.is_minor());
    }

    #[test]
    fn odd_names_are_read_without_harm() {
        assert!(folded("").is_empty());
        assert!(folded("\u{1F600} -- \u{200D}").is_empty());
        assert_eq!(folded(&"x".repeat(10_000)), ["x".repeat(MAX_LETTERS)]);
        assert_eq!(folded(&"ab ".repeat(5_000)).len(), MAX_PARTS);
        assert!(parts("Al De La").iter().all(|part| !part.role.is_minor()));
        assert_eq!(folded("\u{202E}Te\u{200D}st\u{202C}"), ["test"]);
    }
}
