//! `comity batch`: a population against the holdings of a node that is not running, under a stored authorisation. Who asks
//! proves by both factors that it is he. What was found lies closed in the node and waits for a person; it is shown by the
//! officers' API alone, never here. Of a row without a hit nothing is kept.

use super::directory::Directory;
use super::screen::{BLOCK, Table, on_all, profile};
use super::{Answer, Terminal, Trouble};
use crate::rules::Rules;
use crate::sign_in::{self, Given, NotSignedIn};
use crate::system::{SystemChance, SystemClock};
use clap::Args;
use exchange::population::{self, Begun, Screened, Use};
use exchange::{PublishedLog, Station, Trying, attempt};
use formats::screening::{Listed, Row};
use model::{AuthorisationId, CaseReference, Clock, Digest, Failure, Officer, OfficerId, Purpose};
use serde::Serialize;
use std::io::BufRead as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use store::{Store, Tx};
use zeroize::Zeroizing;

/// Refused rows that are told on stderr.
const TOLD: u64 = 20;
/// How often the progress is told.
const OFTEN: Duration = Duration::from_secs(2);

/// Screen a population against a node's holdings, under a stored authorisation
#[derive(Debug, Args)]
#[command(
    after_help = "The node must not be running. An approver signs the authorisation first (POST /v1/populations); it names one \
                        document by its SHA-256, the purpose, the case, the units whose holdings are searched, the most rows \
                        and the last day. Password and code are read from standard input, two lines.\nThe table is written as \
                        for `comity screen`. Hits are read and judged through the officers' API \
                        (/v1/populations/ID/hits); a hit is no match. Of a row without a hit nothing is kept; the table itself \
                        is yours to erase.\nExit 1 if there is no new hit, or if it is refused; both are in the log.\n\n\
                        Examples:\n  \
                        comity batch --dir fi-spoc --authorisation ferry-2026-17 --queries manifest.csv --officer desk-7 \
                        --purpose prevention --case FI-2026/17"
)]
pub(super) struct Batch {
    #[command(flatten)]
    directory: Directory,
    /// The stored authorisation
    #[arg(long, value_name = "ID")]
    authorisation: AuthorisationId,
    /// The table of the population: the authorised document, byte for byte
    #[arg(long, value_name = "FILE")]
    queries: PathBuf,
    /// Who asks
    #[arg(long, value_name = "ID")]
    officer: OfficerId,
    /// What for: the purpose of the authorisation
    #[arg(long, value_name = "PURPOSE", value_parser = purpose)]
    purpose: Purpose,
    /// Our case reference: that of the authorisation
    #[arg(long, value_name = "CASE")]
    case: CaseReference,
}

fn purpose(text: &str) -> Result<Purpose, String> {
    let words: Vec<&str> = Purpose::ALL.iter().map(|purpose| purpose.as_str()).collect();
    Purpose::parse(text).ok_or_else(|| format!("expected one of {}", words.join(", ")))
}

/// What was done.
#[derive(Serialize)]
struct Shown<'a> {
    authorisation: &'a AuthorisationId,
    document: Digest,
    #[serde(flatten)]
    screened: Screened,
    /// Rows that could not be read, or that name nobody to look for.
    rows_refused: u64,
}

