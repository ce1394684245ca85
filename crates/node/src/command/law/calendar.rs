//! `comity law calendar`: what comes due: acts that begin or end, lists and facts to be looked at again, and, with a node,
//! its arrangements.

use super::lookup;
use crate::command::directory::Directory;
use crate::command::table::Table;
use crate::command::{Answer, Terminal, Trouble};
use crate::system::SystemClock;
use clap::Args;
use jiff::ToSpan;
use law::Lawbook;
use law::calendar::{Calendar, calendar, ical};
use model::time::Date;
use model::{Clock, Verification};
use std::fmt::Write as _;
use std::path::PathBuf;

/// List what comes due: acts that begin or end, reviews, sunsets, and the arrangements of a node
#[derive(Debug, Args)]
#[command(
    after_help = "A list, or a fact with a day, is looked at again after a year: a rule of the house. An arrangement that \
                        has ended carries no release from the next day on, whatever stands here.\n\nExamples:\n  \
                        comity law calendar\n  comity law calendar --until 2028-12-31 --json\n  \
                        comity law calendar --dir /srv/comity/fi-spoc --ical > law.ics"
)]
pub(in crate::command) struct CalendarWord {
    /// The directory of a node, whose arrangements are listed too
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// The file with the node key, as for `comity serve`
    #[arg(long, value_name = "FILE", env = "COMITY_KEY_FILE", requires = "dir")]
    key_file: Option<PathBuf>,
    /// Seen from which day; today if not given
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, value_parser = super::lookup::written_day)]
    on: Option<Date>,
    /// Up to which day; two years on if not given
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, value_parser = super::lookup::written_day)]
    until: Option<Date>,
    /// Write iCalendar instead of a table
    #[arg(long)]
    ical: bool,
}

impl CalendarWord {
    pub(super) fn run(self, book: &Lawbook, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        if self.ical && terminal.json() {
            let because = "an answer is one document, and two forms of it are asked for";
            return Err(Trouble::input("--ical", because, "leave --ical or --json out"));
        }
        let on = lookup::day(self.on);
        let until = match self.until {
            Some(until) if until < on => {
                let because = format!("{until} is before {on}");
                return Err(Trouble::input("--until", because, "give a day that is not before the first"));
            }
            Some(until) => until,
            None => on.checked_add(2.years()).unwrap_or(Date::MAX),
        };
        let arrangements = match self.dir {
            None => Vec::new(),
            Some(dir) => {
                let directory = Directory { dir, key_file: self.key_file };
                directory.configuration()?;
                directory.open()?.read("calendar", SystemClock.now(), |tx| tx.arrangements().all())?
            }
        };
        let calendar = calendar(book, &arrangements, on, until);
        if self.ical {
            terminal.write(ical(&calendar).as_bytes())?;
        } else {
            terminal.show(&calendar, || page(&calendar))?;
        }
        Ok(Answer::Yes)
    }
}

fn page(calendar: &Calendar) -> String {
    let mut page = format!("Due from {} to {}\n\n", calendar.on, calendar.until);
    let mut table = Table::new(0, &["day", "in days", "what", "of", "says"]);
    for due in &calendar.due {
        let unread = if due.verification == Some(Verification::Unverified) { " [unverified]" } else { "" };
        let days = if due.in_days < 0 { format!("overdue {}", -due.in_days) } else { due.in_days.to_string() };
        let what = due.kind.sentence().to_owned();
        table.row([due.date.to_string(), days, what, due.subject.clone(), format!("{}{unread}", due.sentence)]);
    }
    if table.is_empty() {
        page.push_str("nothing\n");
    } else {
        let _ = write!(page, "{table}");
    }
    let _ = writeln!(page, "\n{}.", calendar.rules.0);
    page
}
