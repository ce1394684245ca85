//! `comity law parties`: who is bound by an instrument on a day.

use super::lookup;
use crate::command::table::Table;
use crate::command::{Answer, Terminal, Trouble};
use clap::Args;
use law::Lawbook;
use law::lawbook::participation::Action;
use law::parties::{Apart, Party};
use law::standing::By;
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
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, value_parser = super::lookup::written_day)]
    on: Option<Date>,
    /// Say more: by which act, what the rows note
    #[arg(long)]
    explain: bool,
}

impl Parties {
    pub(super) fn run(self, book: &Lawbook, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let instrument = lookup::instrument(book, &self.instrument)?;
        let on = lookup::day(self.on);
        let Some(parties) = law::parties(book, &instrument.id, on) else {
            return Err(model::Failure::new("listing parties", "the instrument is not in the lawbook").into());
        };
        terminal.show(&parties, || page(book, &parties, self.explain))?;
        Ok(Answer::Yes)
    }
}

fn page(book: &Lawbook, parties: &law::Parties, explain: bool) -> String {
    let law::Parties { instrument, title, on, caution, rules, .. } = parties;
    let mut page = format!("{title} ({instrument})\n{} {caution}\n", counted(parties));
    if let Some(day) = parties.in_force.filter(|day| on < day) {
        let _ = writeln!(page, "The instrument itself entered into force on {day}.");
    }
    table(&mut page, book, "", &parties.parties, explain);
    table(&mut page, book, "Territories, not counted:", &parties.territories, explain);
    apart(&mut page, book, "Parties without a date, not counted:", &parties.undated);
    apart(&mut page, book, "Position open, not counted:", &parties.open);
    let _ = writeln!(page, "\n{}. Codes and names follow the register; no statement on status.", rules.0);
    page
}

/// How many, in words: never a number where nobody collected a list.
fn counted(parties: &law::Parties) -> String {
    let law::Parties { on, count, consented, listed, .. } = parties;
    if !listed {
        return format!("How many are bound on {on} is not known.");
    }
    let later = consented.saturating_sub(*count);
    let more = if later > 0 {
        format!(" {later} more had consented and are bound later: {consented} in all.")
    } else {
        String::new()
    };
    if parties.complete {
        format!("{count} bound on {on}.{more}")
    } else {
        format!("{count} known to be bound on {on}.{more}")
    }
}

fn table(page: &mut String, book: &Lawbook, heading: &str, parties: &[Party], explain: bool) {
    let header: &[&str] = if explain {
        &["code", "since", "name", "state", "act", "remarks"]
    } else {
        &["code", "since", "name", "state", "remarks"]
    };
    let mut table = Table::new(0, header);
    for party in parties {
        let verification = if party.verification == Verification::Unverified { "unverified" } else { "sourced" };
        let mut cells = vec![
            party.state.to_string(),
            party.since.to_string(),
            book.name(party.state).to_owned(),
            verification.to_owned(),
        ];
        if explain {
            cells.push(act(party.act));
        }
        cells.push(remarks(party, explain));
        table.row(cells);
    }
    if table.is_empty() {
        return;
    }
    let heading = if heading.is_empty() { String::new() } else { format!("{heading}\n") };
    let _ = write!(page, "\n{heading}{table}");
}

fn act(by: By) -> String {
    match by {
        By::Membership(_) => "member".to_owned(),
        By::Act(action) => Action::ALL.iter().find(|(one, _)| *one == action).map_or("", |(_, word)| word).to_owned(),
    }
}

fn remarks(party: &Party, explain: bool) -> String {
    let suspended = party.suspended.map(|day| format!("suspended since {day}"));
    let notified = party.notified.map(|day| format!("successor, notified on {day}"));
    let mut remarks: Vec<String> = [suspended, notified].into_iter().flatten().collect();
    if party.computed {
        remarks.push("date computed by the instrument's own rule".to_owned());
    }
    if party.reserved {
        remarks.push("reservation or declaration: look up its text".to_owned());
    }
    if explain && !party.note.is_empty() {
        remarks.push(party.note.clone());
    }
    remarks.join("; ")
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
