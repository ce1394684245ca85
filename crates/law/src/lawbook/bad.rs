//! Why a lawbook was not accepted: file, line, field, reason. A lawbook is accepted whole or not at all.

use model::Check;

/// The first thing wrong with a lawbook.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}{}: {field}: {because} ({check})", if *line == 0 { String::new() } else { format!(":{line}") })]
pub struct BadLawbook {
    /// The check that failed.
    pub check: &'static Check,
    /// Which file, by its path in the lawbook.
    pub file: String,
    /// Which line, from 1; 0 where the fault is not in one line.
    pub line: u64,
    /// Which field or column.
    pub field: String,
    /// What is wrong, and what would be right.
    pub because: String,
}

impl BadLawbook {
    /// A fault at a place.
    pub fn at(
        check: &'static Check,
        file: &str,
        line: u64,
        field: impl Into<String>,
        because: impl Into<String>,
    ) -> BadLawbook {
        BadLawbook { check, file: file.to_owned(), line, field: field.into(), because: because.into() }
    }
}
