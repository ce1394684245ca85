//! What may be written into the log: a closed list. An event holds ids and codes only, never a name, never free text,
//! so that the log can be verified, copied and kept without any key.
//!
//! Not here: when an event is written (the crate that acts writes it, in the transaction of the act) and how it is
//! committed to ([`entry`](crate::entry)). The list itself is [`list`]; the words for its fields are in `meaning`.
//! An event is never removed or renamed, and never gets another field: an old log must read for ever. A new need is a
//! new event.

pub mod code;
pub mod list;
mod meaning;

pub use code::{Code, Item, Says};
pub use list::Event;

use serde::Serialize;

/// One row of the generated table `docs/audit-events.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct EventRow {
    /// The word in the log: `read`.
    pub name: &'static str,
    /// Its variant of [`Event`], as the code that appends it spells it.
    pub variant: &'static str,
    /// When it is written, in one or more sentences.
    pub when: &'static str,
    /// Why: an article, or `house` for our own rule. `unverified` where the text was not read.
    pub source: &'static str,
    /// What it holds besides number and time.
    pub fields: &'static [EventField],
}

/// One field of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct EventField {
    /// The word in the log.
    pub name: &'static str,
    /// What it means; the same in every event that has it.
    pub meaning: &'static str,
}

impl Event {
    /// The row of this event.
    pub fn row(&self) -> Option<&'static EventRow> {
        let name = self.name();
        Event::TABLE.iter().find(|row| row.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_name_is_one_of_its_own_in_kebab_case() {
        let mut seen = BTreeSet::new();
        for row in Event::TABLE {
            assert!(seen.insert(row.name), "{} twice", row.name);
            assert!(row.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", row.name);
            assert!(
                row.when.len() > 20 && row.when.trim() == row.when && row.when.ends_with('.'),
                "{} says when",
                row.name
            );
            assert!(!row.source.is_empty(), "{}", row.name);
        }
    }

    #[test]
    fn no_field_takes_the_place_of_the_number_the_time_or_the_name() {
        for row in Event::TABLE {
            for field in row.fields {
                assert!(!["n", "at", "event"].contains(&field.name), "{}.{}", row.name, field.name);
            }
        }
    }

    #[test]
    fn every_read_carries_officer_purpose_and_case() {
        for name in ["read", "read-refused", "listed", "searched", "log-read", "judged"] {
            let row = Event::TABLE.iter().find(|row| row.name == name).unwrap();
            for wanted in ["officer", "purpose", "case"] {
                assert!(row.fields.iter().any(|field| field.name == wanted), "{name} lacks {wanted}");
            }
        }
    }

    #[test]
    fn every_disclosure_names_its_recipient() {
        for name in ["sent", "sealed", "resealed", "handed-over-elsewhere"] {
            let row = Event::TABLE.iter().find(|row| row.name == name).unwrap();
            assert!(row.fields.iter().any(|field| ["to", "recipients"].contains(&field.name)), "{name}");
        }
    }
}
