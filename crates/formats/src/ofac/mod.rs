//! The list of the US Treasury, Office of Foreign Assets Control, in its legacy CSV form: `sdn.csv`, `alt.csv`,
//! `add.csv`, `sdn_comments.csv`, without header lines, `-0-` for nothing. All four together or not at all.
//!
//! Persons and organisations are taken. Vessels and aircraft are counted and left out: the model has no such subject
//! yet. The first birth date is taken, further ones stay in the remarks; what the remarks say in a known form becomes
//! fields ([`remarks`]), and the rest is kept as remarks. The column layout is read from the published files; the
//! specification itself is unverified.

pub mod remarks;
mod rows;

use crate::{BadDocument, Guards, List, ListEntry, Progress, Skipped, checks, place, text};
use model::subject::{Name, Organisation, Person};
use model::{Personal, State, Subject};
use rows::{ADD, ALT, COMMENTS, Row, SDN, rows};
use std::collections::HashMap;

/// The bytes of the four files.
#[derive(Clone, Copy)]
pub struct Files<'a> {
    /// `sdn.csv`: one row for each entry.
    pub sdn: &'a [u8],
    /// `alt.csv`: other names.
    pub alt: &'a [u8],
    /// `add.csv`: addresses.
    pub add: &'a [u8],
    /// `sdn_comments.csv`: the rest of long remarks.
    pub comments: &'a [u8],
}

