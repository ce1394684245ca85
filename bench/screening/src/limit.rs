//! What the processor can do in the same run: the sweep over every distinct word, the plain way of it, and reading memory.

use crate::clock::Clock;
use crate::{Outcome, table};
use screen::v1::sweep::{Pattern, near, near_portable};
use serde_json::{Value, json};
use std::hint::black_box;
use std::path::Path;

const ROUNDS: usize = 40;
/// Eight bytes each; larger than any cache of the processor.
const NUMBERS: usize = 32 << 20;

/// Words of the queries of a set are swept over the words of its entities within two edits.
pub fn run(folder: &Path) -> Outcome<Value> {
    let queries = table::read(&folder.join("queries.tsv"))?;
    let index = table::index(table::read(&folder.join("entities.tsv"))?);
    let shelves = index.words().shelves();
    let words: Vec<Vec<u8>> = queries
        .iter()
        .flat_map(|query| query.profile.names.iter())
        .flat_map(|name| {
            name.expose().split(' ').map(|word| word.to_ascii_lowercase().into_bytes()).collect::<Vec<_>>()
        })
        .filter(|word| (3..=16).contains(&word.len()))
        .take(ROUNDS)
        .collect();
    let (mut found, mut fits, mut fast, mut slow) = (Vec::new(), 0usize, 0.0, 0.0);
    for word in &words {
        let pattern = Pattern::new(word);
        fits += shelves
            .by_length()
            .filter(|(length, _)| length.abs_diff(word.len()) <= 2)
            .map(|(_, shelf)| shelf.numbers.len())
            .sum::<usize>();
        let start = Clock::start();
        near(shelves, &pattern, |_| 2, &mut found);
        fast += start.seconds();
        found.clear();
        let start = Clock::start();
        near_portable(shelves, &pattern, |_| 2, &mut found);
        slow += start.seconds();
        found.clear();
    }
    let numbers = vec![1u64; NUMBERS];
    let start = Clock::start();
    let sum: u64 = (0..4).map(|_| black_box(&numbers).iter().fold(0u64, |sum, number| sum.wrapping_add(*number))).sum();
    let read = start.seconds();
    black_box(sum);
    Ok(json!({
        "distinct_words": index.words().texts.len(),
        "sweep_ms": 1000.0 * fast / words.len().max(1) as f64,
        "swept_per_s": fits as f64 / fast,
        "portable_per_s": fits as f64 / slow,
        "read_gb_per_s": (4 * NUMBERS * 8) as f64 / 1e9 / read,
    }))
}
