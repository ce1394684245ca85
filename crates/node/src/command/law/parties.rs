//! `comity law parties`: who is bound by an instrument on a day.

use super::lookup;
use crate::command::{Answer, Terminal, Trouble};
use clap::Args;
use law::Lawbook;
use law::parties::{Apart, Party};
use model::Verification;
use model::time::Date;
use std::fmt::Write as _;

/// List who is bound by an instrument on a day
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  comity law parties UN-ICSFT-1999 --on 2005-01-01\n  \
                        comity law parties COE-CETS196 --json")]
pub(in crate::command) struct Parties {
    /// The instrument, by its id in the lawbook
    #[arg(value_name = "INSTRUMENT")]
    instrument: String,
    /// On which day; today if not given
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
}

impl Parties {
    pub(super) fn run(self, book: &Lawbook, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let instrument = lookup::instrument(book, &self.instrument)?;
        let on = lookup::day(self.on);
        let Some(parties) = law::parties(book, &instrument.id, on) else {
            return Err(model::Failure::new("listing parties", "the instrument is not in the lawbook").into());
        };
        terminal.show(&parties, || page(book, &parties))?;
        Ok(Answer::Yes)
    }
}

fn page(book: &Lawbook, parties: &law::Parties) -> String {
    let law::Parties { instrument, title, on, count, caution, rules, .. } = parties;
    let mut page = format!("{title} ({instrument})\n{count} bound on {on}. {caution}\n\n");
    for party in &parties.parties {
        line(&mut page, book, party);
    }
    if !parties.territories.is_empty() {
        let _ = writeln!(page, "\nTerritories, not counted:");
        parties.territories.iter().for_each(|party| line(&mut page, book, party));
    }
    apart(&mut page, book, "Parties without a date, not counted:", &parties.undated);
    apart(&mut page, book, "Position open, not counted:", &parties.open);
    let _ = writeln!(page, "\n{}. Codes and names follow the register; no statement on status.", rules.0);
    page
}

fn line(page: &mut String, book: &Lawbook, party: &Party) {
    let _ = write!(page, "{}  since {}  {}", party.state, party.since, book.name(party.state));
    let marks = [
        (party.computed, "date computed by the instrument's own rule"),
        (party.verification == Verification::Unverified, "unverified"),
        (party.suspended.is_some(), "suspended"),
        (party.reserved, "reservation or declaration: look up its text"),
    ];
    let marks: Vec<&str> = marks.iter().filter(|(set, _)| *set).map(|(_, words)| *words).collect();
    if !marks.is_empty() {
        let _ = write!(page, "  [{}]", marks.join("; "));
    }
    page.push('\n');
}

fn apart(page: &mut String, book: &Lawbook, heading: &str, states: &[Apart]) {
    if states.is_empty() {
        return;
    }
    let _ = writeln!(page, "\n{heading}");
    for Apart { state, note, .. } in states {
        let _ = writeln!(page, "{state}  {}  {note}", book.name(*state));
    }
}
