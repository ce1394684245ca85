//! Letters of Cyrillic and Greek that look like a Latin letter, for words in which the scripts are mixed, by mistake or to
//! deceive. After the look in common typefaces; ours.

const PAIRS: &[(char, char)] = &[
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('у', 'y'),
    ('х', 'x'),
    ('і', 'i'),
    ('ј', 'j'),
    ('ѕ', 's'),
    ('ԁ', 'd'),
    ('һ', 'h'),
    ('ԛ', 'q'),
    ('ԝ', 'w'),
    ('А', 'a'),
    ('В', 'b'),
    ('Е', 'e'),
    ('К', 'k'),
    ('М', 'm'),
    ('Н', 'h'),
    ('О', 'o'),
    ('Р', 'p'),
    ('С', 'c'),
    ('Т', 't'),
    ('У', 'y'),
    ('Х', 'x'),
    ('І', 'i'),
    ('Ј', 'j'),
    ('Ѕ', 's'),
    ('Α', 'a'),
    ('Β', 'b'),
    ('Ε', 'e'),
    ('Ζ', 'z'),
    ('Η', 'h'),
    ('Ι', 'i'),
    ('Κ', 'k'),
    ('Μ', 'm'),
    ('Ν', 'n'),
    ('Ο', 'o'),
    ('Ρ', 'p'),
    ('Τ', 't'),
    ('Υ', 'y'),
    ('Χ', 'x'),
    ('ο', 'o'),
    ('α', 'a'),
    ('ν', 'v'),
    ('ι', 'i'),
    ('κ', 'k'),
    ('ρ', 'p'),
    ('υ', 'u'),
];

/// The Latin letter that a letter of Cyrillic or Greek looks like.
pub fn latin(c: char) -> Option<char> {
    PAIRS.iter().find(|(other, _)| *other == c).map(|(_, latin)| *latin)
}

/// The Cyrillic letter (lower case) that a Latin letter looks like.
pub fn cyrillic(c: char) -> Option<char> {
    let c = c.to_ascii_lowercase();
    PAIRS[..14].iter().find(|(_, latin)| *latin == c).map(|(other, _)| *other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_looks_go_both_ways() {
        assert_eq!(latin('\u{0440}'), Some('p'));
        assert_eq!(cyrillic('P'), Some('\u{0440}'));
        assert_eq!((latin('ж'), cyrillic('z')), (None, None));
        assert_eq!(PAIRS[13].0, 'ԝ', "the first fourteen are lower-case Cyrillic");
    }
}
