//! Where the program makes a thing of a closed list: which files append an event, which ask an action. Found by reading the
//! sources; tests, the simulation and the crates that declare the lists do not count.

use std::collections::BTreeMap;
use std::fs;

/// The sources of the program that acts, from the root of the repository, each without its tests.
pub struct Acting(BTreeMap<String, String>);

/// Sources that declare a list, replay one, or only test.
const NOT: &[&str] = &["/tests/", "/examples/", "crates/testkit/", "crates/audit/src/event/", "crates/policy/"];

impl Acting {
    /// Reads them.
    pub fn read() -> Result<Acting, String> {
        let mut all = BTreeMap::new();
        for path in super::proofs::sources()? {
            if NOT.iter().any(|part| path.contains(part)) {
                continue;
            }
            let text = fs::read_to_string(&path).map_err(|e| format!("{path}: {e}"))?;
            let code = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
            all.insert(path, code);
        }
        Ok(Acting(all))
    }

    /// The files that make `name { ... }`, such as `Event::Sent`: a value, not a pattern.
    pub fn making(&self, name: &str) -> Vec<&str> {
        self.files(|text| makes(text, name))
    }

    /// The files that name `name` as a whole word, such as `Action::Release`.
    pub fn naming(&self, name: &str) -> Vec<&str> {
        self.files(|text| places(text, name).next().is_some())
    }

    fn files(&self, wanted: impl Fn(&str) -> bool) -> Vec<&str> {
        self.0.iter().filter(|(_, text)| wanted(text)).map(|(path, _)| path.as_str()).collect()
    }
}

/// What follows each place where `name` stands as a whole word.
fn places<'a>(text: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let after = text.match_indices(name).map(|(at, found)| &text[at + found.len()..]);
    after.filter(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
}

/// Whether a value of this variant is made: fields in braces without a rest, and no arrow, bar, guard or `=` behind them.
fn makes(text: &str, name: &str) -> bool {
    places(text, name).any(|rest| {
        let Some(inside) = rest.trim_start().strip_prefix('{') else { return false };
        let Some(end) = closing(inside) else { return false };
        let (fields, behind) = inside.split_at(end);
        let behind = behind[1..].trim_start();
        let pattern = ["=>", "|", "if ", "= "].iter().any(|start| behind.starts_with(start));
        !pattern && !fields.trim_end().ends_with("..")
    })
}

/// Where the brace closes that was opened before `text`.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 1_usize;
    text.char_indices().find_map(|(at, c)| {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_told_from_a_pattern() {
        for made in ["x(Event::Sent { a, b: c { d } });", "let e = Event::Sent {\n    a: 1,\n};", "Event::Sent {}"] {
            assert!(makes(made, "Event::Sent"), "{made}");
        }
        for not in [
            "Event::Sent { a, .. } => 1",
            "Event::Sent { a } => 1",
            "matches!(e, Event::Sent { a } if *a)",
            "Some(Event::Sent { a, .. })",
            "if let Event::Sent { a } = e {}",
            "Event::Sent { a } | Event::Other { a } => 1",
            "Event::SentAgain { a }",
            "Event::Sent",
        ] {
            assert!(!makes(not, "Event::Sent"), "{not}");
        }
    }

    #[test]
    fn a_name_is_a_whole_word() {
        assert_eq!(places("Action::ReadLog, Action::Read]", "Action::Read").collect::<Vec<_>>(), ["]"]);
    }
}