impl Batch {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let configuration = self.directory.configuration()?;
        let (document, rows) = counted(&self.queries)?;
        let Rules { lawbook, policies } =
            Rules::of(&self.directory.dir).map_err(|e| Failure::new("reading the rules", e))?;
        let store = self.directory.open()?;
        let (at, mut chance) = (SystemClock.now(), SystemChance);
        let station = Station::open(&store, lawbook, policies, configuration.ways(), at, &mut chance)?;
        let done = self.under(&station, &store, (document, rows), terminal);
        // Refused or not, what happened is in the log, and the log is published.
        PublishedLog::open(&station, &store, at)?.publish(&station, &store, at)?;
        store.truncate_log()?;
        let (screened, rows_refused) = done?;
        let shown = Shown { authorisation: &self.authorisation, document, screened, rows_refused };
        terminal.show(&shown, || page(&shown, &self.queries))?;
        Ok(if screened.candidates == 0 { Answer::No } else { Answer::Yes })
    }

    fn under(
        &self,
        station: &Station,
        store: &Store,
        (document, rows): (Digest, u64),
        terminal: &mut Terminal,
    ) -> Result<(Screened, u64), Trouble> {
        let officer = self.proved(store, terminal)?;
        let (authorisation, case) = (self.authorisation.clone(), self.case.clone());
        let stated = Use { authorisation, purpose: self.purpose, case, document, rows };
        let trying = |name| Trying { name, exchange: None, officer: Some(&officer.id) };
        let (at, mut chance) = (SystemClock.now(), SystemChance);
        let begun = attempt(store, trying("begin a population"), at, &mut chance, |tx| {
            population::begin(station, tx, &officer, &stated)
        })?;
        terminal.say(&format!("{rows} rows; under `{}`, which is in the log", self.authorisation));
        let mut trouble = None;
        let done = attempt(store, trying("screen a population"), at, &mut chance, |tx| {
            self.screen(tx, begun, terminal).map_err(|found| match found {
                Trouble::Refused(refusal) => refusal.into(),
                other => {
                    let stop = Failure::new("screening a population", &other);
                    trouble = Some(other);
                    stop.into()
                }
            })
        });
        done.map_err(|stop| trouble.unwrap_or_else(|| stop.into()))
    }

    /// The officer, after both factors were right; his session ends at once.
    fn proved(&self, store: &Store, terminal: &mut Terminal) -> Result<Officer, Trouble> {
        terminal
            .say(&format!("password of {}, and on the next line the six digits of the authenticator:", self.officer));
        let (secret, totp) = (line()?, line()?);
        let given = Given { officer: self.officer.to_string(), secret, totp: totp.to_string() };
        let (at, mut chance) = (SystemClock.now(), SystemChance);
        let (officer, token) = sign_in::sign_in(store, at, &mut chance, &given).map_err(|error| match error {
            NotSignedIn::Stopped(stop) => Trouble::from(stop),
            other => Trouble::input("--officer", other.to_string(), "try again with a fresh code"),
        })?;
        store.tx("sign out", at, &mut chance, |tx| sign_in::sign_out(tx, &token))?;
        Ok(officer)
    }

    fn screen(&self, tx: &mut Tx<'_>, mut begun: Begun, terminal: &mut Terminal) -> Result<(Screened, u64), Trouble> {
        let mut table = Table::open(&self.queries, "query_id")?;
        let (mut refused, mut told) = (0, Instant::now());
        loop {
            let mut block: Vec<Row> = Vec::new();
            while block.len() < BLOCK
                && let Some(row) = table.next_row()?
            {
                block.push(row);
            }
            if block.is_empty() {
                return Ok((begun.end(tx, table.digest())?, refused));
            }
            let rows: Vec<&Listed> = block.iter().filter_map(|row| row.as_ref().ok()).collect();
            let found = on_all(&rows, |row| begun.compare(&profile(row.clone())))?;
            for bad in block.iter().filter_map(|row| row.as_ref().err()) {
                refused += 1;
                if refused <= TOLD {
                    terminal.say(&format!("left out: {bad}"));
                }
            }
            for (row, candidates) in rows.iter().zip(&found) {
                begun.keep(tx, &row.id, candidates)?;
            }
            if told.elapsed() > OFTEN {
                told = Instant::now();
                terminal.say(&format!("{} rows, {} % of the table", begun.rows(), table.percent()));
            }
        }
    }
}

/// The digest of a table and the number of its rows, bad ones included.
fn counted(path: &Path) -> Result<(Digest, u64), Trouble> {
    let mut table = Table::open(path, "query_id")?;
    let mut rows = 0;
    while table.next_row()?.is_some() {
        rows += 1;
    }
    Ok((table.digest(), rows))
}

/// One line of standard input, without its end.
fn line() -> Result<Zeroizing<String>, Trouble> {
    let mut text = Zeroizing::new(String::new());
    std::io::stdin().lock().read_line(&mut text).map_err(|e| Failure::new("reading standard input", e))?;
    Ok(Zeroizing::new(text.trim_end_matches(['\r', '\n']).to_owned()))
}

fn page(shown: &Shown<'_>, queries: &Path) -> String {
    let Screened { rows, searched, candidates } = shown.screened;
    format!(
        "{rows} rows were compared with {searched} records; {} could not be read\n\
         {candidates} new hits wait for a person: /v1/populations/{}/hits\n\
         Of rows without a hit nothing is kept here. {} is yours to erase.",
        shown.rows_refused,
        shown.authorisation,
        queries.display()
    )
}
