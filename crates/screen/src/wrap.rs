//! Text in lines of at most a hundred columns, so that an explanation can be read on a terminal and printed on a page.

use std::fmt::{self, Write};

/// Columns of a line; a character counts as one.
pub const WIDTH: usize = 100;

/// Writes `lead` and, after it, `text`, broken at spaces; what follows a break stands under the beginning of the text. A word that
/// is longer than a line is cut.
pub fn wrap(f: &mut impl Write, lead: &str, text: &str) -> fmt::Result {
    f.write_str(lead)?;
    let indent = lead.chars().count();
    let mut at = indent;
    for (number, mut word) in text.split(' ').enumerate() {
        let mut left = word.chars().count();
        if number > 0 && at + 1 + left > WIDTH && at > indent {
            write!(f, "\n{:indent$}", "")?;
            at = indent;
        } else if number > 0 {
            f.write_char(' ')?;
            at += 1;
        }
        while at + left > WIDTH {
            let room = WIDTH.saturating_sub(at).max(1);
            let cut = word.char_indices().nth(room).map_or(word.len(), |(cut, _)| cut);
            write!(f, "{}\n{:indent$}", &word[..cut], "")?;
            (word, left, at) = (&word[cut..], left.saturating_sub(room), indent);
        }
        f.write_str(word)?;
        at += left;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wrapped(lead: &str, text: &str) -> String {
        let mut out = String::new();
        wrap(&mut out, lead, text).unwrap();
        out
    }

    #[test]
    fn a_short_line_stays_and_a_long_one_is_broken_under_its_beginning() {
        assert_eq!(wrapped("  +1.00  ", "name: a | b"), "  +1.00  name: a | b");
        let long = wrapped("  lead  ", &"word ".repeat(40));
        assert!(long.lines().skip(1).all(|line| line.starts_with("        word")), "{long}");
    }

    proptest! {
        #[test]
        fn no_line_is_wider_and_no_character_is_lost(text in "[a-zа-я一 ]{0,400}") {
            let out = wrapped("   ", &text);
            prop_assert!(out.lines().all(|line| line.chars().count() <= WIDTH));
            let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(plain(&out), plain(&text));
        }
    }
}
