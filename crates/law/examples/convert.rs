//! Brings a folder of treaty tables (CSV) into the lawbook, with checks: `convert SOURCE LAWBOOK`.
//!
//! Reads `participation.csv`, `memberships.csv`, `bilateral.csv`, `offences.csv` and `instruments.csv` of SOURCE; writes
//! `participation/`, `memberships/`, `bilateral/` and `sources.csv` of LAWBOOK, every row and every column. It does not
//! write what lawyers keep by hand (`instruments/`, `offences.toml`, rules): those it only holds against the tables.
//! A fault stops it, with file, line and field, before anything is written. At the end it reads the lawbook back as the
//! product does and holds counts against the table of complete lists below.

use csv::StringRecord;
use jiff::ToSpan;
use law::entry::EntryRule;
use law::lawbook::participation::Action;
use law::{Lawbook, parties};
use model::time::Date;
use model::{InstrumentId, RulesetVersion};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io::Write;
use std::path::Path;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Lists known to be complete: instrument, day, number of States that had deposited by then. From the data's own
/// description. The last of them are bound up to four months later.
const COMPLETE: &[(&str, &str, usize)] = &[
    ("UN-ICSFT-1999", "2024-06-07", 190),
    ("UN-UNTOC-2000", "2025-05-07", 193),
    ("UN-ICSANT-2005", "2024-02-29", 124),
    ("COE-ETS024", "2023-06-28", 50),
    ("COE-ETS030", "2025-02-13", 50),
    ("COE-ETS090", "2025-08-26", 46),
    ("COE-CETS196", "2025-02-13", 43),
    ("COE-CETS217", "2023-07-17", 30),
    ("COE-CETS209", "2023-06-29", 23),
    ("COE-ETS182", "2022-04-22", 42),
    ("COE-ETS112", "2020-05-05", 68),
    ("ICAO-TOKYO-1963", "2023-06-21", 187),
    ("ICAO-HAGUE-1970", "2018-04-11", 187),
    ("ICAO-MONTREAL-1971", "2018-04-12", 189),
    ("IMO-SUA-1988", "2020-06-11", 166),
    ("IAEA-CPPNM-1980", "2022-04-07", 164),
    ("IAEA-CPPNM-A-2005", "2023-11-14", 135),
    ("ICAO-AIRPORT-1988", "2016-03-08", 174),
    ("ICAO-MEX-1991", "2015-11-25", 153),
    ("ICAO-BEIJING-P-2010", "2019-03-27", 30),
    ("UN-BOMBINGS-1997", "2015-03-01", 168),
    ("UN-HOSTAGES-1979", "2015-03-01", 173),
    ("UN-IPP-1973", "2015-03-01", 176),
];

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, source, lawbook] = arguments.as_slice() else { return Err("usage: convert SOURCE LAWBOOK".into()) };
    let (source, lawbook) = (Path::new(source), Path::new(lawbook));
    let mut out = std::io::stdout();
    let mut sources = Sources::read(lawbook)?;
    let states = codes(lawbook)?;
    let instruments = by_hand(source, lawbook)?;

    let participation = participation(source, &states, &instruments, &mut sources)?;
    let memberships = memberships(source, &states, &mut sources)?;
    let bilateral = bilateral(source, &states, &mut sources)?;

    let written = write_tables(lawbook, "participation", PARTICIPATION, &participation)?;
    writeln!(out, "participation: {written} rows of {} instruments", participation.len())?;
    let written = write_tables(lawbook, "memberships", MEMBERSHIPS, &memberships)?;
    writeln!(out, "memberships: {written} rows of {} organisations", memberships.len())?;
    let written = write_tables(lawbook, "bilateral", BILATERAL, &bilateral)?;
    writeln!(out, "bilateral: {written} rows")?;
    sources.write(lawbook)?;
    read_back(lawbook, &mut out)
}

const PARTICIPATION: &[&str] =
    &["state", "action", "date", "entry_into_force", "flags", "note", "source", "verification"];
const MEMBERSHIPS: &[&str] = &["state", "status", "since", "until", "note", "source", "verification"];
const BILATERAL: &[&str] = &["with", "kind", "title", "signed", "entry_into_force", "note", "source", "verification"];

/// Rows of the lawbook's tables, by file stem.
type Tables = BTreeMap<String, Vec<Vec<String>>>;

