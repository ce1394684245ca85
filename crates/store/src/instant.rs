//! Points in time as the database keeps them: microseconds since 1970-01-01 UTC.

use model::Instant;

/// To the database.
pub(crate) fn to_row(at: Instant) -> i64 {
    at.as_microsecond()
}

/// From the database; a value out of range cannot have been written by us and reads as the earliest instant.
pub(crate) fn from_row(at: i64) -> Instant {
    Instant::from_microsecond(at).unwrap_or(Instant::MIN)
}
