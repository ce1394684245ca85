//! The likeliest Latin spellings of a word in another script, by its table: a search from left to right that keeps the
//! cheapest beginnings.

use super::span::Spans;
use super::table::Cost;
use super::{MAX_LETTERS, MAX_READINGS};

/// Beginnings kept at each place.
const KEPT: usize = 24;
/// A row this much dearer than the cheapest of its chunk is not followed.
const UNLIKELY: Cost = 5_000;

/// The spellings with their costs, the cheapest first; at most [`MAX_READINGS`], all different, none empty.
pub fn spellings(spans: &Spans<'_>) -> Vec<(Vec<u8>, Cost)> {
    let mut begun: Vec<Vec<(Vec<u8>, Cost)>> = vec![Vec::new(); spans.len() + 1];
    begun[0].push((Vec::new(), 0));
    for at in 0..spans.len() {
        let mut here = std::mem::take(&mut begun[at]);
        keep(&mut here, KEPT);
        add_silent(spans, &mut here);
        for units in 1..=2usize.min(spans.len() - at) {
            let Some(rows) = spans.rows(at, units) else { continue };
            let least = rows.latin.iter().map(|(_, cost)| *cost).min().unwrap_or(0);
            for (latin, cost) in rows.latin.iter().filter(|(_, cost)| *cost <= least + UNLIKELY) {
                for (text, so_far) in &here {
                    let mut text = text.clone();
                    text.extend(latin.letters());
                    if text.len() <= MAX_LETTERS {
                        begun[at + units].push((text, so_far + cost));
                    }
                }
            }
        }
    }
    let mut whole = begun.pop().unwrap_or_default();
    whole.retain(|(text, _)| !text.is_empty());
    keep(&mut whole, MAX_READINGS);
    whole
}

/// Letters that stand for nothing written, such as the short vowels of Arabic: one at each place.
fn add_silent(spans: &Spans<'_>, here: &mut Vec<(Vec<u8>, Cost)>) {
    let Some(silent) = spans.table.rows(&[]) else { return };
    let before = here.len();
    for (latin, cost) in silent.latin.iter().filter(|(_, cost)| *cost < UNLIKELY) {
        for known in 0..before {
            let (text, so_far) = &here[known];
            if text.is_empty() || text.len() >= MAX_LETTERS {
                continue;
            }
            let mut text = text.clone();
            text.extend(latin.letters());
            let cost = so_far + cost;
            here.push((text, cost));
        }
    }
    keep(here, KEPT);
}

/// The cheapest, each text once; of equal cost the first by letters.
fn keep(begun: &mut Vec<(Vec<u8>, Cost)>, most: usize) {
    begun.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)));
    begun.dedup_by(|later, earlier| later.0 == earlier.0);
    begun.sort_unstable_by(|a, b| a.1.cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
    begun.truncate(most);
}
