//! Serial numbers of firearms: what is stamped, without spaces and marks. Makers have no common form and no check digit;
//! `NONE`, `UNKNOWN` and a row of one sign are no number.

/// The serial; none where the text says that there is none.
pub fn normal(written: &str) -> Option<String> {
    let text = super::plain(written);
    let empty =
        ["NONE", "UNKNOWN", "NOTKNOWN", "NA", "OBLITERATED", "REMOVED", "DEFACED", "NOTVISIBLE", "ILLEGIBLE", "NSN"];
    let one_sign = text.chars().next().is_none_or(|first| text.chars().all(|c| c == first));
    (!one_sign && text.len() >= 3 && !empty.contains(&text.as_str())).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_serial_is_told_from_its_absence() {
        assert_eq!(normal("ab 12-345").as_deref(), Some("AB12345"));
        for none in ["none", "Unknown", "N/A", "obliterated", "00000", "", "-"] {
            assert_eq!(normal(none), None, "{none}");
        }
    }
}
