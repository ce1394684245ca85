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
    let patterns: Vec<Pattern> = words.iter().map(|word| Pattern::new(word)).collect();
    let fits: usize = words
        .iter()
        .flat_map(|word| shelves.by_length().filter(|(length, _)| length.abs_diff(word.len()) <= 2))
        .map(|(_, shelf)| shelf.numbers.len())
        .sum();
    let mut found = Vec::new();
    let fast = enough(|| {
        for pattern in &patterns {
            found.clear();
            near(shelves, pattern, |_| 2, &mut found);
        }
        black_box(found.len());
    });
    let slow = enough(|| {
        for pattern in &patterns {
            found.clear();
            near_portable(shelves, pattern, |_| 2, &mut found);
        }
        black_box(found.len());
    });
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

/// Seconds that one round takes. The system counts processor time in steps of some milliseconds, so that rounds are repeated
/// until they take a good part of a second together.
fn enough(mut round: impl FnMut()) -> f64 {
    let (start, mut rounds) = (Clock::start(), 0u32);
    loop {
        round();
        rounds += 1;
        let seconds = start.seconds();
        if seconds >= 0.4 {
            return seconds / f64::from(rounds);
        }
    }
}
