//! A tab-separated table with named columns, read row by row.

use crate::{BadDocument, Guards, checks, text};
use model::Check;

/// One row with its place.
pub struct Cells<'a> {
    file: &'a str,
    line: u64,
    header: &'a [&'a str],
    cells: Vec<&'a str>,
}

impl Cells<'_> {
    /// The value of a column, without spaces around it; empty if the table has no such column.
    pub fn get(&self, column: &str) -> &str {
        let at = self.header.iter().position(|name| *name == column);
        at.and_then(|at| self.cells.get(at)).map_or("", |cell| cell.trim())
    }

    /// Line, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// A refusal at a column of this row.
    pub fn bad(&self, check: &'static Check, column: &str, because: &str, remedy: &str) -> BadDocument {
        BadDocument::at(check, (self.file, self.line, column), because, remedy)
    }
}

/// Hands out every row. Blank lines are passed over; `needed` columns must be there.
pub fn read(
    file: &str,
    bytes: &[u8],
    guards: &Guards,
    needed: &[&str],
    mut take: impl FnMut(&Cells<'_>) -> Result<(), BadDocument>,
) -> Result<(), BadDocument> {
    let text = text::utf8(file, bytes, guards, guards.min_bytes)?;
    let mut lines = (1u64..).zip(text.lines());
    let (_, first) = lines.next().unwrap_or((1, ""));
    let header: Vec<&str> = first.split('\t').map(str::trim).collect();
    for (at, name) in header.iter().enumerate() {
        if header[..at].contains(name) {
            return Err(header_bad(file, name, "the column stands twice"));
        }
    }
    if let Some(missing) = needed.iter().find(|name| !header.contains(name)) {
        return Err(header_bad(file, missing, "the column is missing from the first line"));
    }
    let mut count = 0usize;
    for (line, row) in lines.filter(|(_, row)| !row.trim().is_empty()) {
        let cells: Vec<&str> = row.split('\t').collect();
        let cells = Cells { file, line, header: &header, cells };
        if cells.cells.len() != header.len() {
            let because = format!("the row has {} cells, the first line {}", cells.cells.len(), header.len());
            return Err(cells.bad(
                &checks::FMT_3_2,
                "",
                &because,
                "a tab in a value, or a missing one, shifts the cells",
            ));
        }
        count += 1;
        if count > guards.max_entries {
            let because = format!("there are more than {} rows", guards.max_entries);
            return Err(cells.bad(&checks::FMT_1_2, "", &because, "split the table, or raise the guard"));
        }
        take(&cells)?;
    }
    if count < guards.min_entries {
        let because = format!("there are {count} rows, fewer than {}", guards.min_entries);
        return Err(BadDocument::whole(&checks::FMT_1_2, file, because, "make sure that the table is whole"));
    }
    Ok(())
}

fn header_bad(file: &str, column: &str, because: &str) -> BadDocument {
    let remedy = "name the columns in the first line, separated by tabs, each once";
    BadDocument::at(&checks::FMT_3_1, (file, 1, column), because, remedy)
}
