//! Queries, block by block, on all processors; the order of the result is that of the queries, whatever the threads did.

use super::super::{Terminal, Trouble};
use super::Form;
use super::output::Output;
use super::summary::Summary;
use super::table::{Table, profile, threads};
use ::screen::v1::table::hash;
use ::screen::{Candidate, ExposedExplanation, Index};
use formats::screening::{Listed, Row, RunRow, write_row};
use model::Failure;
use serde::Serialize;
use std::collections::HashSet;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// Queries that are read, screened and written at a time.
pub const BLOCK: usize = 2_048;
/// Queries that a thread takes at a time.
const SHARE: usize = 32;
/// Ids in several rows that are told.
const TOLD: u64 = 20;
/// How often the progress is told.
const OFTEN: Duration = Duration::from_secs(2);

/// How queries are screened.
pub struct Batch<'a> {
    /// Against what.
    pub index: &'a Index,
    /// At most so many candidates.
    pub top: usize,
    /// None below this probability.
    pub threshold: f64,
    /// Explained in which form.
    pub form: Option<Form>,
}

/// What one query gave: rows, explanations, best probability, number of candidates.
#[derive(Default)]
struct Found {
    rows: String,
    why: String,
    best: Option<f64>,
    count: usize,
}

impl Batch<'_> {
    /// Screens every query that is left in the table.
    pub fn run(
        &self,
        queries: &mut Table,
        output: &mut Output,
        summary: &mut Summary,
        terminal: &mut Terminal,
    ) -> Result<(), Trouble> {
        let mut done = summary.queries + summary.query_rows_refused;
        let mut seen: HashSet<u64> = HashSet::new();
        for _ in 0..done {
            if let Some(Ok(row)) = queries.next_row()? {
                seen.insert(hash(row.id.as_bytes()));
            }
        }
        if done > 0 {
            terminal.say(&format!("taken up after {done} rows"));
        }
        let (start, mut told, before) = (Instant::now(), Instant::now(), done);
        loop {
            let mut block: Vec<Row> = Vec::new();
            while block.len() < BLOCK
                && let Some(row) = queries.next_row()?
            {
                block.push(row);
            }
            if block.is_empty() {
                summary.passed_over = queries.passed_over();
                return Ok(());
            }
            done += block.len() as u64;
            let rows: Vec<&Listed> = block.iter().filter_map(|row| row.as_ref().ok()).collect();
            let found = on_all(&rows, |query| self.one(query))?;
            for row in &block {
                match row {
                    Ok(row) => {
                        summary.unread += row.unread.len() as u64;
                        if !seen.insert(hash(row.id.as_bytes())) {
                            summary.query_ids_again += 1;
                            if summary.query_ids_again <= TOLD {
                                let (file, line) = (queries.path().display(), row.line);
                                terminal.say(&format!(
                                    "{file}:{line}: the id stands in an earlier row too; both are screened"
                                ));
                            }
                        }
                    }
                    Err(bad) => {
                        summary.query_rows_refused += 1;
                        output.refuse(bad, terminal)?;
                    }
                }
            }
            for one in &found {
                output.put(&one.rows, &one.why, terminal)?;
                summary.count(one.best, one.count);
            }
            output.keep(summary)?;
            if told.elapsed() > OFTEN {
                told = Instant::now();
                let rate = (done - before) as f64 / start.elapsed().as_secs_f64();
                terminal.say(&format!("{done} queries, {} % of the table, {rate:.0} a second", queries.percent()));
            }
        }
    }

    fn one(&self, query: &Listed) -> Found {
        let candidates = self.index.screen_from(&profile(query.clone()), self.top, self.threshold);
        let mut found = Found::default();
        for (rank, candidate) in (1..).zip(candidates) {
            found.best.get_or_insert(candidate.probability);
            found.count += 1;
            let entry = candidate.entry.to_string();
            let row = RunRow { query: query.id.clone(), rank, candidate: entry, score: candidate.probability };
            write_row(&row, &mut found.rows);
            match self.form {
                Some(Form::Text) => text(&row, &candidate, &mut found.why),
                Some(Form::Json) => json(&row, &candidate, &mut found.why),
                None => {}
            }
        }
        found
    }
}

/// Does `one` to every row, on all processors; the order of what comes out is that of the rows.
pub fn on_all<T: Send>(rows: &[&Listed], one: impl Fn(&Listed) -> T + Sync) -> Result<Vec<T>, Trouble> {
    let shares: Vec<&[&Listed]> = rows.chunks(SHARE).collect();
    let next = std::sync::atomic::AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let Some(share) = shares.get(at) else { return done };
            done.push((at, share.iter().map(|row| one(row)).collect::<Vec<T>>()));
        }
    };
    let parts: Result<Vec<_>, _> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads().min(shares.len())).map(|_| scope.spawn(work)).collect();
        running.into_iter().map(std::thread::ScopedJoinHandle::join).collect()
    });
    let parts = parts.map_err(|_| Failure::new("screening", "a thread broke off"))?;
    let mut parts: Vec<(usize, Vec<T>)> = parts.into_iter().flatten().collect();
    parts.sort_unstable_by_key(|(at, _)| *at);
    Ok(parts.into_iter().flat_map(|(_, found)| found).collect())
}

/// An explanation as one object.
#[derive(Serialize)]
struct Explained<'a> {
    query_id: &'a str,
    rank: usize,
    candidate_id: &'a str,
    score: f64,
    algorithm: String,
    explanation: ExposedExplanation,
}

fn json(row: &RunRow, candidate: &Candidate, into: &mut String) {
    let explained = Explained {
        query_id: &row.query,
        rank: row.rank,
        candidate_id: &row.candidate,
        score: row.score,
        algorithm: candidate.algorithm.to_string(),
        explanation: candidate.explanation.expose(),
    };
    if let Ok(line) = serde_json::to_string(&explained) {
        into.push_str(&line);
        into.push('\n');
    }
}

fn text(row: &RunRow, candidate: &Candidate, into: &mut String) {
    let RunRow { query, rank, candidate: entry, score } = row;
    let explained = candidate.explanation.expose();
    let _ = writeln!(
        into,
        "{query} -> {entry}   rank {rank}, probability {score:.6}, algorithm {}\n{explained}\n",
        candidate.algorithm
    );
}