/// A table of the source with its header held against `header`.
fn table(folder: &Path, name: &str, header: &str) -> Outcome<Vec<(u64, StringRecord)>> {
    let mut reader = csv::Reader::from_path(folder.join(name))?;
    let found = reader.headers()?.iter().collect::<Vec<_>>().join(",");
    if found != header {
        return Err(format!("{name}: the header is `{found}`, expected `{header}`").into());
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record?;
        rows.push((record.position().map_or(0, csv::Position::line), record));
    }
    Ok(rows)
}

fn fault(file: &str, line: u64, field: &str, because: &str) -> Box<dyn Error> {
    format!("{file}:{line}: {field}: {because}").into()
}

/// A day, plausible, or nothing.
fn day(file: &str, line: u64, field: &str, text: &str) -> Outcome<Option<Date>> {
    if text.is_empty() {
        return Ok(None);
    }
    let day: Date = text.parse().map_err(|_| fault(file, line, field, "not a day such as 2003-07-27"))?;
    if !(1850..=2100).contains(&day.year()) || day.to_string() != text {
        return Err(fault(file, line, field, "not a day between 1850 and 2100"));
    }
    Ok(Some(day))
}

fn verification(file: &str, line: u64, text: &str) -> Outcome<String> {
    match text {
        "source" => Ok("sourced".to_owned()),
        "unverified" => Ok("unverified".to_owned()),
        _ => Err(fault(file, line, "verification", "neither source nor unverified")),
    }
}

fn participation(
    folder: &Path,
    states: &BTreeSet<String>,
    instruments: &BTreeSet<String>,
    sources: &mut Sources,
) -> Outcome<Tables> {
    const FILE: &str = "participation.csv";
    let header = "instrument_id,state,action,date,entry_into_force,note,source,verification";
    let mut tables = Tables::new();
    let mut seen = BTreeSet::new();
    for (line, row) in table(folder, FILE, header)? {
        let field = |n: usize| row.get(n).unwrap_or_default();
        let [instrument, state, word, date, entry, note, source, verified] = std::array::from_fn(field);
        if !instruments.contains(instrument) {
            return Err(fault(FILE, line, "instrument_id", "no instruments/ document of this id"));
        }
        if !states.contains(state) {
            return Err(fault(FILE, line, "state", "not in states.csv"));
        }
        let action = Action::parse(word).ok_or_else(|| fault(FILE, line, "action", "not an action"))?;
        let (date_of, entry_of) = (day(FILE, line, "date", date)?, day(FILE, line, "entry_into_force", entry)?);
        if !seen.insert((instrument.to_owned(), state.to_owned(), action, date_of)) {
            return Err(fault(FILE, line, "state", "this act stands twice"));
        }
        let explained =
            action == Action::Succession || action == Action::TerritorialExtension || note.contains("check");
        if let (Some(date), Some(entry)) = (date_of, entry_of)
            && entry < date
            && !explained
            && action.binds()
            && note.is_empty()
        {
            return Err(fault(FILE, line, "entry_into_force", "before the act, and no note explains it"));
        }
        let fields =
            [state, word, date, entry, &flags(note), note, &sources.id(source), &verification(FILE, line, verified)?]
                .map(str::to_owned);
        tables.entry(instrument.to_owned()).or_default().push(fields.to_vec());
    }
    Ok(tables)
}

/// What the note says that a rule must know: a computed entry into force, a flagged reservation.
fn flags(note: &str) -> String {
    let computed = note.contains("computed");
    let reserved = note.contains("reservation") || note.contains("declaration");
    [(computed, "computed"), (reserved, "reserved")]
        .iter()
        .filter(|(set, _)| *set)
        .map(|(_, word)| *word)
        .collect::<Vec<_>>()
        .join(" ")
}

fn memberships(folder: &Path, states: &BTreeSet<String>, sources: &mut Sources) -> Outcome<Tables> {
    const FILE: &str = "memberships.csv";
    let mut tables = Tables::new();
    let mut seen = BTreeSet::new();
    for (line, row) in table(folder, FILE, "organisation,state,status,since,until,note,source,verification")? {
        let field = |n: usize| row.get(n).unwrap_or_default();
        if !states.contains(field(1)) {
            return Err(fault(FILE, line, "state", "not in states.csv"));
        }
        let (since, until) = (day(FILE, line, "since", field(3))?, day(FILE, line, "until", field(4))?);
        if let (Some(since), Some(until)) = (since, until)
            && until < since
        {
            return Err(fault(FILE, line, "until", "it ends before it begins"));
        }
        if !seen.insert((field(0).to_owned(), field(1).to_owned(), field(2).to_owned(), since)) {
            return Err(fault(FILE, line, "state", "this status stands twice"));
        }
        let verified = verification(FILE, line, field(7))?;
        let source = sources.id(field(6));
        let fields = [field(1), field(2), field(3), field(4), field(5), &source, &verified].map(str::to_owned);
        tables.entry(field(0).to_owned()).or_default().push(fields.to_vec());
    }
    Ok(tables)
}

