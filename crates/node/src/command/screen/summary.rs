//! What a run came to.

use super::super::{Terminal, Trouble};
use serde::{Deserialize, Serialize};

/// Lower ends of the bands of probability, the most probable first; what is below the last one is weak. House numbers.
pub const BANDS: [(f64, &str); 3] = [(0.9, "strong"), (0.5, "probable"), (0.1, "possible")];

/// Counts of a run; also what a broken run had come to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Entities of the index.
    pub entities: u64,
    /// Queries screened.
    pub queries: u64,
    /// Queries with at least one candidate.
    pub queries_with_candidates: u64,
    /// Rows of the result.
    pub candidates: u64,
    /// Queries by the band of their best candidate: 0.9 and above, 0.5, 0.1, below.
    pub best_strong: u64,
    /// See `best_strong`.
    pub best_probable: u64,
    /// See `best_strong`.
    pub best_possible: u64,
    /// See `best_strong`.
    pub best_weak: u64,
    /// Rows of entities that were refused.
    pub entity_rows_refused: u64,
    /// Rows of queries that were refused.
    pub query_rows_refused: u64,
    /// Rows of queries whose id stood in an earlier row: screened all the same, under the one id.
    #[serde(default)]
    pub query_ids_again: u64,
    /// Rows of queries that are no subject.
    pub passed_over: u64,
    /// Values in a form that is not understood, which were left out.
    pub unread: u64,
    /// Whether an earlier run was taken up.
    pub resumed: bool,
    /// The algorithm.
    pub algorithm: String,
    /// Where the result is.
    pub out: String,
}

impl Summary {
    /// Counts a query by its best candidate and the number of its candidates.
    pub fn count(&mut self, best: Option<f64>, candidates: usize) {
        self.queries += 1;
        self.candidates += candidates as u64;
        let Some(best) = best else { return };
        self.queries_with_candidates += 1;
        let band = BANDS.iter().position(|(from, _)| best >= *from);
        let counts = [&mut self.best_strong, &mut self.best_probable, &mut self.best_possible, &mut self.best_weak];
        let at = band.unwrap_or(BANDS.len());
        for (_, count) in counts.into_iter().enumerate().filter(|(place, _)| *place == at) {
            *count += 1;
        }
    }

    /// Shows it.
    pub fn show(&mut self, terminal: &mut Terminal, to_stdout: bool) -> Result<(), Trouble> {
        self.algorithm = ::screen::Algorithm::V1.to_string();
        let page = self.page();
        if to_stdout {
            terminal.say(&page);
            return Ok(());
        }
        terminal.show(self, || page)
    }

    fn page(&self) -> String {
        let mut lines = vec![format!(
            "{} of {} queries have candidates, {} in all (algorithm {})",
            self.queries_with_candidates, self.queries, self.candidates, self.algorithm
        )];
        let counts = [self.best_strong, self.best_probable, self.best_possible];
        for ((from, word), count) in BANDS.iter().zip(counts) {
            lines.push(format!("  best candidate {word:<9} (from {from:.1}): {count}"));
        }
        lines.push(format!("  best candidate weak      (below):    {}", self.best_weak));
        let none = self.queries - self.queries_with_candidates;
        lines.push(format!("  no candidate:                        {none}"));
        lines.push(format!(
            "rows refused: {} of entities, {} of queries; no subject: {}; values not understood and left out: {}",
            self.entity_rows_refused, self.query_rows_refused, self.passed_over, self.unread
        ));
        if self.query_ids_again > 0 {
            lines.push(format!("rows of queries whose id stood in an earlier row: {}", self.query_ids_again));
        }
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_counts_in_the_band_of_its_best_candidate() {
        let mut summary = Summary::default();
        for best in [Some(0.95), Some(0.9), Some(0.6), Some(0.2), Some(0.01), None] {
            summary.count(best, usize::from(best.is_some()));
        }
        assert_eq!((summary.queries, summary.queries_with_candidates, summary.candidates), (6, 5, 5));
        assert_eq!(
            (summary.best_strong, summary.best_probable, summary.best_possible, summary.best_weak),
            (2, 1, 1, 1)
        );
        assert!(summary.page().contains("no candidate:                        1"));
    }
}
