//! A table in plain text: columns as wide as their widest cell, the last one free to run on. Not a format for machines:
//! those read `--json`.

use std::fmt;

/// Cells by row, under a header.
#[derive(Debug, Clone)]
pub(super) struct Table {
    indent: usize,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with this header, each line set in by so many spaces.
    pub(super) fn new(indent: usize, header: &[&str]) -> Table {
        Table { indent, rows: vec![header.iter().map(|cell| (*cell).to_owned()).collect()] }
    }

    /// Adds a row.
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// True if nothing stands under the header.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.len() < 2
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for row in &self.rows {
            let mut line = " ".repeat(self.indent);
            for (cell, width) in row.iter().zip(&widths) {
                line.push_str(cell);
                line.push_str(&" ".repeat(width.saturating_sub(cell.chars().count()) + 2));
            }
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let mut table = Table::new(2, &["code", "since"]);
        assert!(table.is_empty());
        table.row(["FIN".to_owned(), "1990".to_owned()]);
        table.row(["Österreich".to_owned(), "1991".to_owned()]);
        assert_eq!(table.to_string(), "  code        since\n  FIN         1990\n  Österreich  1991\n");
    }
}