/// Rows of bilateral treaties that name the State whose older treaty they continue; by their number in the collection, the
/// State with which they are in force. Number and title say so.
const CONTINUED: &[(&str, &str)] = &[
    ("0.353.914.0", "ATG"),
    ("0.353.928.9", "CIV"),
    ("0.353.938.9", "GUY"),
    ("0.353.942.3", "IND"),
    ("0.353.955.4", "MUS"),
    ("0.353.957.7", "NAM"),
    ("0.353.961.4", "NZL"),
    ("0.353.963.0", "PNG"),
];

/// The State of a row, and what is noted of it.
fn with(title: &str, given: &str, note: &str) -> (String, String) {
    let continued = CONTINUED.iter().find(|(number, _)| title.starts_with(&format!("SR {number}:")));
    match continued {
        None => (given.to_owned(), note.to_owned()),
        Some((_, state)) => {
            let why =
                "the table names the State whose older treaty it continues; the number and the title name this one";
            ((*state).to_owned(), format!("{note}; {why}"))
        }
    }
}

fn bilateral(folder: &Path, states: &BTreeSet<String>, sources: &mut Sources) -> Outcome<Tables> {
    const FILE: &str = "bilateral.csv";
    let mut tables = Tables::new();
    let mut seen = BTreeSet::new();
    let header = "state_a,state_b,kind,title,signed,entry_into_force,note,source,verification";
    for (line, row) in table(folder, FILE, header)? {
        let field = |n: usize| row.get(n).unwrap_or_default();
        if !states.contains(field(0)) || !states.contains(field(1)) {
            return Err(fault(FILE, line, "state", "not in states.csv"));
        }
        day(FILE, line, "signed", field(4))?;
        day(FILE, line, "entry_into_force", field(5))?;
        if !seen.insert(row.iter().map(str::to_owned).collect::<Vec<_>>()) {
            return Err(fault(FILE, line, "row", "it stands twice"));
        }
        let verified = verification(FILE, line, field(8))?;
        let source = sources.id(field(7));
        let (with, note) = with(field(3), field(1), field(6));
        let fields = [&with, field(2), field(3), field(4), field(5), &note, &source, &verified].map(str::to_owned);
        tables.entry(field(0).to_owned()).or_default().push(fields.to_vec());
    }
    Ok(tables)
}

/// Source texts by id: ids already given out stay, new ones follow.
struct Sources {
    ids: BTreeMap<String, String>,
    rows: Vec<(String, String)>,
}

impl Sources {
    fn read(lawbook: &Path) -> Outcome<Sources> {
        let mut sources = Sources { ids: BTreeMap::new(), rows: Vec::new() };
        if lawbook.join("sources.csv").exists() {
            for (_, row) in table(lawbook, "sources.csv", "id,source")? {
                let (id, text) = (row.get(0).unwrap_or_default(), row.get(1).unwrap_or_default());
                sources.ids.insert(text.to_owned(), id.to_owned());
                sources.rows.push((id.to_owned(), text.to_owned()));
            }
        }
        Ok(sources)
    }

    fn id(&mut self, text: &str) -> String {
        if let Some(id) = self.ids.get(text) {
            return id.clone();
        }
        let id = match text {
            "general-knowledge" => text.to_owned(),
            _ => format!("S{:03}", self.rows.len().saturating_add(1)),
        };
        self.ids.insert(text.to_owned(), id.clone());
        self.rows.push((id.clone(), text.to_owned()));
        id
    }

    fn write(&self, lawbook: &Path) -> Outcome<()> {
        let mut writer = csv::Writer::from_path(lawbook.join("sources.csv"))?;
        writer.write_record(["id", "source"])?;
        for (id, text) in &self.rows {
            writer.write_record([id, text])?;
        }
        Ok(writer.flush()?)
    }
}

