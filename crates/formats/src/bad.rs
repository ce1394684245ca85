//! Why a document is refused, where, and what to do. Never quotes a value: a list is about people.

use model::Check;
use serde::Serialize;
use std::fmt;

/// A document that is not taken. Nothing of it has been kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
pub struct BadDocument {
    /// The check that failed.
    pub check: &'static Check,
    /// Which file, by the name the format gives it: `sdn.csv`.
    pub file: String,
    /// Line, from 1; 0 when it is the file as a whole.
    pub line: u64,
    /// Column or element, by its name in the format; empty when it is the line as a whole.
    pub field: String,
    /// What was wrong, without the value.
    pub because: String,
    /// What to do about it.
    pub remedy: String,
}

impl BadDocument {
    /// A refusal of a whole file.
    pub fn whole(check: &'static Check, file: &str, because: impl Into<String>, remedy: &str) -> BadDocument {
        BadDocument::at(check, (file, 0, ""), because, remedy)
    }

    /// A refusal at a place: file, line from 1, field.
    pub fn at(
        check: &'static Check,
        (file, line, field): (&str, u64, &str),
        because: impl Into<String>,
        remedy: &str,
    ) -> BadDocument {
        BadDocument {
            check,
            file: file.to_owned(),
            line,
            field: field.to_owned(),
            because: because.into(),
            remedy: remedy.to_owned(),
        }
    }
}

impl fmt::Display for BadDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if !self.field.is_empty() {
            write!(f, " ({})", self.field)?;
        }
        write!(f, ": {} [{}]; {}", self.because, self.check.id, self.remedy)
    }
}
