//! From files to a [`Lawbook`]: every path has its form, and what one file names another must hold.

use super::clock::ClockEntry;
use super::declaration::Declarations;
use super::holidays::HolidayCalendar;
use super::instrument::Instrument;
use super::participation::Acts;
use super::rule::{Bar, ChannelEntry, Duty, OffenceEntry, Regime};
use super::serving::Serving;
use super::table::rows;
use super::{BadLawbook, DeathPenalty, Lawbook, StateEntry, StateKind};
use super::{document, membership, participation, references, succession};
use crate::checks::{LAW_1_1, LAW_1_2, LAW_1_5};
use model::{InstrumentId, RulesetVersion, State};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Reads and checks the whole.
pub(super) fn lawbook(files: &[(&str, &[u8])], version: RulesetVersion) -> Result<Lawbook, BadLawbook> {
    let mut book = empty(version);
    let mut apart = Apart::default();
    let mut seen = BTreeSet::new();
    for (path, bytes) in files {
        if !seen.insert(*path) {
            return Err(BadLawbook::at(&LAW_1_2, path, 0, "file", "it stands twice"));
        }
        one(&mut book, &mut apart, path, bytes)?;
    }
    for needed in ["VERSION", "states.csv", "offences.toml", "bars.toml", "clocks.toml"] {
        if !seen.contains(needed) {
            return Err(BadLawbook::at(&LAW_1_1, needed, 0, "file", "a lawbook needs it"));
        }
    }
    apart.join(&mut book)?;
    references::hold(&book)?;
    book.serving = Serving::of_all(&book.instruments);
    Ok(book)
}

/// What stands in files of its own and belongs to an instrument.
#[derive(Default)]
struct Apart {
    acts: BTreeMap<InstrumentId, Acts>,
    declarations: BTreeMap<InstrumentId, Declarations>,
}

impl Apart {
    fn join(self, book: &mut Lawbook) -> Result<(), BadLawbook> {
        let missing = |file: String| BadLawbook::at(&LAW_1_5, &file, 0, "file", "no instruments/ document of this id");
        for (id, acts) in self.acts {
            let Some(instrument) = book.instruments.get_mut(&id) else {
                return Err(missing(format!("participation/{id}.csv")));
            };
            instrument.acts = acts;
        }
        for (id, declarations) in self.declarations {
            let Some(instrument) = book.instruments.get_mut(&id) else {
                return Err(missing(format!("declarations/{id}.toml")));
            };
            instrument.declarations = declarations.declaration;
        }
        Ok(())
    }
}

fn empty(version: RulesetVersion) -> Lawbook {
    Lawbook {
        version,
        edition: String::new(),
        states: BTreeMap::new(),
        sources: BTreeMap::new(),
        instruments: BTreeMap::new(),
        serving: Serving::default(),
        successions: BTreeMap::new(),
        memberships: BTreeMap::new(),
        bilateral: Vec::new(),
        offences: BTreeMap::new(),
        elements: super::element::Vocabulary::default(),
        ground_rules: super::trigger::GroundRules::default(),
        duties: Vec::new(),
        channels: Vec::new(),
        bars: Vec::new(),
        clocks: Vec::new(),
        holidays: BTreeMap::new(),
        working: BTreeMap::new(),
        regimes: Vec::new(),
        death_penalty: BTreeMap::new(),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Offences {
    offence: Vec<OffenceEntry>,
}
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Elements {
    element: Vec<super::element::Element>,
}
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Duties {
    duty: Vec<Duty>,
}
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Channels {
    channel: Vec<ChannelEntry>,
}
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bars {
    bar: Vec<Bar>,
}
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Clocks {
    clock: Vec<ClockEntry>,
}

fn one(book: &mut Lawbook, apart: &mut Apart, path: &str, bytes: &[u8]) -> Result<(), BadLawbook> {
    match path.split_once('/') {
        None => top(book, path, bytes),
        Some(("instruments", name)) => instrument(book, path, name, bytes),
        Some(("participation", name)) => {
            let id = named(path, name, ".csv", InstrumentId::parse)?;
            apart.acts.insert(id, participation::read(path, bytes)?);
            Ok(())
        }
        Some(("declarations", name)) => {
            let id = named(path, name, ".toml", InstrumentId::parse)?;
            apart.declarations.insert(id, document::read(path, bytes)?);
            Ok(())
        }
        Some(("memberships", name)) => {
            let organisation = stem(path, name, ".csv")?.to_owned();
            book.memberships.insert(organisation, membership::read(path, bytes)?);
            Ok(())
        }
        Some(("bilateral", name)) => {
            let of = named(path, name, ".csv", State::parse)?;
            book.bilateral.extend(membership::bilateral(path, of, bytes)?);
            Ok(())
        }
        Some(("transfer", _)) => {
            book.regimes.push(document::read::<Regime>(path, bytes)?);
            Ok(())
        }
        Some(("grounds", name)) => book.ground_rules.read(path, name, bytes),
        Some(("holidays", name)) => holidays(book, path, name, bytes),
        Some(("facts", "death-penalty.csv")) => death_penalty(book, path, bytes),
        Some(("tests", _)) => Ok(()),
        Some(_) => Err(BadLawbook::at(&LAW_1_1, path, 0, "file", "a lawbook has no such place")),
    }
}

fn top(book: &mut Lawbook, path: &str, bytes: &[u8]) -> Result<(), BadLawbook> {
    match path {
        "README.md" => {}
        "VERSION" => {
            let text = std::str::from_utf8(bytes).unwrap_or_default().trim();
            if text.is_empty() || text.len() > 32 || text.contains(char::is_whitespace) {
                return Err(BadLawbook::at(&LAW_1_1, path, 1, "version", "one word such as 2026.11.23"));
            }
            text.clone_into(&mut book.edition);
        }
        "states.csv" => states(book, path, bytes)?,
        "successions.csv" => book.successions = succession::read(path, bytes)?,
        "sources.csv" => {
            for row in rows(path, bytes, &["id", "source"])? {
                if book.sources.insert(row.text("id").to_owned(), row.text("source").to_owned()).is_some() {
                    return Err(row.bad(&LAW_1_2, "id", "this source stands twice"));
                }
            }
        }
        "offences.toml" => {
            for offence in document::read::<Offences>(path, bytes)?.offence {
                let id = offence.id.clone();
                if book.offences.insert(id.clone(), offence).is_some() {
                    return Err(BadLawbook::at(&LAW_1_2, path, 0, id.as_str(), "this offence stands twice"));
                }
            }
        }
        "elements.toml" => {
            for element in document::read::<Elements>(path, bytes)?.element {
                let id = element.id.clone();
                if book.elements.0.insert(id.clone(), element).is_some() {
                    return Err(BadLawbook::at(&LAW_1_2, path, 0, id, "this element stands twice"));
                }
            }
        }
        "duties.toml" => book.duties = document::read::<Duties>(path, bytes)?.duty,
        "channels.toml" => book.channels = document::read::<Channels>(path, bytes)?.channel,
        "bars.toml" => book.bars = document::read::<Bars>(path, bytes)?.bar,
        "clocks.toml" => book.clocks = document::read::<Clocks>(path, bytes)?.clock,
        _ => return Err(BadLawbook::at(&LAW_1_1, path, 0, "file", "a lawbook has no such file")),
    }
    Ok(())
}

fn stem<'a>(path: &str, name: &'a str, suffix: &str) -> Result<&'a str, BadLawbook> {
    let wanted = || BadLawbook::at(&LAW_1_1, path, 0, "file", format!("its name must end in {suffix}"));
    name.strip_suffix(suffix).ok_or_else(wanted)
}

