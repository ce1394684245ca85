//! The result of a run: which candidate for which query, at which rank, with which probability.

/// One candidate of one query.
#[derive(Debug, Clone, PartialEq)]
pub struct RunRow {
    /// Which query.
    pub query: String,
    /// From 1.
    pub rank: usize,
    /// Which entity.
    pub candidate: String,
    /// Probability, 0 to 1.
    pub score: f64,
}

/// The first line of a run.
pub fn run_header() -> &'static str {
    "query_id\trank\tcandidate_id\tscore\n"
}

/// Adds a row: `query_id`, `rank`, `candidate_id`, `score` with six digits. An id that holds a tab or a line end has it
/// written as a space.
pub fn write_row(row: &RunRow, into: &mut String) {
    let id = |id: &str| id.replace(['\t', '\n', '\r'], " ");
    let score = row.score.clamp(0.0, 1.0);
    into.push_str(&format!("{}\t{}\t{}\t{score:.6}\n", id(&row.query), row.rank, id(&row.candidate)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_has_four_columns_whatever_the_ids() {
        let row = RunRow { query: "q\t1".into(), rank: 1, candidate: "e-1".into(), score: 0.5 };
        let mut table = run_header().to_owned();
        write_row(&row, &mut table);
        assert_eq!(table, "query_id\trank\tcandidate_id\tscore\nq 1\t1\te-1\t0.500000\n");
    }
}
