//! From files to a [`Lawbook`]: every path has its form, and what one file names another must hold.

use super::document;
use super::instrument::{Coverage, Instrument, OffenceSet};
use super::rule::{Bar, ChannelEntry, ClockEntry, Duty, OffenceEntry, Regime};
use super::table::rows;
use super::{BadLawbook, DeathPenalty, Lawbook, StateEntry, StateKind, membership, participation};
use crate::checks::{LAW_1_1, LAW_1_2, LAW_1_3, LAW_1_5};
use model::{InstrumentId, Offence, RulesetVersion, State};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Reads and checks the whole.
pub(super) fn lawbook(files: &[(&str, &[u8])], version: RulesetVersion) -> Result<Lawbook, BadLawbook> {
    let mut book = empty(version);
    let mut seen = BTreeSet::new();
    for (path, bytes) in files {
        if !seen.insert(*path) {
            return Err(BadLawbook::at(&LAW_1_2, path, 0, "file", "it stands twice"));
        }
        one(&mut book, path, bytes)?;
    }
    for needed in ["VERSION", "states.csv", "offences.toml", "bars.toml", "clocks.toml"] {
        if !seen.contains(needed) {
            return Err(BadLawbook::at(&LAW_1_1, needed, 0, "file", "a lawbook needs it"));
        }
    }
    references(&book)?;
    Ok(book)
}