struct Pending {
    kind: Kind,
    names: Vec<Name>,
    programmes: Vec<String>,
    remarks: String,
    addresses: Vec<Personal<String>>,
    states: Vec<State>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Person,
    Organisation,
    LeftOut(&'static str),
}

/// Reads the list, or refuses it whole. `progress` is called every few hundred rows.
pub fn read(files: &Files<'_>, guards: &Guards, progress: &mut dyn FnMut(Progress)) -> Result<List, BadDocument> {
    let sdn = text::utf8(SDN.file, files.sdn, guards, guards.min_bytes)?;
    let alt = text::utf8(ALT.file, files.alt, guards, 0)?;
    let add = text::utf8(ADD.file, files.add, guards, 0)?;
    let comments = text::utf8(COMMENTS.file, files.comments, guards, 0)?;
    if guards.end_mark {
        whole(files)?;
    }
    let mut list = Vec::new();
    let mut at: HashMap<u64, usize> = HashMap::new();
    rows(&SDN, sdn, progress, |row| {
        let id = row.id()?;
        if at.insert(id, list.len()).is_some() {
            let because = format!("the id {id} stands twice");
            return Err(row.bad(
                &checks::FMT_1_4,
                0,
                because,
                "fetch the list again; if it persists, ask its publisher",
            ));
        }
        if list.len() >= guards.max_entries {
            let because = format!("there are more than {} entries", guards.max_entries);
            return Err(row.bad(
                &checks::FMT_1_2,
                0,
                because,
                "make sure that it is the right list, or raise the guard",
            ));
        }
        list.push((id, pending(&row)?));
        Ok(())
    })?;
    rows(&ALT, alt, progress, |row| {
        let name = row.needed(3)?;
        list[known(&row, &at)?].1.names.push(Name::new(name));
        Ok(())
    })?;
    rows(&ADD, add, progress, |row| {
        address(&mut list[known(&row, &at)?].1, &row);
        Ok(())
    })?;
    rows(&COMMENTS, comments, progress, |row| {
        list[known(&row, &at)?].1.remarks.push_str(row.raw(1));
        Ok(())
    })?;
    finish(list, guards)
}

/// A file that lost its end lost rows with it, and nothing in the rows that remain tells.
fn whole(files: &Files<'_>) -> Result<(), BadDocument> {
    const MARK: u8 = 0x1a;
    let ends = [
        (SDN.file, files.sdn.last() == Some(&MARK)),
        (ALT.file, files.alt.last() == Some(&MARK)),
        (ADD.file, files.add.last() == Some(&MARK)),
        (COMMENTS.file, matches!(files.comments.last(), Some(&MARK | &b'\n'))),
    ];
    match ends.iter().find(|(_, ended)| !ended) {
        None => Ok(()),
        Some((file, _)) => {
            let because = "the file does not end as published: it was cut".to_owned();
            Err(BadDocument::whole(&checks::FMT_1_9, file, because, "fetch the four files again"))
        }
    }
}

fn known(row: &Row<'_>, at: &HashMap<u64, usize>) -> Result<usize, BadDocument> {
    let id = row.id()?;
    at.get(&id).copied().ok_or_else(|| {
        let because = format!("the id {id} is not in {}", SDN.file);
        row.bad(&checks::FMT_1_5, 0, because, "use four files of the same day")
    })
}

fn pending(row: &Row<'_>) -> Result<Pending, BadDocument> {
    let kind = match row.value(2) {
        "individual" => Kind::Person,
        "" | "entity" => Kind::Organisation,
        "vessel" => Kind::LeftOut("vessel"),
        "aircraft" => Kind::LeftOut("aircraft"),
        _ => {
            let remedy = "the format has changed: a newer version of this program is needed";
            return Err(row.bad(&checks::FMT_1_8, 2, "the kind of entry is not known", remedy));
        }
    };
    let programmes = row.value(3).split("] [").map(|name| name.trim_matches(['[', ']', ' ']).to_owned());
    Ok(Pending {
        kind,
        names: vec![Name::new(row.needed(1)?)],
        programmes: programmes.filter(|name| !name.is_empty()).collect(),
        remarks: remarks::with_title(row.value(4), row.value(11)),
        addresses: Vec::new(),
        states: Vec::new(),
    })
}

fn address(entry: &mut Pending, row: &Row<'_>) {
    let lines: Vec<&str> = [2, 3, 4, 5].iter().map(|at| row.value(*at)).filter(|line| !line.is_empty()).collect();
    if !lines.is_empty() {
        entry.addresses.push(Personal::new(lines.join(", ")));
    }
    if let Some(state) = place::state(row.value(4))
        && !entry.states.contains(&state)
    {
        entry.states.push(state);
    }
}

fn finish(list: Vec<(u64, Pending)>, guards: &Guards) -> Result<List, BadDocument> {
    let mut entries = Vec::with_capacity(list.len());
    let mut skipped: Vec<Skipped> = Vec::new();
    for (id, entry) in list {
        match entry.kind {
            Kind::LeftOut(kind) => match skipped.iter_mut().find(|skipped| skipped.kind == kind) {
                Some(skipped) => skipped.count += 1,
                None => skipped.push(Skipped { kind: kind.to_owned(), count: 1 }),
            },
            Kind::Person | Kind::Organisation => entries.push(entry.into_list_entry(id)),
        }
    }
    if entries.len() < guards.min_entries {
        let because =
            format!("there are {} persons and organisations, fewer than {}", entries.len(), guards.min_entries);
        let remedy = "fetch the list again; a list that shrank is taken only after a person has looked";
        return Err(BadDocument::whole(&checks::FMT_1_2, SDN.file, because, remedy));
    }
    Ok(List { entries, skipped, generated: None })
}

impl Pending {
    fn into_list_entry(self, id: u64) -> ListEntry {
        let found = remarks::read(&self.remarks);
        let mut names = self.names;
        names.extend(found.names.iter().map(|name| Name::new(name)));
        let remarks = (!found.rest.is_empty()).then(|| Personal::new(found.rest));
        let subject = if self.kind == Kind::Person {
            Subject::Person(Person {
                names,
                category: None,
                birth: found.birth,
                birth_place: found.birth_place.map(Personal::new),
                sex: found.sex,
                nationalities: found.nationalities.into_iter().map(Personal::new).collect(),
                identifiers: found.identifiers,
                addresses: self.addresses,
                remarks,
            })
        } else {
            let states = self.states.into_iter().map(Personal::new).collect();
            Subject::Organisation(Organisation {
                names,
                states,
                identifiers: found.identifiers,
                addresses: self.addresses,
                remarks,
            })
        };
        ListEntry { id: format!("ofac-{id}"), subject, programmes: self.programmes, reference: None }
    }
}
