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
    let mut begun: Vec<Begun> = (0..=spans.len()).map(|_| Begun::new(KEPT)).collect();
    begun[0].add(&[], std::iter::empty(), 0);
    for at in 0..spans.len() {
        let mut here = std::mem::take(&mut begun[at]).done();
        add_silent(spans, &mut here);
        for units in 1..=2usize.min(spans.len() - at) {
            let Some(rows) = spans.rows(at, units) else { continue };
            let least = rows.latin.iter().map(|(_, cost)| *cost).min().unwrap_or(0);
            for (latin, cost) in rows.latin.iter().filter(|(_, cost)| *cost <= least + UNLIKELY) {
                for (text, so_far) in &here {
                    begun[at + units].add(text, latin.letters(), so_far + cost);
                }
            }
        }
    }
    let mut whole = begun.pop().unwrap_or_default().all;
    whole.retain(|(text, _)| !text.is_empty());
    keep(&mut whole, MAX_READINGS);
    whole
}

/// Beginnings that end at one place. Those that cannot be among the cheapest any more are not even made.
#[derive(Default)]
struct Begun {
    all: Vec<(Vec<u8>, Cost)>,
    most: usize,
    /// What the last of the cheapest costs, as soon as there are enough.
    worst: Option<Cost>,
}

impl Begun {
    fn new(most: usize) -> Begun {
        Begun { all: Vec::new(), most, worst: None }
    }

    fn add(&mut self, text: &[u8], more: impl Iterator<Item = u8>, cost: Cost) {
        if self.worst.is_some_and(|worst| cost > worst) {
            return;
        }
        let mut whole = Vec::with_capacity(text.len() + 8);
        whole.extend_from_slice(text);
        whole.extend(more);
        if whole.len() > MAX_LETTERS {
            return;
        }
        self.all.push((whole, cost));
        if self.all.len() >= 4 * self.most {
            keep(&mut self.all, self.most);
            self.worst = if self.all.len() == self.most { self.all.last().map(|(_, cost)| *cost) } else { None };
        }
    }

    /// The cheapest of them.
    fn done(mut self) -> Vec<(Vec<u8>, Cost)> {
        keep(&mut self.all, self.most);
        self.all
    }
}

/// Letters that stand for nothing written, such as the short vowels of Arabic: one at each place.
fn add_silent(spans: &Spans<'_>, here: &mut Vec<(Vec<u8>, Cost)>) {
    let Some(silent) = spans.table.rows(&[]) else { return };
    let mut more = Begun { all: std::mem::take(here), most: KEPT, worst: None };
    let before: Vec<(Vec<u8>, Cost)> =
        more.all.iter().filter(|(text, _)| !text.is_empty() && text.len() < MAX_LETTERS).cloned().collect();
    for (latin, cost) in silent.latin.iter().filter(|(_, cost)| *cost < UNLIKELY) {
        for (text, so_far) in &before {
            more.add(text, latin.letters(), so_far + cost);
        }
    }
    *here = more.done();
}

/// The cheapest, each text once; of equal cost the first by letters.
fn keep(begun: &mut Vec<(Vec<u8>, Cost)>, most: usize) {
    begun.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)));
    begun.dedup_by(|later, earlier| later.0 == earlier.0);
    begun.sort_unstable_by(|a, b| a.1.cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
    begun.truncate(most);
}