fn empty(version: RulesetVersion) -> Lawbook {
    Lawbook {
        version,
        edition: String::new(),
        states: BTreeMap::new(),
        sources: BTreeMap::new(),
        instruments: BTreeMap::new(),
        participation: BTreeMap::new(),
        memberships: BTreeMap::new(),
        bilateral: Vec::new(),
        offences: BTreeMap::new(),
        duties: Vec::new(),
        channels: Vec::new(),
        bars: Vec::new(),
        clocks: Vec::new(),
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

fn one(book: &mut Lawbook, path: &str, bytes: &[u8]) -> Result<(), BadLawbook> {
    match path.split_once('/') {
        None => top(book, path, bytes),
        Some(("instruments", name)) => instrument(book, path, name, bytes),
        Some(("participation", name)) => {
            let id = named(path, name, ".csv", InstrumentId::parse)?;
            book.participation.insert(id, participation::read(path, bytes)?);
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

/// What one file names, another must hold.
fn references(book: &Lawbook) -> Result<(), BadLawbook> {
    for (id, acts) in &book.participation {
        let file = format!("participation/{id}.csv");
        if !book.instruments.contains_key(id) {
            return Err(BadLawbook::at(&LAW_1_5, &file, 0, "file", "no instruments/ document of this id"));
        }
        for (state, acts) in acts {
            state_known(book, &file, *state)?;
            for act in acts {
                source_known(book, &file, &act.source)?;
            }
        }
    }
    for (organisation, members) in &book.memberships {
        let file = format!("memberships/{organisation}.csv");
        for (state, rows) in members {
            state_known(book, &file, *state)?;
            for row in rows {
                source_known(book, &file, &row.source)?;
            }
        }
    }
    for treaty in &book.bilateral {
        let file = format!("bilateral/{}.csv", treaty.between.0);
        state_known(book, &file, treaty.between.0)?;
        state_known(book, &file, treaty.between.1)?;
        source_known(book, &file, &treaty.source)?;
    }
    for state in book.death_penalty.keys() {
        state_known(book, "facts/death-penalty.csv", *state)?;
    }
    for instrument in book.instruments.values() {
        instrument_references(book, instrument)?;
    }
    rule_references(book)
}

fn instrument_references(book: &Lawbook, instrument: &Instrument) -> Result<(), BadLawbook> {
    let file = format!("instruments/{}.toml", instrument.id);
    let Coverage { only_members_of, by_membership, sides, .. } = &instrument.participation;
    let organisations = only_members_of
        .iter()
        .chain(by_membership.iter().map(|bound| &bound.of))
        .chain(sides.iter().flatten().flat_map(|group| &group.members_of));
    for organisation in organisations {
        organisation_known(book, &file, organisation)?;
    }
    let open = by_membership.iter().flat_map(|bound| bound.open.iter().map(|open| open.state));
    for state in open.chain(sides.iter().flatten().flat_map(|group| group.states.iter().copied())) {
        state_known(book, &file, state)?;
    }
    for article in &instrument.information {
        if let OffenceSet::Listed(offences) = &article.offences {
            for offence in offences {
                offence_known(book, &file, offence)?;
            }
        }
    }
    Ok(())
}

fn rule_references(book: &Lawbook) -> Result<(), BadLawbook> {
    for offence in book.offences.values() {
        for definition in &offence.defined_by {
            instrument_known(book, "offences.toml", &definition.instrument)?;
        }
    }
    for duty in &book.duties {
        organisation_known(book, "duties.toml", &duty.binds_members_of)?;
        for offence in &duty.offences {
            offence_known(book, "duties.toml", offence)?;
        }
    }
    for channel in &book.channels {
        organisation_known(book, "channels.toml", &channel.members_of)?;
    }
    for clock in &book.clocks {
        instrument_known(book, "clocks.toml", &clock.instrument)?;
    }
    unique("bars.toml", book.bars.iter().map(|bar| bar.id.as_str()))?;
    unique("clocks.toml", book.clocks.iter().map(|clock| clock.id.as_str()))?;
    unique("transfer/", book.regimes.iter().map(|regime| regime.id.as_str()))?;
    for bar in &book.bars {
        if !matches!(bar.persons, 1 | 2) {
            return Err(BadLawbook::at(&LAW_1_1, "bars.toml", 0, &*bar.id, "persons must be 1 or 2"));
        }
    }
    for regime in &book.regimes {
        let file = format!("transfer/{}.toml", regime.id);
        if let Some(organisation) = &regime.members_of {
            organisation_known(book, &file, organisation)?;
        }
        for state in regime.states.iter().chain(regime.adequacy.iter().map(|decision| &decision.state)) {
            state_known(book, &file, *state)?;
        }
    }
    Ok(())
}

fn unique<'a>(file: &str, ids: impl Iterator<Item = &'a str>) -> Result<(), BadLawbook> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(BadLawbook::at(&LAW_1_2, file, 0, id, "this id stands twice"));
        }
    }
    Ok(())
}

fn state_known(book: &Lawbook, file: &str, state: State) -> Result<(), BadLawbook> {
    let bad = || BadLawbook::at(&LAW_1_3, file, 0, "state", format!("`{state}` does not stand in states.csv"));
    book.states.contains_key(&state).then_some(()).ok_or_else(bad)
}

fn source_known(book: &Lawbook, file: &str, source: &str) -> Result<(), BadLawbook> {
    let bad = || BadLawbook::at(&LAW_1_5, file, 0, "source", format!("`{source}` does not stand in sources.csv"));
    book.sources.contains_key(source).then_some(()).ok_or_else(bad)
}

fn organisation_known(book: &Lawbook, file: &str, organisation: &str) -> Result<(), BadLawbook> {
    let because = || format!("no memberships/{organisation}.csv");
    let bad = || BadLawbook::at(&LAW_1_5, file, 0, "members of", because());
    book.memberships.contains_key(organisation).then_some(()).ok_or_else(bad)
}

fn offence_known(book: &Lawbook, file: &str, offence: &Offence) -> Result<(), BadLawbook> {
    let bad = || BadLawbook::at(&LAW_1_5, file, 0, "offences", format!("`{offence}` does not stand in offences.toml"));
    book.offences.contains_key(offence).then_some(()).ok_or_else(bad)
}

fn instrument_known(book: &Lawbook, file: &str, id: &InstrumentId) -> Result<(), BadLawbook> {
    let bad = || BadLawbook::at(&LAW_1_5, file, 0, "instrument", format!("no instruments/{id}.toml"));
    book.instruments.contains_key(id).then_some(()).ok_or_else(bad)
}
