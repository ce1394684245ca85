//! What an importer hands out: entries with subjects, and what it left out on purpose.

use model::Subject;
use serde::Serialize;

/// One entry of somebody's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListEntry {
    /// The list's own id with the list before it: `ofac-36`, `un-6908402`. Stable from one edition to the next.
    pub id: String,
    /// Who it is.
    pub subject: Subject,
    /// Programmes or list types, as the list names them: `SDGT`, `Al-Qaida`.
    pub programmes: Vec<String>,
    /// The list's reference to cite, where it has one beside the id: `QDi.001`.
    pub reference: Option<String>,
}

/// What was left out on purpose, and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// What kind of entry: `vessel`, `aircraft`.
    pub kind: String,
    /// How many.
    pub count: usize,
}

/// A list read whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The entries, in the order of the document.
    pub entries: Vec<ListEntry>,
    /// What was left out because the model has no such subject yet. Tell the user.
    pub skipped: Vec<Skipped>,
    /// When the list says it was made, as it writes it; none if it does not say.
    pub generated: Option<String>,
}

/// How far an import is. Rows are counted per file; `total` is an estimate from the size until the file is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The file being read.
    pub file: &'static str,
    /// Bytes read of it.
    pub done: usize,
    /// Bytes it has.
    pub total: usize,
}
