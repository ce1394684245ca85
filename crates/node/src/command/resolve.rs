//! `comity resolve`: which records of one table are the same subject. On the caller's own machine, as `comity screen`; nothing
//! is merged, the table stays as it is.

use super::screen::{Table, beside, index, profile};
use super::{Answer, Terminal, Trouble, whole};
use ::screen::resolve::{Judgements, Limits, Pair, pairs, resolve};
use ::screen::{EntryId, Index};
use clap::Args;
use model::Failure;
use serde::Serialize;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Records that are screened at a time.
const BLOCK: usize = 4_096;
/// The largest file of judgements, in bytes.
const JUDGEMENTS: usize = 256 << 20;
/// What is written beside the groups.
const PAIRS: &str = ".pairs.tsv";
const REVIEW: &str = ".review.tsv";
const WHY: &str = ".why.txt";
const LEFT_OUT: &str = ".refused.tsv";

/// Find the records of a table that are the same subject
#[derive(Debug, Args)]
#[command(
    after_help = "The table is one that `comity screen` reads. The result is TSV with record_id and group_id, for \
                        records in a group of two or more; beside it OUT.pairs.tsv says which pairs made the groups and \
                        why, and OUT.review.tsv which pairs a person should judge; rows that \
                        were left out stand in OUT.refused.tsv.\nJudgements are TSV of two ids and \
                        `same` or `apart`; `apart` binds. Taking one out and resolving again gives what was before.\n\
                        Exit 1 if no two records are in a group.\n\nExamples:\n  \
                        comity resolve customers.csv --out groups.tsv\n  \
                        comity resolve customers.csv --judgements judged.tsv --explain --out groups.tsv --overwrite"
)]
pub(super) struct Resolve {
    /// The table
    #[arg(value_name = "FILE")]
    table: PathBuf,
    /// What persons said of pairs
    #[arg(long, value_name = "FILE")]
    judgements: Option<PathBuf>,
    /// Also write the evidence of every pair, to OUT.why.txt
    #[arg(long)]
    explain: bool,
    /// Where the groups go
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Replace a result that stands there already
    #[arg(long)]
    overwrite: bool,
}

/// What was found, for `--json`.
#[derive(Debug, Serialize)]
struct Done {
    records: usize,
    rows_refused: u64,
    groups: usize,
    records_in_groups: usize,
    pairs_joined: usize,
    pairs_for_review: usize,
    algorithm: String,
    out: String,
}

impl Resolve {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        self.spare()?;
        let judged = self.judgements.as_deref().map(judgements).transpose()?.unwrap_or_default();
        let mut summary = super::screen::Summary::default();
        let mut table = Table::open(&self.table, "entity_id")?;
        let mut left_out = String::new();
        let index = index(&mut table, &mut summary, |bad| {
            terminal.say(&format!("left out: {bad}"));
            left_out.push_str(&super::screen::refused_row(bad));
            Ok(())
        })?;
        for (a, b) in judged.same.iter().chain(&judged.apart) {
            if let Some(missing) = [a, b].into_iter().find(|id| !index.contains(id)) {
                let because = format!("there is no record {missing}");
                return Err(Trouble::input("--judgements", because, "give judgements of records of this table"));
            }
        }
        let resolution = resolve(self.pairs(&index)?, &judged, Limits::default());
        let mut groups = String::from("record_id\tgroup_id\n");
        for group in &resolution.groups {
            for record in group {
                let _ = writeln!(groups, "{record}\t{}", group[0]);
            }
        }
        write(&self.out, &groups)?;
        write(&beside(&self.out, PAIRS), &listed(&resolution.joined))?;
        write(&beside(&self.out, REVIEW), &listed(&resolution.review))?;
        let why = self.explain.then(|| explained(resolution.joined.iter().chain(&resolution.review)));
        write_or_remove(&beside(&self.out, WHY), why.as_deref())?;
        let left_out = (!left_out.is_empty()).then(|| format!("{}{left_out}", super::screen::REFUSED_HEADER));
        write_or_remove(&beside(&self.out, LEFT_OUT), left_out.as_deref())?;
        let done = Done {
            records: index.len(),
            rows_refused: summary.entity_rows_refused,
            groups: resolution.groups.len(),
            records_in_groups: resolution.groups.iter().map(Vec::len).sum(),
            pairs_joined: resolution.joined.len(),
            pairs_for_review: resolution.review.len(),
            algorithm: index.algorithm().to_string(),
            out: self.out.display().to_string(),
        };
        terminal.show(&done, || {
            format!(
                "{} records: {} in {} groups; {} pairs are for a person to judge; {} rows refused (algorithm {})",
                done.records,
                done.records_in_groups,
                done.groups,
                done.pairs_for_review,
                done.rows_refused,
                done.algorithm
            )
        })?;
        Ok(if resolution.groups.is_empty() { Answer::No } else { Answer::Yes })
    }

    /// What is read is not replaced, whatever is said; what stands there is replaced only if that is said.
    fn spare(&self) -> Result<(), Trouble> {
        if self.out.as_os_str() == "-" {
            let because = "the groups and what goes beside them are files";
            return Err(Trouble::input("--out", because, "name a file"));
        }
        let beside = [PAIRS, REVIEW, WHY, LEFT_OUT].map(|ending| beside(&self.out, ending));
        let parts: Vec<PathBuf> = std::iter::once(&self.out).chain(&beside).map(|file| part(file)).collect();
        let read: Vec<&PathBuf> = std::iter::once(&self.table).chain(&self.judgements).collect();
        for written in std::iter::once(&self.out).chain(&beside).chain(&parts) {
            let Ok(place) = written.canonicalize() else { continue };
            if let Some(read) = read.iter().find(|read| read.canonicalize().is_ok_and(|read| read == place)) {
                let because = format!("the result would replace {}, which is read", read.display());
                return Err(Trouble::input("--out", because, "name another file"));
            }
            if !self.overwrite && !parts.contains(written) {
                let remedy = "name another file, or say --overwrite";
                return Err(Trouble::input(written.display().to_string(), "there is a file already", remedy));
            }
        }
        Ok(())
    }

    /// Screens every record of the table against all of it.
    fn pairs(&self, index: &Index) -> Result<Vec<Pair>, Trouble> {
        let mut table = Table::open(&self.table, "entity_id")?;
        let mut all = Vec::new();
        let mut seen = std::collections::HashSet::new();
        loop {
            let mut block = Vec::new();
            while block.len() < BLOCK
                && let Some(row) = table.next_row()?
            {
                if let Ok(row) = row
                    && seen.insert(row.id.clone())
                {
                    block.push((EntryId::new(row.id.clone()), profile(row)));
                }
            }
            if block.is_empty() {
                return Ok(all);
            }
            let parts: Result<Vec<Vec<Pair>>, _> = std::thread::scope(|scope| {
                let share = block.len().div_ceil(super::screen::threads());
                let work = |part: &[(EntryId, ::screen::Profile)]| -> Vec<Pair> {
                    part.iter().flat_map(|(id, profile)| pairs(index, id, profile, Limits::default())).collect()
                };
                let running: Vec<_> = block.chunks(share).map(|part| scope.spawn(move || work(part))).collect();
                running.into_iter().map(std::thread::ScopedJoinHandle::join).collect()
            });
            all.extend(parts.map_err(|_| Failure::new("resolving", "a thread broke off"))?.into_iter().flatten());
        }
    }
}

