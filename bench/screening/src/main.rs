//! Our side of `bench/screening/run`: one task a process, its figures as one JSON object on the last line.
//!
//! * `search FOLDER OUT [TOP]`: `entities.tsv` and `queries.tsv` every query against all; writes a run as `comity screen` does;
//! * `pairs FOLDER OUT`: the score of each query against the entity of the same row, as a JSON list;
//! * `limit FOLDER`: what the processor can do: sweep over the distinct words of a set, memory;
//! * `dedupe FILE OUT`: pairs of like records of one table, as a JSON list of id, id, score.
//!
//! Times are processor time of the thread where the system tells it (Linux), else wall time.

mod clock;
mod dedupe;
mod limit;
mod pairs;
mod search;
mod table;

use std::error::Error;
use std::path::Path;

type Outcome<T> = Result<T, Box<dyn Error>>;

#[expect(clippy::print_stdout, reason = "the figures are for the process that asked")]
fn main() -> Outcome<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let figures = match words[..] {
        ["search", folder, out] => search::run(Path::new(folder), Path::new(out), 25)?,
        ["search", folder, out, top] => search::run(Path::new(folder), Path::new(out), top.parse()?)?,
        ["pairs", folder, out] => pairs::run(Path::new(folder), Path::new(out))?,
        ["limit", folder] => limit::run(Path::new(folder))?,
        ["dedupe", file, out] => dedupe::run(Path::new(file), Path::new(out))?,
        _ => {
            return Err(
                "usage: screening search FOLDER OUT [TOP] | pairs FOLDER OUT | limit FOLDER | dedupe FILE OUT".into()
            );
        }
    };
    println!("{figures}");
    Ok(())
}
