//! `comity law check`: is the lawbook sound, does everything a node has open rest on law, and what would a change of the law
//! touch? Ids and instruments only, nothing about a person.

mod resting;

use super::lookup;
use super::what_if::{Supposing, impossible};
use crate::command::directory::Directory;
use crate::command::table::Table;
use crate::command::{Answer, Terminal, Trouble};
use crate::{rules, system::SystemClock};
use clap::Args;
use law::drill::{Drill, Subject, SubjectKind, drill};
use law::{Lawbook, power};
use model::time::Date;
use model::{Clock, RulesetVersion};
use serde::Serialize;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Check the lawbook, and what a change of it touches: the arrangements and open cases of a node, by id
#[derive(Debug, Args)]
#[command(
    after_help = "Without a change it says what rests on no law today. Exit 1: something does not, or would not after the \
                        change.\n\nExamples:\n  comity law check\n  comity law check --dir /srv/comity/fi-spoc\n  \
                        comity law check --dir fi-spoc --leave UGA UN-ICSFT-1999 --on 2027-01-01\n  \
                        comity law check --dir fi-spoc --with ./lawbook --json"
)]
pub(in crate::command) struct Check {
    /// The directory of a node
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// The file with the node key, as for `comity serve`
    #[arg(long, value_name = "FILE", env = "COMITY_KEY_FILE", requires = "dir")]
    key_file: Option<PathBuf>,
    /// Another edition of the lawbook, as a folder, to compare with
    #[arg(long, value_name = "FOLDER")]
    with: Option<PathBuf>,
    #[command(flatten)]
    supposing: Supposing,
    /// On which day; today if not given
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, value_parser = lookup::written_day)]
    on: Option<Date>,
}

/// The answer.
#[derive(Serialize)]
struct Shown {
    /// On which day.
    on: Date,
    /// How many instruments, articles and acts the lawbook has: it was read whole, and is sound.
    instruments: usize,
    articles: usize,
    acts: usize,
    /// How many arrangements and open cases were looked at.
    arrangements: usize,
    cases: usize,
    /// What could not be asked, and why.
    not_asked: Vec<resting::NotAsked>,
    /// What rests on no law on that day.
    uncovered: Vec<Uncovered>,
    /// What a change would touch; null where none was given.
    drill: Option<Drill>,
    rules: RulesetVersion,
}

/// An arrangement or case that nothing covers.
#[derive(Serialize)]
struct Uncovered {
    kind: SubjectKind,
    id: String,
    because: String,
}

impl Check {
    pub(super) fn run(self, book: &Lawbook, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let on = lookup::day(self.on);
        let found = match self.dir {
            None => resting::Found::default(),
            Some(dir) => {
                let directory = Directory { dir, key_file: self.key_file };
                directory.configuration()?;
                let store = directory.open()?;
                store.read("law check", SystemClock.now(), |tx| resting::find(tx, book, on))?
            }
        };
        let mut after = None;
        if let Some(folder) = &self.with {
            after = Some(other(folder)?);
        }
        let acts = self.supposing.acts(after.as_ref().unwrap_or(book), on)?;
        if !acts.is_empty() {
            let supposed = after.as_ref().unwrap_or(book).supposing(&acts).map_err(|e| impossible(&e))?;
            after = Some(supposed);
        }
        let drill = after.map(|after| drill(book, &after, &found.subjects));
        let shown = shown(book, on, found, drill);
        let fine = shown.uncovered.is_empty() && shown.drill.as_ref().is_none_or(|drill| drill.dependents.is_empty());
        terminal.show(&shown, || page(&shown))?;
        Ok(if fine { Answer::Yes } else { Answer::No })
    }
}

/// Another edition, read whole from a folder.
fn other(folder: &Path) -> Result<Lawbook, Trouble> {
    let held = std::fs::metadata(folder).map_err(|error| Trouble::file(folder, &error))?;
    // Before anything is read: what is no lawbook may be a whole disk.
    if !held.is_dir() || !folder.join("VERSION").is_file() {
        let because = "there is no file VERSION in it";
        return Err(Trouble::input(folder.display().to_string(), because, "give the folder of a lawbook"));
    }
    let files = rules::lawbook_folder(folder).map_err(|error| Trouble::file(folder, &error))?;
    let borrowed: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let version = rules::version_of(&borrowed);
    Lawbook::read(&borrowed, version).map_err(|bad| Trouble::input("--with", bad.to_string(), "mend the lawbook first"))
}