fn judgements(path: &Path) -> Result<Judgements, Trouble> {
    let text = whole::text(path, JUDGEMENTS)?;
    let mut judged = Judgements::default();
    for (line, row) in (1..).zip(text.lines()).filter(|(_, row)| !row.trim().is_empty()) {
        let cells: Vec<&str> = row.split('\t').map(str::trim).collect();
        let (pair, set) = match cells[..] {
            [a, b, "same"] if a != b => ((a.min(b), a.max(b)), &mut judged.same),
            [a, b, "apart"] if a != b => ((a.min(b), a.max(b)), &mut judged.apart),
            _ if line == 1 && cells.len() == 3 && cells[2] == "judgement" => continue,
            _ => {
                let place = format!("{}:{line}", path.display());
                return Err(Trouble::input(place, "the row is no judgement", "write two ids and `same` or `apart`"));
            }
        };
        set.insert((EntryId::new(pair.0), EntryId::new(pair.1)));
    }
    if let Some((a, b)) = judged.same.intersection(&judged.apart).next() {
        let because = format!("{a} and {b} are said to be the same and apart");
        return Err(Trouble::input(path.display().to_string(), because, "keep one of the two judgements"));
    }
    Ok(judged)
}

fn listed(pairs: &[Pair]) -> String {
    let mut table = String::from("a\tb\tprobability\tlog_odds\tsupport\n");
    for Pair { a, b, probability, log_odds, support, .. } in pairs {
        let support = support.map_or("", |support| support.as_str());
        let _ = writeln!(table, "{a}\t{b}\t{probability:.6}\t{log_odds}\t{support}");
    }
    table
}

fn explained<'a>(pairs: impl Iterator<Item = &'a Pair>) -> String {
    let mut text = String::new();
    for pair in pairs {
        let support = pair.support.map_or("for a person", |support| support.as_str());
        let _ = writeln!(text, "{} = {}   probability {:.6}, {support}", pair.a, pair.b, pair.probability);
        if let Some(explanation) = &pair.explanation {
            let _ = writeln!(text, "{}", explanation.expose());
        }
        text.push('\n');
    }
    text
}

/// Writes a file that is there only when there is something to tell; an older one is not left beside newer groups.
fn write_or_remove(place: &Path, text: Option<&str>) -> Result<(), Trouble> {
    match text {
        Some(text) => write(place, text),
        None if place.exists() => std::fs::remove_file(place).map_err(|e| Trouble::file(place, &e)),
        None => Ok(()),
    }
}

/// Where a file grows before it is moved to its place.
fn part(place: &Path) -> PathBuf {
    beside(place, ".part")
}

fn write(place: &Path, text: &str) -> Result<(), Trouble> {
    let part = part(place);
    let written = std::fs::write(&part, text).and_then(|()| std::fs::rename(&part, place));
    written.map_err(|e| Trouble::file(place, &e))
}
