//! Strict reading of the lawbook's tables (CSV): the header must be the one expected, every row as long as it.

use super::BadLawbook;
use crate::checks::{LAW_1_1, LAW_1_3, LAW_1_4};
use model::time::Date;
use model::{State, Verification};

/// A row with its place.
pub(super) struct Row<'a> {
    pub(super) file: &'a str,
    pub(super) line: u64,
    header: &'static [&'static str],
    record: csv::StringRecord,
}

/// Reads a table; `header` names its columns.
pub(super) fn rows<'a>(
    file: &'a str,
    bytes: &[u8],
    header: &'static [&'static str],
) -> Result<Vec<Row<'a>>, BadLawbook> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    let mut rows = Vec::new();
    for (index, record) in reader.records().enumerate() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line);
            BadLawbook::at(&LAW_1_1, file, line, "row", error.to_string())
        })?;
        let line = record.position().map_or(0, csv::Position::line);
        if index == 0 {
            if !record.iter().eq(header.iter().copied()) {
                let because = format!("the header must be `{}`", header.join(","));
                return Err(BadLawbook::at(&LAW_1_1, file, line, "header", because));
            }
            continue;
        }
        rows.push(Row { file, line, header, record });
    }
    Ok(rows)
}

impl Row<'_> {
    /// The text of a column.
    pub(super) fn text(&self, column: &'static str) -> &str {
        let at = self.header.iter().position(|name| *name == column);
        at.and_then(|at| self.record.get(at)).unwrap_or_default()
    }

    /// A fault in a column of this row.
    pub(super) fn bad(
        &self,
        check: &'static model::Check,
        column: &'static str,
        because: impl Into<String>,
    ) -> BadLawbook {
        BadLawbook::at(check, self.file, self.line, column, because)
    }

    /// A day, or nothing where the column is empty.
    pub(super) fn day(&self, column: &'static str) -> Result<Option<Date>, BadLawbook> {
        let text = self.text(column);
        if text.is_empty() {
            return Ok(None);
        }
        let bad =
            || self.bad(&LAW_1_4, column, format!("`{text}` is not a day between 1850 and 2100, such as 2003-07-27"));
        super::day(text).map(Some).ok_or_else(bad)
    }

    /// A State.
    pub(super) fn state(&self, column: &'static str) -> Result<State, BadLawbook> {
        State::parse(self.text(column)).map_err(|bad| self.bad(&LAW_1_3, column, bad.to_string()))
    }

    /// `sourced` or `unverified`.
    pub(super) fn verification(&self) -> Result<Verification, BadLawbook> {
        match self.text("verification") {
            "sourced" => Ok(Verification::Sourced),
            "unverified" => Ok(Verification::Unverified),
            other => Err(self.bad(&LAW_1_1, "verification", format!("`{other}` is neither sourced nor unverified"))),
        }
    }
}