fn shown(book: &Lawbook, on: Date, found: resting::Found, drill: Option<Drill>) -> Shown {
    let count = |kind| found.subjects.iter().filter(|subject| subject.kind == kind).count();
    let acts = book.instruments().filter_map(|instrument| book.acts(&instrument.id));
    Shown {
        on,
        instruments: book.instruments().count(),
        articles: book.instruments().map(|instrument| instrument.rules.len()).sum(),
        acts: acts.flat_map(|acts| acts.values()).map(Vec::len).sum(),
        arrangements: count(SubjectKind::Arrangement),
        cases: count(SubjectKind::Case),
        uncovered: found.subjects.iter().filter_map(|subject| uncovered(book, subject)).collect(),
        not_asked: found.not_asked,
        drill,
        rules: book.version().clone(),
    }
}

/// A case that nothing covers, or an arrangement under which nothing is covered.
fn uncovered(book: &Lawbook, subject: &Subject) -> Option<Uncovered> {
    let mut because = String::new();
    for question in &subject.questions {
        let found = power(book, question, &subject.arrangements).decision;
        match found.gap {
            None => return None,
            Some(gap) => because = gap.sentence,
        }
    }
    Some(Uncovered { kind: subject.kind, id: subject.id.clone(), because })
}

fn page(shown: &Shown) -> String {
    let Shown { on, instruments, articles, acts, .. } = shown;
    let mut page =
        format!("The lawbook is sound: {instruments} instruments, {articles} articles, {acts} acts of States.\n");
    let _ = writeln!(page, "On {on}: {} arrangements and {} open cases looked at.", shown.arrangements, shown.cases);
    for not in &shown.not_asked {
        let _ = writeln!(page, "not asked: {}: {}", not.id, not.because);
    }
    for uncovered in &shown.uncovered {
        let _ = writeln!(page, "NOT COVERED  {} {}: {}", word(uncovered.kind), uncovered.id, uncovered.because);
    }
    if let Some(drill) = &shown.drill {
        change(&mut page, drill);
    }
    let _ = writeln!(page, "\n{}.", shown.rules.0);
    page
}

fn word(kind: SubjectKind) -> &'static str {
    match kind {
        SubjectKind::Arrangement => "arrangement",
        SubjectKind::Case => "case",
    }
}

fn change(page: &mut String, drill: &Drill) {
    let _ = writeln!(page, "\nCompared with {}:", drill.after.0);
    let mut table = Table::new(2, &["instrument", "what changed", "of"]);
    for changed in &drill.changed {
        let part = format!("{:?}", changed.part).to_lowercase();
        table.row([changed.instrument.to_string(), part, changed.of.clone()]);
    }
    if table.is_empty() {
        page.push_str("  no instrument changed\n");
    } else {
        let _ = write!(page, "{table}");
    }
    if drill.dependents.is_empty() {
        let _ = writeln!(page, "\nNone of {} depends on it.", drill.asked);
        return;
    }
    let _ = writeln!(page, "\n{} of {} depend on it:", drill.dependents.len(), drill.asked);
    for dependent in &drill.dependents {
        let outcome = format!("{:?}", dependent.outcome).to_uppercase();
        let _ = writeln!(page, "{outcome}  {} {}", word(dependent.kind), dependent.id);
        for affected in dependent.affected.iter().take(6) {
            let (kind, offence, purpose) = (affected.kind, &affected.offence, affected.purpose);
            let _ = writeln!(page, "  {kind} on {offence} for {purpose} from {} to {}", affected.from, affected.to);
            for (word, bases) in [
                ("goes", &affected.lost),
                ("comes", &affected.gained),
                ("changes", &affected.altered),
                ("stays", &affected.rests_on),
            ] {
                if !bases.is_empty() {
                    let _ = writeln!(page, "    {word}: {}", bases.join("; "));
                }
            }
        }
        if dependent.affected.len() > 6 {
            let _ = writeln!(page, "  and {} more: --json names all", dependent.affected.len() - 6);
        }
    }
}
