//! `comity screen`: a table of queries against a table of entities, on the caller's own machine. No node, no log: the
//! files are the caller's. A node's own holdings are searched through its pipeline alone.

use super::{Answer, Terminal, Trouble};
use ::screen::{Algorithm, EntryId, Index};
use clap::Args;
use formats::Guards;
use formats::screening::{Listed, RunRow, Table, read_entities, read_queries, write_run};
use model::Failure;
use serde::Serialize;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// Screen a table of queries against a table of entities
#[derive(Debug, Args)]
#[command(after_help = "Both tables are TSV with a header line; the result is TSV with query_id, rank, candidate_id, \
                        score from 0 to 1.\nExit 1 if no query has a candidate. A candidate is no match: a person \
                        decides.\n\nExamples:\n  \
                        comity screen --entities entities.tsv --queries queries.tsv --top 10 --out run.tsv\n  \
                        comity screen --entities entities.tsv --queries queries.tsv --out - | head")]
pub(super) struct Screen {
    /// The table to search in
    #[arg(long, value_name = "FILE")]
    entities: PathBuf,
    /// The table of what is asked
    #[arg(long, value_name = "FILE")]
    queries: PathBuf,
    /// At most so many candidates for each query
    #[arg(long, value_name = "N", default_value = "10")]
    top: NonZeroUsize,
    /// Leave out candidates below this probability
    #[arg(long, value_name = "T", default_value = "0", value_parser = probability)]
    threshold: f64,
    /// Where the result goes; `-` is stdout
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// What was done, for `--json`.
#[derive(Debug, Serialize)]
struct Done {
    entities: usize,
    queries: usize,
    queries_with_candidates: usize,
    candidates: usize,
    /// Values in a form that is not understood, which were left out.
    unread: usize,
    algorithm: String,
    out: String,
}

impl Screen {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let to_stdout = self.out == Path::new("-");
        if to_stdout && terminal.json() {
            let because = "stdout cannot hold both the table and the JSON document";
            return Err(Trouble::input("--out", because, "give a file, or leave --json out"));
        }
        self.spare_the_tables()?;
        let entities = table(&self.entities, read_entities)?;
        let queries = table(&self.queries, read_queries)?;
        terminal.say(&format!("{} entities, {} queries", entities.rows.len(), queries.rows.len()));
        let unread = entities.unread.len() + queries.unread.len();
        let rows = entities.rows.into_iter().map(|row| (EntryId::new(row.id), row.subject));
        let index = Index::build(rows, Algorithm::V1);
        let run = screen_all(&index, &queries.rows, self.top.get(), self.threshold)?;
        let table = write_run(&run);
        if to_stdout {
            terminal.write(table.as_bytes())?;
        } else {
            write_whole(&self.out, table.as_bytes())?;
        }
        let done = Done {
            entities: index.len(),
            queries: queries.rows.len(),
            queries_with_candidates: run.iter().filter(|row| row.rank == 1).count(),
            candidates: run.len(),
            unread,
            algorithm: "v1".to_owned(),
            out: self.out.display().to_string(),
        };
        report(terminal, &done, to_stdout)?;
        Ok(if run.is_empty() { Answer::No } else { Answer::Yes })
    }
}

impl Screen {
    /// The result replaces what stands at its path; the tables that are read are not replaced.
    fn spare_the_tables(&self) -> Result<(), Trouble> {
        let Ok(out) = self.out.canonicalize() else { return Ok(()) };
        let read = [&self.entities, &self.queries].into_iter().find(|path| path.canonicalize().is_ok_and(|p| p == out));
        let Some(read) = read else { return Ok(()) };
        let because = format!("the result would replace {}, which is read", read.display());
        Err(Trouble::input("--out", because, "name another file"))
    }
}

fn report(terminal: &mut Terminal, done: &Done, to_stdout: bool) -> Result<(), Trouble> {
    let page = format!(
        "{} of {} queries have candidates, {} in all; {} values were not understood and left out",
        done.queries_with_candidates, done.queries, done.candidates, done.unread
    );
    if to_stdout {
        terminal.say(&page);
        return Ok(());
    }
    terminal.show(done, || page)
}

fn probability(given: &str) -> Result<f64, String> {
    let value: f64 = given.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=1.0).contains(&value) { Ok(value) } else { Err("not between 0 and 1".to_owned()) }
}

type Read = fn(&str, &[u8], &Guards) -> Result<Table, formats::BadDocument>;

fn table(path: &Path, read: Read) -> Result<Table, Trouble> {
    let bytes = std::fs::read(path).map_err(|e| Trouble::file(path, &e))?;
    Ok(read(&path.display().to_string(), &bytes, &Guards::TABLE)?)
}

/// Screens every query, on as many threads as the machine has; the order of the result is that of the queries.
fn screen_all(index: &Index, queries: &[Listed], top: usize, threshold: f64) -> Result<Vec<RunRow>, Trouble> {
    let threads = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let share = queries.len().div_ceil(threads).max(1);
    let parts: Result<Vec<Vec<RunRow>>, _> = std::thread::scope(|scope| {
        let work = |part: &[Listed]| part.iter().flat_map(|query| screen_one(index, query, top, threshold)).collect();
        let running: Vec<_> = queries.chunks(share).map(|part| scope.spawn(move || work(part))).collect();
        running.into_iter().map(std::thread::ScopedJoinHandle::join).collect()
    });
    let parts = parts.map_err(|_| Failure::new("screening", "a thread broke off"))?;
    Ok(parts.into_iter().flatten().collect())
}

fn screen_one(index: &Index, query: &Listed, top: usize, threshold: f64) -> Vec<RunRow> {
    let found = index.screen(&query.subject, top);
    let above = found.into_iter().filter(|candidate| candidate.probability >= threshold);
    let row = |(rank, candidate): (usize, ::screen::Candidate)| RunRow {
        query: query.id.clone(),
        rank,
        candidate: candidate.entry.to_string(),
        score: candidate.probability,
    };
    (1..).zip(above).map(row).collect()
}

/// Writes beside the place and moves it there, so that a broken run leaves no half table.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".part");
    let part = path.with_file_name(name);
    let written = std::fs::write(&part, bytes).and_then(|()| std::fs::rename(&part, path));
    written.map_err(|e| {
        let _ = std::fs::remove_file(&part);
        Trouble::file(path, &e)
    })
}