fn write_tables(lawbook: &Path, place: &str, header: &[&str], tables: &Tables) -> Outcome<usize> {
    let mut written: usize = 0;
    for (name, rows) in tables {
        let mut writer = csv::Writer::from_path(lawbook.join(place).join(format!("{name}.csv")))?;
        writer.write_record(header)?;
        for row in rows {
            writer.write_record(row)?;
            written = written.saturating_add(1);
        }
        writer.flush()?;
    }
    Ok(written)
}

fn codes(lawbook: &Path) -> Outcome<BTreeSet<String>> {
    let rows = table(lawbook, "states.csv", "code,name,kind")?;
    Ok(rows.iter().map(|(_, row)| row.get(0).unwrap_or_default().to_owned()).collect())
}

/// The instruments kept by hand, held against the source's table: id, titles, depositary, dates.
fn by_hand(source: &Path, lawbook: &Path) -> Outcome<BTreeSet<String>> {
    const FILE: &str = "instruments.csv";
    let header = "id,short_title,full_title,depositary,adopted,entered_into_force,region,purposes,art_offences,\
                  art_aut_dedere,art_extradition,art_mla,art_political_exclusion,art_non_discrimination,time_limits,\
                  source,verification";
    let mut ids = BTreeSet::new();
    for (line, row) in table(source, FILE, header)? {
        let field = |n: usize| row.get(n).unwrap_or_default();
        let text = std::fs::read_to_string(lawbook.join("instruments").join(format!("{}.toml", field(0))))?;
        let kept: toml::Table = text.parse()?;
        let have = |key: &str| kept.get(key).map(|value| value.to_string().trim_matches('"').to_owned());
        for (key, column) in
            [("id", 0), ("short_title", 1), ("title", 2), ("depositary", 3), ("adopted", 4), ("in_force", 5)]
        {
            if have(key).unwrap_or_default() != field(column) {
                return Err(fault(FILE, line, key, "the document kept by hand differs"));
            }
        }
        ids.insert(field(0).to_owned());
    }
    Ok(ids)
}

/// Reads the lawbook as the product does, and holds counts and computed dates against what is known.
fn read_back(lawbook: &Path, out: &mut impl Write) -> Outcome<()> {
    let mut files = Vec::new();
    collect(lawbook, lawbook, &mut files)?;
    let borrowed: Vec<(&str, &[u8])> = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
    let book = Lawbook::read(&borrowed, RulesetVersion("conversion".to_owned()))?;
    for (id, day, count) in COMPLETE {
        let settled = day.parse::<Date>()?.checked_add(4.months())?;
        let found = parties(&book, &InstrumentId::parse(id)?, settled).map_or(0, |answer| answer.count);
        if found != *count {
            return Err(format!("{id} on {day}: {found} parties, {count} expected").into());
        }
        writeln!(out, "{id} {day}: {found}, as expected")?;
    }
    rules_against_dates(&book, out)
}

/// How many given dates of entry into force the rule of each instrument reproduces, within a day.
fn rules_against_dates(book: &Lawbook, out: &mut impl Write) -> Outcome<()> {
    let (mut agree, mut all) = (0_usize, 0_usize);
    for instrument in book.instruments() {
        let Some(entry) = &instrument.entry else { continue };
        let (mut here, mut of) = (0_usize, 0_usize);
        let acts = book.acts(&instrument.id).into_iter().flatten().flat_map(|(_, acts)| acts);
        for act in acts.filter(|act| act.action.binds() && act.action != Action::Succession && !act.computed) {
            let (Some(date), Some(given)) = (act.date, act.entry_into_force) else { continue };
            let original = instrument.in_force.is_some_and(|day| given <= day);
            of = of.saturating_add(1);
            here = here.saturating_add(usize::from(original || near(entry.rule, date, given)));
        }
        if of > 0 {
            writeln!(out, "{}: {} agrees with {here} of {of} given dates", instrument.id, entry.rule.sentence())?;
        }
        (agree, all) = (agree.saturating_add(here), all.saturating_add(of));
    }
    if agree.saturating_mul(100) < all.saturating_mul(97) {
        return Err(format!("the rules agree with only {agree} of {all} given dates").into());
    }
    Ok(writeln!(out, "all rules: {agree} of {all} given dates")?)
}

fn near(rule: EntryRule, date: Date, given: Date) -> bool {
    let computed = rule.apply(date);
    computed.is_some_and(|day| day.since(given).is_ok_and(|span| span.get_days().abs() <= 1))
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) -> Outcome<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else {
            let name = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
            files.push((name, std::fs::read(&path)?));
        }
    }
    Ok(())
}