fn named<T>(
    path: &str,
    name: &str,
    suffix: &str,
    parse: fn(&str) -> Result<T, model::ids::BadId>,
) -> Result<T, BadLawbook> {
    parse(stem(path, name, suffix)?).map_err(|bad| BadLawbook::at(&LAW_1_1, path, 0, "file", bad.to_string()))
}

fn instrument(book: &mut Lawbook, path: &str, name: &str, bytes: &[u8]) -> Result<(), BadLawbook> {
    let id = named(path, name, ".toml", InstrumentId::parse)?;
    let instrument: Instrument = document::read(path, bytes)?;
    if instrument.id != id {
        return Err(BadLawbook::at(&LAW_1_1, path, 0, "id", "the file is named after another instrument"));
    }
    book.instruments.insert(id, instrument);
    Ok(())
}

fn holidays(book: &mut Lawbook, path: &str, name: &str, bytes: &[u8]) -> Result<(), BadLawbook> {
    let state = named(path, name, ".toml", State::parse)?;
    let calendar: HolidayCalendar = document::read(path, bytes)?;
    if calendar.state != state {
        return Err(BadLawbook::at(&LAW_1_1, path, 0, "state", "the file is named after another State"));
    }
    book.working.insert(state, calendar.working_days());
    book.holidays.insert(state, calendar);
    Ok(())
}

fn states(book: &mut Lawbook, path: &str, bytes: &[u8]) -> Result<(), BadLawbook> {
    for row in rows(path, bytes, &["code", "name", "kind"])? {
        let kind = match row.text("kind") {
            "state" => StateKind::State,
            "territory" => StateKind::Territory,
            "organisation" => StateKind::Organisation,
            "invented" => StateKind::Invented,
            other => return Err(row.bad(&LAW_1_1, "kind", format!("`{other}` is not a kind of code"))),
        };
        let entry = StateEntry { name: row.text("name").to_owned(), kind };
        if book.states.insert(row.state("code")?, entry).is_some() {
            return Err(row.bad(&LAW_1_2, "code", "this code stands twice"));
        }
    }
    Ok(())
}

fn death_penalty(book: &mut Lawbook, path: &str, bytes: &[u8]) -> Result<(), BadLawbook> {
    for row in rows(path, bytes, &["state", "status", "as_of", "note", "source", "verification"])? {
        let known = ["abolished", "ordinary-crimes-abolished", "not-in-practice", "retained"];
        if !known.contains(&row.text("status")) {
            return Err(row.bad(&LAW_1_1, "status", format!("one of {}", known.join(", "))));
        }
        let as_of = row.day("as_of")?.ok_or_else(|| row.bad(&LAW_1_1, "as_of", "a fact needs its day"))?;
        let fact = DeathPenalty {
            status: row.text("status").to_owned(),
            as_of,
            note: row.text("note").to_owned(),
            verification: row.verification()?,
        };
        if book.death_penalty.insert(row.state("state")?, fact).is_some() {
            return Err(row.bad(&LAW_1_2, "state", "this State stands twice"));
        }
    }
    Ok(())
}
