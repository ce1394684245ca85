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

/// The run as a table: `query_id`, `rank`, `candidate_id`, `score` with six digits. Ids come from tables and hold no tab;
/// one that does has it written as a space.
pub fn write_run<'a>(rows: impl IntoIterator<Item = &'a RunRow>) -> String {
    let mut table = String::from("query_id\trank\tcandidate_id\tscore\n");
    let id = |id: &str| id.replace(['\t', '\n', '\r'], " ");
    for row in rows {
        let score = row.score.clamp(0.0, 1.0);
        table.push_str(&format!("{}\t{}\t{}\t{score:.6}\n", id(&row.query), row.rank, id(&row.candidate)));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_has_four_columns_whatever_the_ids() {
        let row = RunRow { query: "q\t1".into(), rank: 1, candidate: "e-1".into(), score: 0.5 };
        assert_eq!(write_run([&row]), "query_id\trank\tcandidate_id\tscore\nq 1\t1\te-1\t0.500000\n");
    }
}
