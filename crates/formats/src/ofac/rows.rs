//! Rows of the legacy files: columns by name, `-0-` for nothing, every refusal with its line and column.

use crate::text::line_at;
use crate::{BadDocument, Progress, checks};
use csv::StringRecord;
use model::Check;

/// One of the four files: its name and its columns.
pub struct Layout {
    /// The name under which it is published, in lower case.
    pub file: &'static str,
    columns: &'static [&'static str],
}

/// Entries.
pub const SDN: Layout = Layout {
    file: "sdn.csv",
    columns: &[
        "ent_num",
        "SDN_Name",
        "SDN_Type",
        "Program",
        "Title",
        "Call_Sign",
        "Vess_type",
        "Tonnage",
        "GRT",
        "Vess_flag",
        "Vess_owner",
        "Remarks",
    ],
};
/// Other names.
pub const ALT: Layout =
    Layout { file: "alt.csv", columns: &["ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks"] };
/// Addresses.
pub const ADD: Layout = Layout {
    file: "add.csv",
    columns: &["ent_num", "Add_num", "Address", "City/State/Province/Postal Code", "Country", "Add_remarks"],
};
/// The rest of remarks longer than a row may hold.
pub const COMMENTS: Layout = Layout { file: "sdn_comments.csv", columns: &["ent_num", "Remarks_ext"] };

/// Most characters of a field: a quotation mark that is never closed shows as a field without end.
const MAX_FIELD: usize = 8_000;

/// A row with its place.
pub struct Row<'a> {
    layout: &'static Layout,
    text: &'a str,
    record: &'a StringRecord,
}

impl Row<'_> {
    /// A column without the spaces around it; empty for `-0-`.
    pub fn value(&self, column: usize) -> &str {
        match self.raw(column).trim() {
            "-0-" => "",
            value => value,
        }
    }

    /// A column as it stands.
    pub fn raw(&self, column: usize) -> &str {
        self.record.get(column).unwrap_or_default()
    }

    /// A column that must hold something.
    pub fn needed(&self, column: usize) -> Result<&str, BadDocument> {
        match self.value(column) {
            "" => Err(self.bad(&checks::FMT_1_6, column, "the name is missing", "ask the publisher of the list")),
            value => Ok(value),
        }
    }

    /// The number of the entry.
    pub fn id(&self) -> Result<u64, BadDocument> {
        let id = self.value(0);
        let digits = !id.is_empty() && id.len() <= 12 && id.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| id.parse().ok()).flatten().ok_or_else(|| {
            self.bad(
                &checks::FMT_1_4,
                0,
                "the id is not a number of up to 12 digits",
                "make sure that it is the right file",
            )
        })
    }

    /// A refusal at a column of this row.
    pub fn bad(
        &self,
        check: &'static Check,
        column: usize,
        because: impl Into<String>,
        remedy: &'static str,
    ) -> BadDocument {
        let field = self.layout.columns.get(column).copied().unwrap_or_default();
        let line = line(self.text, self.record.position());
        BadDocument::at(check, (self.layout.file, line, field), because, remedy)
    }
}

/// Hands out every row of a file; an empty file has none. Blank lines are passed over.
pub fn rows(
    layout: &'static Layout,
    text: &str,
    progress: &mut dyn FnMut(Progress),
    mut take: impl FnMut(Row<'_>) -> Result<(), BadDocument>,
) -> Result<(), BadDocument> {
    const AT_EVERY: u64 = 500;
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut count = 0u64;
    while reader.read_record(&mut record).map_err(|error| unreadable(layout, text, &error))? {
        let row = Row { layout, text, record: &record };
        if record.len() == 1 && row.value(0).is_empty() {
            continue;
        }
        if record.len() != layout.columns.len() {
            let because = format!("the row has {} columns, not {}", record.len(), layout.columns.len());
            return Err(row.bad(
                &checks::FMT_1_3,
                usize::MAX,
                because,
                "make sure that the file is whole and unedited",
            ));
        }
        if let Some(long) = record.iter().position(|field| field.len() > MAX_FIELD) {
            let because = format!("the field is longer than {MAX_FIELD} bytes; a quotation mark may be missing");
            return Err(row.bad(&checks::FMT_1_3, long, because, "fetch the file again"));
        }
        take(row)?;
        count += 1;
        if count.is_multiple_of(AT_EVERY) {
            let done = record.position().map_or(0, |position| position.byte() as usize);
            progress(Progress { file: layout.file, done, total: text.len() });
        }
    }
    progress(Progress { file: layout.file, done: text.len(), total: text.len() });
    Ok(())
}

/// The line on which a record begins. The reader stands before the line break that ends the record before, so that its
/// own count is one short after CR LF; the bytes are counted instead, on refusal only.
fn line(text: &str, position: Option<&csv::Position>) -> u64 {
    let bytes = text.as_bytes();
    let from = position.map_or(0, |position| position.byte() as usize).min(bytes.len());
    let breaks = bytes[from..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    line_at(bytes, from + breaks)
}

fn unreadable(layout: &Layout, text: &str, error: &csv::Error) -> BadDocument {
    let place = (layout.file, line(text, error.position()), "");
    BadDocument::at(&checks::FMT_1_3, place, "the row cannot be read as CSV", "fetch the file again")
}
