//! A possible hit, inside the node only. Not a match: that is a person's word.

use crate::{Algorithm, EntryId, Explanation, LogOdds};

/// One entry of the index that the queried subject may be, with the evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Which entry.
    pub entry: EntryId,
    /// How probable it is that both are the same subject, above 0 and below 1. The calibration of v1 is provisional
    /// (see [`crate::v1::calibration`]): it orders and bands candidates, and is no finding about anyone.
    pub probability: f64,
    /// Sum of the evidence, before calibration.
    pub log_odds: LogOdds,
    /// The evidence, piece by piece. It holds personal data and cannot be printed without `expose`.
    pub explanation: Explanation,
    /// Which algorithm says so.
    pub algorithm: Algorithm,
}
