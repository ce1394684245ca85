//! The `comity` command: one file per word. Each word reads its arguments, does one thing, and says it twice: a page for
//! a person, or one JSON document (`--json`). Law, keys and rows are elsewhere; nothing is decided here.
//!
//! Exit codes: 0 done; 1 an answer that is no: not covered, refused, no hit, broken log; 2 usage or bad input, with the
//! place; 3 failure. Next: [`Trouble`] is everything that is not an answer, [`Terminal`] the two outputs.

mod account;
mod audit;
mod backup;
mod batch;
mod bundle;
mod clock;
mod directory;
mod import;
mod init;
mod law;
mod lawbook;
mod near;
mod reference;
mod resolve;
mod restore;
mod screen;
mod secret_file;
mod serve;
mod table;
mod terminal;
mod trouble;
mod whole;

pub use reference::reference;
pub use terminal::Terminal;
pub use trouble::Trouble;

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// An answer: both are success of the command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Done, covered, found, sound.
    Yes,
    /// Not covered, refused, no hit, not sound.
    No,
}

/// What the program is given.
#[derive(Debug, Parser)]
#[command(
    name = "comity",
    version,
    about = "A node that an authority runs for lawful, accountable cooperation against terrorism",
    after_help = "Exit codes: 0 done; 1 an answer that is no (not covered, refused, no hit, broken log); \
                  2 usage or bad input, with the place; 3 failure.",
    propagate_version = true,
    arg_required_else_help = true
)]
pub(crate) struct Comity {
    /// Print one JSON document on stdout; diagnostics still go to stderr
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    word: Word,
}

#[derive(Debug, Subcommand)]
enum Word {
    Demo(Demo),
    Init(init::Init),
    Serve(serve::Serve),
    Import(import::Import),
    #[command(subcommand)]
    Law(law::Law),
    #[command(subcommand)]
    Lawbook(lawbook::Lawbook),
    Clock(clock::Clock),
    Screen(screen::Screen),
    Batch(batch::Batch),
    Resolve(resolve::Resolve),
    #[command(subcommand)]
    Audit(audit::Audit),
    Account(account::Account),
    #[command(subcommand)]
    Bundle(bundle::Bundle),
    Backup(backup::Backup),
    Restore(restore::Restore),
}

/// Play a federation in one process: real law, real lists, synthetic people
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  comity demo\n  comity demo --headless --json --dir /tmp/comity-demo")]
struct Demo {
    /// Play without pauses
    #[arg(long)]
    headless: bool,
    /// Where the nodes live: one folder per node; their keys lie beside it, in `DIR.keys`
    #[arg(long, value_name = "DIR", default_value = "comity-demo")]
    dir: PathBuf,
}

/// Runs the command line.
pub fn run() -> ExitCode {
    let Comity { json, word } = match Comity::try_parse() {
        Ok(line) => line,
        Err(error) => return unread(&error),
    };
    let mut terminal = Terminal::new(json);
    let done = match word {
        Word::Demo(Demo { headless, dir }) => {
            return crate::demo::run(&crate::demo::Options { headless, json, directory: dir });
        }
        Word::Init(init) => init.run(&mut terminal),
        Word::Serve(serve) => serve.run(&mut terminal),
        Word::Import(import) => import.run(&mut terminal),
        Word::Law(law) => law.run(&mut terminal),
        Word::Lawbook(lawbook) => lawbook.run(&mut terminal),
        Word::Clock(clock) => clock.run(&mut terminal),
        Word::Screen(screen) => screen.run(&mut terminal),
        Word::Batch(batch) => batch.run(&mut terminal),
        Word::Resolve(resolve) => resolve.run(&mut terminal),
        Word::Audit(audit) => audit.run(&mut terminal),
        Word::Account(account) => account.run(&mut terminal),
        Word::Bundle(bundle) => bundle.run(&mut terminal),
        Word::Backup(backup) => backup.run(&mut terminal),
        Word::Restore(restore) => restore.run(&mut terminal),
    };
    match done {
        Ok(Answer::Yes) => ExitCode::SUCCESS,
        Ok(Answer::No) => ExitCode::from(1),
        Err(trouble) => {
            terminal.trouble(&trouble);
            ExitCode::from(trouble.exit_code())
        }
    }
}

/// A command line that the parser does not take: help and version go to the reader; an error is told in JSON where it was
/// asked for, with exit code 2.
fn unread(error: &clap::Error) -> ExitCode {
    let json = std::env::args_os().any(|argument| argument == "--json");
    if !json || !error.use_stderr() {
        error.exit();
    }
    let text = error.render().to_string();
    let told = text.split("\n\n").next().unwrap_or_default().trim_start_matches("error: ");
    let told: Vec<&str> = told.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let trouble = Trouble::input("the command line", told.join(" "), "see --help of this word");
    Terminal::new(true).trouble(&trouble);
    ExitCode::from(trouble.exit_code())
}
