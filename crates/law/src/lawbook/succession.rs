//! Successions of States, as `successions.csv` writes them: from which day a successor is bound where a table gives only the
//! day of its notification. Who notified what is in `participation/<ID>.csv`. No statement on the status of anybody.

use super::BadLawbook;
use super::table::rows;
use crate::checks::{LAW_1_1, LAW_1_2};
use model::time::Date;
use model::{State, Verification};
use std::collections::BTreeMap;

/// The columns of the table.
pub const HEADER: &[&str] = &["state", "of", "on", "note", "verification"];

/// A succession of States.
#[derive(Debug, Clone)]
pub struct Succession {
    /// Whom it succeeded, in words.
    pub of: String,
    /// From which day, as depositaries record it.
    pub on: Date,
    /// What to keep in mind.
    pub note: String,
    /// Whether it was read.
    pub verification: Verification,
}

/// Reads the table.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<BTreeMap<State, Succession>, BadLawbook> {
    let mut successions = BTreeMap::new();
    for row in rows(file, bytes, HEADER)? {
        let on = row.day("on")?.ok_or_else(|| row.bad(&LAW_1_1, "on", "a succession needs its day"))?;
        let succession = Succession {
            of: row.text("of").to_owned(),
            on,
            note: row.text("note").to_owned(),
            verification: row.verification()?,
        };
        if successions.insert(row.state("state")?, succession).is_some() {
            return Err(row.bad(&LAW_1_2, "state", "this State stands twice"));
        }
    }
    Ok(successions)
}
