//! The tables of screening: entities and queries in, a run out. UTF-8, tab-separated, one header line, columns by name in
//! any order; no quoting, as a name may hold quotation marks. `aliases` are separated by `|`, `ids` by `;`.
//!
//! A table that cannot be read is refused with line and column. A birth date or nationality that cannot be read as one
//! is left out and reported ([`Table::unread`]), since public tables hold such values as `1962 to 1964`.

mod run;
mod table;

pub use run::{RunRow, write_run};

use crate::{BadDocument, Guards, checks, date, place};
use model::subject::{Identifier, IdentifierKind, Name, Organisation, Person};
use model::{Personal, Subject};
use std::collections::HashSet;
use table::{Cells, read};

/// One row: an id and a subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// `entity_id` or `query_id`.
    pub id: String,
    /// Who it is. A schema other than `Person` is read as an organisation, vessels and aircraft included, until the
    /// model has more kinds.
    pub subject: Subject,
}

/// A value that was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unread {
    /// Line, from 1.
    pub line: u64,
    /// Column.
    pub column: &'static str,
}

/// A table read whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The rows, in order.
    pub rows: Vec<Listed>,
    /// Values that could not be read and were left out.
    pub unread: Vec<Unread>,
}

/// Reads entities: columns `entity_id`, `name`, and where there are `schema`, `aliases`, `dob`, `nationality`, `ids`.
pub fn read_entities(file: &str, bytes: &[u8], guards: &Guards) -> Result<Table, BadDocument> {
    subjects(file, bytes, guards, "entity_id")
}

/// Reads queries: columns `query_id`, `name`, and where there are `schema`, `aliases`, `dob`, `nationality`, `ids`.
pub fn read_queries(file: &str, bytes: &[u8], guards: &Guards) -> Result<Table, BadDocument> {
    subjects(file, bytes, guards, "query_id")
}

fn subjects(file: &str, bytes: &[u8], guards: &Guards, id: &'static str) -> Result<Table, BadDocument> {
    let mut table = Table { rows: Vec::new(), unread: Vec::new() };
    let mut seen = HashSet::new();
    read(file, bytes, guards, &[id, "name"], |cells| {
        let value = cells.get(id);
        if value.is_empty() {
            return Err(cells.bad(&checks::FMT_3_3, id, "the id is empty", "give every row an id of its own"));
        }
        if !seen.insert(value.to_owned()) {
            return Err(cells.bad(
                &checks::FMT_1_4,
                id,
                "the id stands in an earlier row too",
                "give every row an id of its own",
            ));
        }
        let subject = subject(cells, &mut table.unread);
        table.rows.push(Listed { id: value.to_owned(), subject });
        Ok(())
    })?;
    Ok(table)
}

fn subject(cells: &Cells<'_>, unread: &mut Vec<Unread>) -> Subject {
    let aliases = cells.get("aliases").split('|').filter(|alias| !alias.trim().is_empty());
    let names: Vec<Name> = std::iter::once(cells.get("name")).chain(aliases).map(Name::new).collect();
    let nationality = cells.get("nationality");
    let state = place::state(nationality).or_else(|| model::State::parse(nationality).ok());
    if state.is_none() && !nationality.is_empty() {
        unread.push(Unread { line: cells.line(), column: "nationality" });
    }
    let states = state.into_iter().map(Personal::new).collect();
    let identifiers = identifiers(cells.get("ids"));
    match cells.get("schema") {
        "Person" | "person" | "" => {
            let dob = cells.get("dob");
            let birth = date::exact(dob).or_else(|| date::about(dob.strip_prefix("circa ")?));
            if birth.is_none() && !dob.is_empty() {
                unread.push(Unread { line: cells.line(), column: "dob" });
            }
            Subject::Person(Person { names, birth, nationalities: states, identifiers, ..Person::named("") })
        }
        _ => Subject::Organisation(Organisation { names, states, identifiers, addresses: Vec::new(), remarks: None }),
    }
}

/// Identifiers of which the kind is not stated: an e-mail address by its `@`, anything else a number.
fn identifiers(text: &str) -> Vec<Identifier> {
    let values = text.split(';').map(str::trim).filter(|value| !value.is_empty());
    let kind = |value: &str| if value.contains('@') { IdentifierKind::Email } else { IdentifierKind::Registration };
    values.map(|value| Identifier { kind: kind(value), value: Personal::from(value), issuer: None }).collect()
}
