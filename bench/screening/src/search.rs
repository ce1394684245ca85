//! Every query of a set against its entities.

use crate::clock::{Clock, resident};
use crate::{Outcome, table};
use screen::Index;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::time::Instant;

/// Builds on one thread, asks on one thread, writes the run; then compares a few queries with every name, one after the
/// other, for the rate of comparisons alone.
pub fn run(folder: &Path, out: &Path, top: usize) -> Outcome<Value> {
    let start = Clock::start();
    let entities = table::read(&folder.join("entities.tsv"))?;
    let read_s = start.seconds();
    let queries = table::read(&folder.join("queries.tsv"))?;
    let names: usize = entities.iter().map(|row| row.profile.names.len()).sum();
    let (before, start) = (resident(), Clock::start());
    let index = table::index(entities);
    let build_s = start.seconds();
    let mut run = String::from("query_id\trank\tcandidate_id\tscore\n");
    let start = Clock::start();
    for query in &queries {
        let found = index.screen(&query.profile, top);
        for (rank, candidate) in (1..).zip(found) {
            writeln!(run, "{}\t{rank}\t{}\t{:.6}", query.id, candidate.entry, candidate.probability)?;
        }
    }
    let query_ms = 1000.0 * start.seconds() / queries.len().max(1) as f64;
    let grown = resident().zip(before).map(|(now, before)| now - before);
    let start = Clock::start();
    let compared: u64 = queries.iter().take(20).map(|query| index.compare_all(&query.profile)).sum();
    let compared_s = start.seconds();
    std::fs::write(out, run)?;
    let (snapshot_mb, open_ms) = reopened(&index, &out.with_extension("index"))?;
    Ok(json!({
        "names": names,
        "read_s": read_s,
        "build_s": build_s,
        "query_ms": query_ms,
        "held_mb": index.bytes() as f64 / 1e6,
        "grown_mb": grown,
        "snapshot_mb": snapshot_mb,
        "open_ms": open_ms,
        "compared_per_s": compared as f64 / compared_s,
    }))
}

/// Keeps the index in a file and reads it again: megabytes, and milliseconds by the wall, the shortest of three.
fn reopened(index: &Index, file: &Path) -> Outcome<(f64, f64)> {
    index.save(BufWriter::with_capacity(1 << 20, File::create(file)?))?;
    let megabytes = std::fs::metadata(file)?.len() as f64 / 1e6;
    let mut shortest = f64::INFINITY;
    for _ in 0..3 {
        let start = Instant::now();
        let read = Index::load(File::open(file)?)?;
        shortest = shortest.min(1000.0 * start.elapsed().as_secs_f64());
        if read.len() != index.len() {
            return Err("the snapshot is another index".into());
        }
    }
    std::fs::remove_file(file)?;
    Ok((megabytes, shortest))
}
