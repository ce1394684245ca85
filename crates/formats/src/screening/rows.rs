//! The rows of a table, one after the other, in bounded memory. A row that is bad is handed out as such, with its line, and the
//! next one is read; only a table whose first line says nothing is refused as a whole.

use super::Listed;
use super::field::{Field, field};
use super::json;
use super::lines::{Lines, Read};
use crate::{BadDocument, checks};
use std::io::{self, BufRead};

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Tab-separated, a header line, no quoting.
    Tsv,
    /// Separated by this mark, a header line, quoted after RFC 4180.
    Csv(u8),
    /// One JSON object a line: plain, or an entity of FollowTheMoney.
    JsonLines,
}

/// Why a table cannot be read at all, or no further.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// Its source failed.
    #[error("{0}")]
    Source(#[from] io::Error),
    /// It is no such table.
    #[error("{0}")]
    Bad(#[from] BadDocument),
}

/// One row, or why it is refused.
pub type Row = Result<Listed, BadDocument>;

/// The rows of a table.
pub struct Rows<R> {
    file: String,
    id: &'static str,
    lines: Lines<R>,
    layout: Layout,
    columns: Vec<Option<Field>>,
    id_at: usize,
    passed_over: u64,
    buffer: Vec<u8>,
    /// The first line, where it is a row and not a header.
    waiting: bool,
    /// Lines that stood after a quotation mark that is never closed, to be read again as rows, with their numbers, the last one
    /// first; none for one that was too long.
    again: Vec<(u64, Option<Vec<u8>>)>,
}

impl<R: BufRead> Rows<R> {
    /// Reads the first line and finds out how the table is written: `{` begins an object, a tab in the first line is a
    /// table of tabs, otherwise a semicolon or a comma separates. `id` is the column of ids; `id` itself will do too.
    pub fn open(file: &str, id: &'static str, source: R) -> Result<Rows<R>, Unreadable> {
        let (lines, layout) = (Lines::new(source), Layout::Tsv);
        let (file, columns, buffer) = (file.to_owned(), Vec::new(), Vec::new());
        let (id_at, passed_over, waiting, again) = (0, 0, false, Vec::new());
        let mut rows = Rows { file, id, lines, layout, columns, id_at, passed_over, buffer, waiting, again };
        let first = loop {
            rows.buffer.clear();
            match rows.lines.read(&mut rows.buffer)? {
                Read::End => break rows.buffer.as_slice(),
                Read::TooLong => return Err(rows.too_long(1).into()),
                Read::Line if !rows.buffer.trim_ascii().is_empty() => break rows.buffer.trim_ascii_start(),
                Read::Line => {}
            }
        };
        if first.starts_with(&[0xFF, 0xFE]) || first.starts_with(&[0xFE, 0xFF]) {
            let remedy = "save it as UTF-8";
            return Err(BadDocument::at(&checks::FMT_1_7, (&rows.file, 1, ""), "the file is UTF-16", remedy).into());
        }
        if first.starts_with(b"[") {
            let remedy = "write one object a line, for example with `jq -c '.[]'`";
            let because = "the file is one JSON array, which cannot be read a row at a time";
            return Err(BadDocument::at(&checks::FMT_3_4, (&rows.file, 1, ""), because, remedy).into());
        }
        rows.layout = match first {
            [b'{', ..] => Layout::JsonLines,
            line if line.contains(&b'\t') => Layout::Tsv,
            line if line.contains(&b',') => Layout::Csv(b','),
            line if line.contains(&b';') => Layout::Csv(b';'),
            _ => Layout::Tsv,
        };
        rows.waiting = rows.layout == Layout::JsonLines;
        if !rows.waiting {
            rows.header()?;
        }
        Ok(rows)
    }

    /// How the table is written.
    pub fn layout(&self) -> Layout {
        self.layout
    }

    /// Bytes read so far.
    pub fn bytes(&self) -> u64 {
        self.lines.bytes()
    }

    /// Rows that were passed over because they are no subject: relations between entities of FollowTheMoney.
    pub fn passed_over(&self) -> u64 {
        self.passed_over
    }

    /// The next row; none at the end. An error of the source ends the reading.
    pub fn next_row(&mut self) -> io::Result<Option<Row>> {
        loop {
            let mut line = self.lines.number();
            if !std::mem::take(&mut self.waiting) {
                self.buffer.clear();
                let read = self.read_line()?;
                line = read.1;
                match read.0 {
                    Read::End => return Ok(None),
                    Read::TooLong => return Ok(Some(Err(self.too_long(line)))),
                    Read::Line if self.buffer.trim_ascii().is_empty() => continue,
                    Read::Line => {}
                }
            }
            if let Layout::Csv(_) = self.layout
                && let Some(bad) = self.rest_of_quoted(line)?
            {
                return Ok(Some(Err(bad)));
            }
            match self.row(line) {
                Ok(None) => self.passed_over += 1,
                Ok(Some(listed)) => return Ok(Some(self.whole(listed))),
                Err(bad) => return Ok(Some(Err(bad))),
            }
        }
    }

    /// Adds the next line to the buffer, and says its number: one that is to be read again, or one of the source.
    fn read_line(&mut self) -> io::Result<(Read, u64)> {
        let Some((number, line)) = self.again.pop() else {
            let read = self.lines.read(&mut self.buffer)?;
            return Ok((read, self.lines.number()));
        };
        Ok(match line {
            Some(line) => {
                self.buffer.extend_from_slice(&line);
                (Read::Line, number)
            }
            None => (Read::TooLong, number),
        })
    }

    /// Reads on while a quotation mark is open. A row in which it is never closed is given up, and every line after its first
    /// one is read again as a row, so that one quotation mark does not swallow the rest of a table.
    fn rest_of_quoted(&mut self, line: u64) -> io::Result<Option<BadDocument>> {
        let (mut counted, mut open) = (0, false);
        let mut begun: Vec<(u64, usize)> = Vec::new();
        loop {
            open ^= self.buffer[counted..].iter().filter(|byte| **byte == b'"').count() % 2 == 1;
            counted = self.buffer.len();
            if !open {
                return Ok(None);
            }
            self.buffer.push(b'\n');
            let (read, number) = self.read_line()?;
            if read != Read::Line {
                self.again.extend((read == Read::TooLong).then_some((number, None)));
                let mut end = counted;
                for (number, start) in begun.into_iter().rev() {
                    self.again.push((number, Some(self.buffer[start..end].to_vec())));
                    end = start - 1;
                }
                let (because, remedy) = ("a quotation mark is opened and never closed", "close it, or double it");
                return Ok(Some(self.bad(&checks::FMT_3_2, line, "", because, remedy)));
            }
            begun.push((number, counted + 1));
        }
    }

    fn row(&self, line: u64) -> Result<Option<Listed>, BadDocument> {
        let text = std::str::from_utf8(&self.buffer).map_err(|_| {
            let remedy = "save the file as UTF-8; it may be Latin-1 or Windows-1252";
            self.bad(&checks::FMT_1_7, line, "", "a byte of the row is not UTF-8", remedy)
        })?;
        let control = |c: char| c.is_control() && !matches!(c, '\t' | '\r' | '\n' | '\u{0085}');
        if text.contains(control) {
            let remedy = "export the table again; it was damaged";
            return Err(self.bad(&checks::FMT_1_7, line, "", "a control character stands in the row", remedy));
        }
        let mut listed = Listed::at(line);
        let subject = match self.layout {
            Layout::JsonLines => json::read(text.trim(), self.id, &mut listed).map_err(|because| {
                self.bad(&checks::FMT_3_4, line, "", because, "write one JSON object a line, in UTF-8")
            })?,
            _ => {
                self.cells(text, line, &mut listed)?;
                true
            }
        };
        listed.finish();
        Ok(subject.then_some(listed))
    }

    fn cells(&self, text: &str, line: u64, listed: &mut Listed) -> Result<(), BadDocument> {
        let cells = split(text, self.layout);
        if cells.len() != self.columns.len() {
            let because = format!("the row has {} cells, the first line {}", cells.len(), self.columns.len());
            let remedy = "a separator in a value, or a missing one, shifts the cells";
            return Err(self.bad(&checks::FMT_3_2, line, "", &because, remedy));
        }
        for (at, (cell, column)) in cells.iter().zip(&self.columns).enumerate() {
            if at == self.id_at {
                listed.id = cell.trim().to_owned();
            } else if let Some(field) = column {
                match field.separators() {
                    [] => listed.take(*field, cell),
                    several => cell.split(several).for_each(|value| listed.take(*field, value)),
                }
            }
        }
        Ok(())
    }

    fn whole(&self, listed: Listed) -> Row {
        let bad = |column: &str, because: &str, remedy: &str| {
            Err(self.bad(&checks::FMT_3_3, listed.line, column, because, remedy))
        };
        if listed.id.is_empty() {
            return bad(self.id, "the id is empty", "give every row an id of its own");
        }
        if !listed.seeks() {
            return bad("name", "there is no name and no number to look for", "give the row a name or a number");
        }
        Ok(listed)
    }

    fn header(&mut self) -> Result<(), BadDocument> {
        let remedy = "name the columns in the first line, each once";
        let line = self.lines.number().max(1);
        let text = String::from_utf8_lossy(&self.buffer).into_owned();
        let names: Vec<String> = split(&text, self.layout).iter().map(|name| name.trim().to_owned()).collect();
        let bad = |name: &str, because| Err(self.bad(&checks::FMT_3_1, line, name, because, remedy));
        for (at, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            if names[..at].contains(name) {
                return bad(name, "the column stands twice");
            }
        }
        let Some(id_at) = [self.id, "id"].iter().find_map(|id| names.iter().position(|name| name == id)) else {
            return bad(self.id, "the column is missing from the first line");
        };
        let columns: Vec<Option<Field>> = names.iter().map(|name| field(name)).collect();
        if !columns.iter().flatten().any(|field| field.seeks()) {
            return bad("name", "the column is missing from the first line");
        }
        (self.columns, self.id_at) = (columns, id_at);
        Ok(())
    }

    fn too_long(&self, line: u64) -> BadDocument {
        let because = format!("the row is longer than {} bytes", super::LONGEST);
        self.bad(&checks::FMT_3_5, line, "", &because, "make sure that lines end where rows end, or split the row")
    }

    fn bad(&self, check: &'static model::Check, line: u64, column: &str, because: &str, remedy: &str) -> BadDocument {
        BadDocument::at(check, (&self.file, line, column), because, remedy)
    }
}

/// The cells of a row. A carriage return at its end belongs to the line end.
fn split(text: &str, layout: Layout) -> Vec<String> {
    let text = text.strip_suffix('\r').unwrap_or(text);
    let Layout::Csv(mark) = layout else { return text.split('\t').map(str::to_owned).collect() };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(mark).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let first = reader.records().next().and_then(Result::ok).unwrap_or_default();
    first.iter().map(str::to_owned).collect()
}
