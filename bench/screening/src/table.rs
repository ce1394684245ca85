//! A set's tables: columns by name, `|` between aliases, no quoting. What a cell cannot be read as is left out, as
//! `comity screen` does; States come as codes of three letters.

use crate::Outcome;
use model::subject::{Name, PartialDate};
use model::{Personal, State};
use screen::{Algorithm, Birth, EntryId, Index, Kind, Profile};
use std::path::Path;

/// One row.
pub struct Row {
    /// `entity_id` or `query_id`.
    pub id: String,
    /// Who or what it is.
    pub profile: Profile,
}

/// Reads a table of which the first column is the id.
pub fn read(path: &Path) -> Outcome<Vec<Row>> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut lines = text.split('\n');
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    lines.filter(|line| !line.is_empty()).map(|line| row(&header, line)).collect()
}

/// An index of rows, on one thread.
pub fn index(rows: Vec<Row>) -> Index {
    Index::build(rows.into_iter().map(|row| (EntryId::new(row.id), row.profile)), Algorithm::V1)
}

fn row(header: &[&str], line: &str) -> Outcome<Row> {
    let cells: Vec<&str> = line.split('\t').collect();
    if cells.len() != header.len() {
        return Err(format!("{} columns are needed: {line:?}", header.len()).into());
    }
    let cell = |name: &str| header.iter().position(|known| *known == name).map_or("", |at| cells[at].trim());
    let kind = match cell("schema") {
        "Person" | "" => Kind::Person,
        "Vessel" => Kind::Vessel,
        "Airplane" => Kind::Aircraft,
        _ => Kind::Organisation,
    };
    let aliases = cell("aliases").split('|').filter(|alias| !alias.trim().is_empty());
    let dob = cell("dob");
    let birth = PartialDate::parse(dob.strip_prefix("circa ").unwrap_or(dob));
    let profile = Profile {
        names: std::iter::once(cell("name")).chain(aliases).map(Name::new).collect(),
        births: birth.into_iter().map(Birth::on).collect(),
        states: State::parse(cell("state")).into_iter().map(Personal::new).collect(),
        ..Profile::of(kind)
    };
    Ok(Row { id: cells[0].to_owned(), profile })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_read_by_the_names_of_its_columns() {
        let header = ["query_id", "name", "schema", "aliases", "dob", "nationality", "ids", "state"];
        let read = row(&header, "q1\tAino Testinen\tPerson\tA. Testinen||\t1971-02\tFinland\t\tFIN").unwrap();
        assert_eq!((read.id.as_str(), read.profile.kind, read.profile.names.len()), ("q1", Kind::Person, 2));
        assert_eq!((read.profile.births.len(), read.profile.states.len()), (1, 1));
        assert!(row(&header, "q1\tAino Testinen").is_err());
    }
}
