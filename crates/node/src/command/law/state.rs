//! `comity law state`: all that the lawbook knows of one State on a day.

use super::lookup;
use crate::command::table::Table;
use crate::command::{Answer, Terminal, Trouble};
use clap::Args;
use law::Lawbook;
use law::sheet::{StandingShown, StateSheet};
use model::time::Date;
use model::{Kind, Verification};
use std::fmt::Write as _;

/// Show where a State stands: every instrument, membership, bilateral treaty and transfer law
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  comity law state KEN\n  comity law state RUS --on 2022-03-15 --kind mla\n  \
                        comity law state FIN --explain --json")]
pub(in crate::command) struct State {
    /// The State, by its code
    #[arg(value_name = "STATE")]
    state: String,
    /// On which day; today if not given
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, value_parser = super::lookup::written_day)]
    on: Option<Date>,
    /// Only instruments that serve this kind of cooperation
    #[arg(long, value_name = "KIND", value_parser = super::basis::kind)]
    kind: Option<Kind>,
    /// Say more: instruments that do not bind it, and why
    #[arg(long)]
    explain: bool,
}

impl State {
    pub(super) fn run(self, book: &Lawbook, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let state = lookup::state(book, "STATE", &self.state)?;
        let Some(mut sheet) = law::sheet::state(book, state, lookup::day(self.on)) else {
            return Err(model::Failure::new("describing a State", "the code is not in the lawbook").into());
        };
        if let Some(kind) = self.kind {
            sheet.instruments.retain(|line| line.kinds.contains(&kind));
            sheet.bound = sheet.instruments.iter().filter(|line| binds(line)).count();
        }
        terminal.show(&sheet, || page(&sheet, self.explain))?;
        Ok(Answer::Yes)
    }
}

fn binds(line: &StandingShown) -> bool {
    matches!(line.standing, "bound" | "suspended")
}

fn page(sheet: &StateSheet, explain: bool) -> String {
    let StateSheet { state, name, on, bound, .. } = sheet;
    let mut page = format!("{name} ({state}) on {on}: bound by {bound} instruments of the lawbook\n");
    instruments(&mut page, sheet);
    let uncertain = ["undated", "open", "unknown", "listed", "not-yet"];
    let open: Vec<&StandingShown> =
        sheet.instruments.iter().filter(|line| uncertain.contains(&line.standing)).collect();
    standings(&mut page, "Not known, or not yet:", &open);
    if explain {
        let not: Vec<&StandingShown> =
            sheet.instruments.iter().filter(|line| !binds(line) && !uncertain.contains(&line.standing)).collect();
        standings(&mut page, "Not bound:", &not);
    }
    memberships(&mut page, sheet);
    facts(&mut page, sheet);
    if !explain {
        page.push_str("\n--explain adds the instruments that do not bind it, and why.\n");
    }
    let _ = writeln!(page, "\n{}. Codes and names follow the register; no statement on status.", sheet.rules.0);
    page
}

fn word(verification: Option<Verification>) -> String {
    match verification {
        Some(Verification::Sourced) => "sourced".to_owned(),
        Some(Verification::Unverified) => "unverified".to_owned(),
        None => String::new(),
    }
}

fn instruments(page: &mut String, sheet: &StateSheet) {
    let mut table = Table::new(0, &["instrument", "since", "state", "list as of", "title", "remarks"]);
    for line in sheet.instruments.iter().filter(|line| binds(line)) {
        let mut remarks = Vec::new();
        if line.standing == "suspended" {
            remarks.push(line.because.as_str());
        }
        if line.computed {
            remarks.push("date computed");
        }
        if line.reserved {
            remarks.push("reservation or declaration: look up its text");
        }
        table.row([
            line.instrument.clone(),
            line.since.map(|day| day.to_string()).unwrap_or_default(),
            word(line.verification),
            line.as_of.map_or_else(|| "no list".to_owned(), |day| day.to_string()),
            line.title.clone(),
            remarks.join("; "),
        ]);
    }
    if !table.is_empty() {
        let _ = write!(page, "\n{table}");
    }
}

fn standings(page: &mut String, heading: &str, lines: &[&StandingShown]) {
    if lines.is_empty() {
        return;
    }
    let mut table = Table::new(2, &["instrument", "standing", "why"]);
    for line in lines {
        table.row([line.instrument.clone(), line.standing.to_owned(), line.because.clone()]);
    }
    let _ = write!(page, "\n{heading}\n{table}");
}

fn memberships(page: &mut String, sheet: &StateSheet) {
    let mut table = Table::new(2, &["organisation", "status", "since", "until", "state"]);
    for row in &sheet.memberships {
        table.row([
            row.organisation.clone(),
            row.status.clone(),
            row.since.map(|day| day.to_string()).unwrap_or_default(),
            row.until.map(|day| day.to_string()).unwrap_or_default(),
            word(Some(row.verification)),
        ]);
    }
    if !table.is_empty() {
        let _ = write!(page, "\nBelongs to; a channel, never a basis by itself:\n{table}");
    }
}

fn facts(page: &mut String, sheet: &StateSheet) {
    let mut table = Table::new(2, &["with", "kind", "since", "title"]);
    for treaty in &sheet.bilateral {
        let since = treaty.since.map(|day| day.to_string()).unwrap_or_default();
        table.row([treaty.with.to_string(), treaty.kind.clone(), since, treaty.title.clone()]);
    }
    if !table.is_empty() {
        let _ = write!(page, "\nBilateral treaties, by title; the lawbook holds Switzerland's list alone:\n{table}");
    }
    if let Some(succession) = &sheet.succession {
        let _ = writeln!(page, "\nSucceeded {} on {}. {}", succession.of, succession.on, succession.note);
    }
    match &sheet.death_penalty {
        Some(row) => {
            let _ = writeln!(page, "\nDeath penalty: {} (as of {}). {}", row.status, row.as_of, row.note);
        }
        None => page.push_str("\nDeath penalty: nothing recorded.\n"),
    }
    for law in &sheet.transfer_laws {
        let _ = writeln!(page, "Law on transfers of personal data: {} (since {})", law.title, law.since);
    }
    if sheet.transfer_laws.is_empty() {
        page.push_str("Law on transfers of personal data: none in the lawbook; nothing is assumed.\n");
    }
}
