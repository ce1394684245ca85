//! `docs/audit-events.md`: the closed list of what may be written into the log.

use audit::Event;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const HEAD: &str = "\
# What the log holds

Generated from the list of events in `crates/audit`; do not edit. `cargo xtask docs` writes it and CI fails when it is
stale.

Each entry of the log is one of these events with its number and its time, in canonical JSON. An event holds ids and codes
only: no name, no free text. No event is ever removed, renamed or given another field, so that an old log reads for
ever. The source says why an event is kept; `house` is our own rule, *unverified* means that the text was not read.

*Written by* names the files that append it; *not yet* means that the program has no act of this kind.

| Event | Written when | Holds | Source | Written by |
|---|---|---|---|---|
";

/// The text of the document.
pub fn text() -> Result<String, String> {
    let mut text = HEAD.to_owned();
    let acting = super::written::Acting::read()?;
    let mut meanings = BTreeMap::new();
    for row in Event::TABLE {
        let fields: Vec<String> = row.fields.iter().map(|field| format!("`{}`", field.name)).collect();
        let by = written_by(&acting.making(&format!("Event::{}", row.variant)));
        let fields = fields.join(", ");
        let _ = writeln!(text, "| `{}` | {} | {fields} | {} | {by} |", row.name, row.when, row.source);
        meanings.extend(row.fields.iter().map(|field| (field.name, field.meaning)));
    }
    text.push_str("\n## The fields\n\nA field means the same in every event that has it.\n\n");
    text.push_str("| Field | Means |\n|---|---|\n");
    for (name, meaning) in meanings {
        let _ = writeln!(text, "| `{name}` | {} |", meaning.trim());
    }
    Ok(text)
}

fn written_by(files: &[&str]) -> String {
    if files.is_empty() {
        return "not yet".to_owned();
    }
    let link =
        |path: &&str| format!("[{}](../{path})", path.strip_prefix("crates/").unwrap_or(path).replace("/src/", "/"));
    files.iter().map(link).collect::<Vec<_>>().join(", ")
}
