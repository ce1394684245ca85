//! Legal forms written out in words: *Gesellschaft mit beschränkter Haftung* is *GmbH*.

use super::{Part, Role};
use std::sync::LazyLock;

/// Canonical spelling and the words that mean the same, the longest first.
static SPELLINGS: LazyLock<Vec<(&'static str, Vec<&'static str>)>> = LazyLock::new(|| {
    let lines = include_str!("tables/legal_forms.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut found: Vec<(&str, Vec<&str>)> = lines
        .filter_map(|line| {
            let mut fields = line.split('\t');
            Some((fields.next()?, fields.nth(1)?))
        })
        .flat_map(|(canonical, spellings)| {
            spellings.split(';').map(move |words| (canonical, words.split(' ').collect()))
        })
        .collect();
    found.sort_by_key(|(_, words)| std::cmp::Reverse(words.len()));
    found
});

/// Puts the canonical spelling in the place of words that spell a legal form out, and makes them one part. Only behind or
/// before other parts: a name that is nothing but a form keeps its words.
pub fn shorten(parts: &mut Vec<Part>) {
    let mut at = 0;
    while at < parts.len() {
        let fits = |words: &[&str]| {
            words.len() < parts.len()
                && parts.len() - at >= words.len()
                && parts[at..].iter().zip(words).all(|(part, word)| part.text() == word.as_bytes())
        };
        if let Some((canonical, words)) = SPELLINGS.iter().find(|(_, words)| fits(words)) {
            let rest: Vec<Part> = parts.drain(at + 1..at + words.len()).collect();
            let first = &mut parts[at];
            for part in rest {
                first.written.push(' ');
                first.written.push_str(&part.written);
            }
            first.readings.truncate(1);
            first.readings[0].text = canonical.as_bytes().to_vec();
            first.role = Role::LegalForm;
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use crate::script::{Nature, Role, analyse};

    fn folded(name: &str) -> Vec<String> {
        let forms = analyse(name, Nature::Organisation);
        forms[0].parts.iter().map(|part| String::from_utf8_lossy(part.text()).into_owned()).collect()
    }

    #[test]
    fn forms_written_out_become_the_short_ones() {
        assert_eq!(folded("Testware Gesellschaft mit beschränkter Haftung"), ["testware", "gmbh"]);
        assert_eq!(folded("Testnaft Limited Liability Company"), ["testnaft", "llc"]);
        assert_eq!(folded("Testnaft Company Limited"), ["testnaft", "ltd"]);
        assert_eq!(folded("Joint Stock Company Testnaft"), ["jsc", "testnaft"]);
        assert_eq!(folded("Sociedad Anónima"), ["sociedad", "anonima"]);
        let forms = analyse("Testware Limited", Nature::Organisation);
        assert_eq!((forms[0].parts[1].role, forms[0].parts[1].written.as_str()), (Role::LegalForm, "Limited"));
    }

    #[test]
    fn persons_have_no_legal_form_in_words() {
        let forms = analyse("Jane Company Limited", Nature::Person);
        assert_eq!(forms[0].parts.len(), 3);
    }
}
