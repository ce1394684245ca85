//! Erased entries and the erasures that name them must be the same set.

use super::Broken;
use crate::checks::{AUD_3_3, AUD_3_4, AUD_3_5};
use crate::tile::bundle_of;
use serde::Serialize;

/// An erasure: which entry says so, and the first and last entry that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Erasure {
    /// The number of the entry that says so.
    pub by: u64,
    /// The first entry named.
    pub first: u64,
    /// The last entry named.
    pub last: u64,
}

/// What is seen of erasing while the entries are read.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) erasures: Vec<Erasure>,
    /// Runs of erased entries: first and last.
    runs: Vec<(u64, u64)>,
    pub(super) erased: u64,
}

impl Seen {
    /// Entry `n` is erased; called in order.
    pub(super) fn erased(&mut self, n: u64) {
        self.erased += 1;
        match self.runs.last_mut() {
            Some((_, last)) if *last + 1 == n => *last = n,
            _ => self.runs.push((n, n)),
        }
    }

    /// Compares both.
    pub(super) fn judge(&self, size: u64) -> Result<(), Broken> {
        if let Some(bad) = self.erasures.iter().find(|e| e.first > e.last || e.last >= e.by) {
            return Err(at(&AUD_3_5, bad.by, size, "it erases entries that do not come before it".into()));
        }
        let mut named: Vec<(u64, u64)> = self.erasures.iter().map(|e| (e.first, e.last)).collect();
        named.sort_unstable();
        let named = merged(&named);
        // Erased but not named.
        if let Some(n) = self.runs.iter().find_map(|run| first_outside(*run, &named)) {
            return Err(at(&AUD_3_3, n, size, "erased, and no erasure names it".into()));
        }
        // Named but not erased: erasures themselves are exempt, and stand in the way of no run.
        let mut gone: Vec<(u64, u64)> =
            self.runs.iter().copied().chain(self.erasures.iter().map(|e| (e.by, e.by))).collect();
        gone.sort_unstable();
        let gone = merged(&gone);
        if let Some(n) = named.iter().find_map(|run| first_outside(*run, &gone)) {
            let by = self.erasures.iter().find(|e| (e.first..=e.last).contains(&n)).map_or(n, |e| e.by);
            return Err(at(&AUD_3_4, n, size, format!("entry {by} says that it is erased, and its text is there")));
        }
        Ok(())
    }
}

fn at(check: &'static model::Check, n: u64, size: u64, because: String) -> Broken {
    Broken::at(check, bundle_of(n, size).path(), because).entry(n)
}

/// Sorted runs with those that touch or overlap joined.
fn merged(sorted: &[(u64, u64)]) -> Vec<(u64, u64)> {
    let mut runs: Vec<(u64, u64)> = Vec::new();
    for &(first, last) in sorted {
        match runs.last_mut() {
            Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
            _ => runs.push((first, last)),
        }
    }
    runs
}

/// The first number of `run` that lies in none of the sorted runs `within`.
fn first_outside((first, last): (u64, u64), within: &[(u64, u64)]) -> Option<u64> {
    let place = within.partition_point(|(_, end)| *end < first);
    match within.get(place) {
        Some((start, end)) if *start <= first => (*end < last).then(|| end + 1),
        _ => Some(first),
    }
}
