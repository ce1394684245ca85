//! `comity screen`: a table of queries against a table of entities, on the caller's own machine. No node, no log: the
//! files are the caller's. A node's own holdings are searched through its pipeline alone.
//!
//! Both tables are read a row at a time ([`table`]); queries are screened block by block on all processors ([`batch`]); the
//! result grows beside its place and is moved there at the end ([`output`]), so that a run that was broken off can be
//! resumed.

mod batch;
mod output;
mod snapshot;
mod summary;
mod table;

use super::{Answer, Terminal, Trouble};
use ::screen::Index;
use batch::Batch;
pub(super) use batch::{BLOCK, on_all};
use clap::{Args, ValueEnum};
use output::Output;
pub(super) use output::{REFUSED_HEADER, beside, refused_row};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
pub(super) use summary::Summary;
pub(super) use table::{Table, index, profile, threads};

/// Screen a table of queries against a table of entities
#[derive(Debug, Args)]
#[command(
    after_help = "Tables are TSV, CSV, JSON lines, or FollowTheMoney entities as JSON lines, told apart by their \
                        first line; columns go by name: entity_id or query_id (or id), name, and where there are schema, \
                        aliases (a|b), dob, nationality, ids and others.\nThe result is TSV with query_id, rank, \
                        candidate_id, score from 0 to 1. A bad row is told with its line and does not stop the rest.\n\
                        Exit 1 if no query has a candidate. A candidate is no match: a person decides.\n\nExamples:\n  \
                        comity screen --entities entities.tsv --queries queries.csv --top 10 --out run.tsv\n  \
                        comity screen --entities entities.ftm.json --queries queries.tsv --explain --out - | less\n  \
                        comity screen --entities entities.tsv --queries many.csv --out run.tsv --resume"
)]
pub(super) struct Screen {
    /// The table to search in, or an index that --keep-index wrote
    #[arg(long, value_name = "FILE")]
    entities: PathBuf,
    /// Also write the index of the entities, in clear, to be given to --entities another time
    #[arg(long, value_name = "FILE")]
    keep_index: Option<PathBuf>,
    /// The table of what is asked
    #[arg(long, value_name = "FILE")]
    queries: PathBuf,
    /// At most so many candidates for each query
    #[arg(long, value_name = "N", default_value = "10", value_parser = most)]
    top: NonZeroUsize,
    /// Leave out candidates below this probability
    #[arg(long, value_name = "T", default_value = "0", value_parser = probability)]
    threshold: f64,
    /// Say why: what speaks for each candidate, what against, and how much. Goes to OUT.why.txt or OUT.why.jsonl beside the
    /// table; with `--out -` to stdout in its place
    #[arg(long, value_name = "FORM", num_args = 0..=1, require_equals = true, default_missing_value = "text")]
    explain: Option<Form>,
    /// Where the result goes; `-` is stdout
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Replace a result that stands there already
    #[arg(long)]
    overwrite: bool,
    /// Go on where a run with the same tables and options was broken off
    #[arg(long, conflicts_with = "overwrite")]
    resume: bool,
}

/// The form of explanations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For reading.
    Text,
    /// One object a line.
    Json,
}

impl Screen {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let to_stdout = self.out == Path::new("-");
        if to_stdout && terminal.json() {
            let because = "stdout cannot hold both the table and the JSON document";
            return Err(Trouble::input("--out", because, "give a file, or leave --json out"));
        }
        if to_stdout && self.resume {
            return Err(Trouble::input("--resume", "what went to stdout cannot be taken up", "give a file to --out"));
        }
        self.spare_the_tables()?;
        let mut queries = Table::open(&self.queries, "query_id")?;
        let mut output = if to_stdout { Output::stdout(self.explain) } else { self.file(&queries)? };
        let mut summary = output.taken_up().unwrap_or_default();
        let index = self.index(&mut summary, &mut output, terminal)?;
        Batch { index: &index, top: self.top.get(), threshold: self.threshold, form: self.explain }.run(
            &mut queries,
            &mut output,
            &mut summary,
            terminal,
        )?;
        output.finish(terminal)?;
        summary.entities = index.len() as u64;
        summary.out = self.out.display().to_string();
        summary.show(terminal, to_stdout)?;
        Ok(if summary.candidates == 0 { Answer::No } else { Answer::Yes })
    }

    fn index(&self, summary: &mut Summary, output: &mut Output, terminal: &mut Terminal) -> Result<Index, Trouble> {
        if let Some(index) = snapshot::open(&self.entities)? {
            terminal.say(&format!("{} entities are in the index", index.len()));
            return Ok(index);
        }
        let mut entities = Table::open(&self.entities, "entity_id")?;
        let already_told = summary.resumed;
        let mut told = Summary::default();
        let index =
            table::index(
                &mut entities,
                &mut told,
                |bad| {
                    if already_told { Ok(()) } else { output.refuse(bad, terminal) }
                },
            )?;
        if !already_told {
            summary.entity_rows_refused = told.entity_rows_refused;
            summary.unread += told.unread;
        }
        terminal.say(&format!("{} entities are indexed", index.len()));
        if let Some(place) = &self.keep_index {
            snapshot::keep(&index, place, self.overwrite)?;
        }
        Ok(index)
    }

    fn file(&self, queries: &Table) -> Result<Output, Trouble> {
        let setting = output::Setting {
            entities: table::stamp(&self.entities)?,
            queries: table::stamp(queries.path())?,
            top: self.top.get(),
            threshold: self.threshold.to_string(),
            explain: self.explain.map(|form| format!("{form:?}")),
            algorithm: ::screen::Algorithm::V1.to_string(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
        };
        if self.out.exists() && !self.overwrite {
            let remedy = "name another file, or say --overwrite";
            return Err(Trouble::input(self.out.display().to_string(), "there is a file already", remedy));
        }
        Output::file(&self.out, self.explain, setting, self.resume, self.overwrite)
    }

    /// The tables that are read are not replaced, whatever is said.
    fn spare_the_tables(&self) -> Result<(), Trouble> {
        let Ok(out) = self.out.canonicalize() else { return Ok(()) };
        let read = [&self.entities, &self.queries].into_iter().find(|path| path.canonicalize().is_ok_and(|p| p == out));
        let Some(read) = read else { return Ok(()) };
        let because = format!("the result would replace {}, which is read", read.display());
        Err(Trouble::input("--out", because, "name another file"))
    }
}

fn most(given: &str) -> Result<NonZeroUsize, String> {
    let wanted = "a whole number from 1 on; for no candidates at all there is nothing to screen";
    given.parse().map_err(|_| format!("expected {wanted}"))
}

fn probability(given: &str) -> Result<f64, String> {
    let value: f64 = given.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=1.0).contains(&value) { Ok(value) } else { Err("not between 0 and 1".to_owned()) }
}
