//! Numbers in the names of organisations and things, written as words, ordinals or Roman numerals: *Unit Two*, *Unit II*.

const WORDS: &[(&str, &str)] = &[
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("twenty", "20"),
    ("first", "1"),
    ("second", "2"),
    ("third", "3"),
    ("fourth", "4"),
    ("fifth", "5"),
    ("sixth", "6"),
    ("seventh", "7"),
    ("eighth", "8"),
    ("ninth", "9"),
    ("tenth", "10"),
    ("1st", "1"),
    ("2nd", "2"),
    ("3rd", "3"),
    ("4th", "4"),
    ("5th", "5"),
    ("6th", "6"),
    ("7th", "7"),
    ("8th", "8"),
    ("9th", "9"),
    ("10th", "10"),
    ("ii", "2"),
    ("iii", "3"),
    ("iv", "4"),
    ("vi", "6"),
    ("vii", "7"),
    ("viii", "8"),
    ("ix", "9"),
    ("xi", "11"),
    ("xii", "12"),
    ("xiii", "13"),
    ("xiv", "14"),
    ("xv", "15"),
    ("xvi", "16"),
    ("xvii", "17"),
    ("xviii", "18"),
    ("xix", "19"),
    ("xx", "20"),
];

/// The digits that a folded word stands for. Single Roman letters are left alone: they are initials as often.
pub fn digits(folded: &[u8]) -> Option<&'static str> {
    WORDS.iter().find(|(word, _)| word.as_bytes() == folded).map(|(_, digits)| *digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::{Nature, Role, analyse};

    #[test]
    fn words_and_roman_numerals_are_numbers_in_names_of_things() {
        assert_eq!((digits(b"second"), digits(b"xiv"), digits(b"v")), (Some("2"), Some("14"), None));
        let part = |name: &str, nature| analyse(name, nature)[0].parts[1].clone();
        for name in ["Unit Two", "Unit II", "Unit 2", "Unit 2nd"] {
            let part = part(name, Nature::Thing);
            assert_eq!((part.role, part.text()), (Role::Number, b"2".as_slice()), "{name}");
        }
        assert_eq!(part("Mary Ii", Nature::Person).role, Role::Name);
    }
}
