//! What a document must be at least and at most before a word of it is believed. A list that shrank overnight is more
//! often a broken download than a delisting of everyone: it is refused whole, and a person looks.

/// Limits on a document. All are checked before anything is handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guards {
    /// Fewest entries that are believed (persons and organisations together, after skipping).
    pub min_entries: usize,
    /// Most entries that are taken.
    pub max_entries: usize,
    /// Fewest bytes of the main file that are believed.
    pub min_bytes: usize,
    /// Most bytes of any one file that are read.
    pub max_bytes: usize,
    /// Whether the publisher's files end with a mark, so that one without it was cut.
    pub end_mark: bool,
}

impl Guards {
    /// For the OFAC list in the legacy CSV form. House numbers: the list of 2021-07-07 has 8,293 persons and
    /// organisations in 2.0 MB; half of it is not believed.
    pub const OFAC: Guards = Guards {
        min_entries: 4_000,
        max_entries: 200_000,
        min_bytes: 500_000,
        max_bytes: 64 * 1024 * 1024,
        end_mark: true,
    };

    /// For the consolidated list of the Security Council. House numbers: the list of 2026-02-27 has about 960 entries
    /// in about 2 MB; a third of it is not believed.
    pub const UN: Guards = Guards {
        min_entries: 300,
        max_entries: 100_000,
        min_bytes: 300_000,
        max_bytes: 64 * 1024 * 1024,
        end_mark: false,
    };

    /// For a table of the caller's own, on the caller's own machine.
    pub const TABLE: Guards = Guards {
        min_entries: 0,
        max_entries: 20_000_000,
        min_bytes: 1,
        max_bytes: 2 * 1024 * 1024 * 1024,
        end_mark: false,
    };

    /// For a small list of one's own, such as the synthetic one of the demonstration.
    pub const SMALL: Guards =
        Guards { min_entries: 1, max_entries: 10_000, min_bytes: 64, max_bytes: 4 * 1024 * 1024, end_mark: false };
}
