//! `comity law book`: the register as a folder of static pages.

use super::lookup;
use crate::command::{Answer, Terminal, Trouble};
use ::book::{BadBook, BadFolder, Options};
use clap::Args;
use law::Lawbook;
use model::time::Date;
use serde::Serialize;
use std::path::PathBuf;

/// Write the register as a site: static pages per instrument, State, offence, kind and pair of States
#[derive(Debug, Args)]
#[command(
    after_help = "The folder is written whole or not at all. It may be absent, empty, or an older register; a folder that \
                        holds anything else is refused. About 20,000 pages, 170 MB.\n\nExamples:\n  \
                        comity law book --out register\n  comity law book --out register --on 2022-03-15\n  \
                        comity law book --out nordic --state DNK --state FIN --state ISL --state NOR --state SWE"
)]
pub(in crate::command) struct BookWord {
    /// The folder
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// As of which day; today if not given
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, value_parser = super::lookup::written_day)]
    on: Option<Date>,
    /// Only these States and the pairs of them; else every State
    #[arg(long, value_name = "STATE")]
    state: Vec<String>,
}

/// What was written.
#[derive(Serialize)]
struct Written<'a> {
    out: &'a std::path::Path,
    on: Date,
    pages: usize,
    pairs: usize,
    bytes: u64,
}

impl BookWord {
    pub(super) fn run(self, book: &Lawbook, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let states = self.state.iter().map(|given| lookup::state(book, "--state", given)).collect::<Result<_, _>>()?;
        let options = Options { on: lookup::day(self.on), states };
        let made = ::book::make(book, &options, &self.out).map_err(|bad| trouble(&self.out, bad))?;
        let ::book::Made { pages, pairs, bytes } = made;
        let written = Written { out: &self.out, on: options.on, pages, pairs, bytes };
        terminal.show(&written, || {
            let first = self.out.join("index.html");
            format!(
                "{pages} pages, {pairs} of them pairs of States, {} MB\nopen {}",
                bytes / 1_000_000,
                first.display()
            )
        })?;
        Ok(Answer::Yes)
    }
}

fn trouble(out: &std::path::Path, bad: BadBook) -> Trouble {
    match bad {
        BadBook::Folder(BadFolder::Io { path, error }) => Trouble::file(&path, &error),
        BadBook::Folder(bad @ (BadFolder::Foreign(_) | BadFolder::Nameless(_))) => {
            Trouble::input(out.display().to_string(), bad.to_string(), "nothing was written")
        }
        bad => model::Failure::new("writing the register", bad).into(),
    }
}
