//! Weights of evidence as whole thousandths, so that sums and orderings are the same on every machine.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::{Add, AddAssign, Neg, Sub};

/// A natural log-odds in thousandths of a nat: `LogOdds(693)` doubles the odds, `LogOdds(-693)` halves them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LogOdds(pub i32);

impl LogOdds {
    /// No evidence either way.
    pub const NOTHING: LogOdds = LogOdds(0);

    /// The weight in nats. Exact enough to show; compare the whole number instead.
    pub fn nats(self) -> f64 {
        f64::from(self.0) / 1000.0
    }

    /// This weight times `percent` hundredths, rounded towards zero.
    pub fn percent(self, percent: i32) -> LogOdds {
        LogOdds((i64::from(self.0) * i64::from(percent) / 100) as i32)
    }
}

impl Add for LogOdds {
    type Output = LogOdds;
    fn add(self, other: LogOdds) -> LogOdds {
        LogOdds(self.0.saturating_add(other.0))
    }
}

impl Sub for LogOdds {
    type Output = LogOdds;
    fn sub(self, other: LogOdds) -> LogOdds {
        LogOdds(self.0.saturating_sub(other.0))
    }
}

impl AddAssign for LogOdds {
    fn add_assign(&mut self, other: LogOdds) {
        *self = *self + other;
    }
}

impl Neg for LogOdds {
    type Output = LogOdds;
    fn neg(self) -> LogOdds {
        LogOdds(self.0.saturating_neg())
    }
}

impl std::iter::Sum for LogOdds {
    fn sum<I: Iterator<Item = LogOdds>>(weights: I) -> LogOdds {
        weights.fold(LogOdds::NOTHING, Add::add)
    }
}

impl fmt::Display for LogOdds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { '-' } else { '+' };
        let size = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", size / 1000, size % 1000 / 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_reads_as_nats() {
        assert_eq!(LogOdds(-1234).to_string(), "-1.23");
        assert_eq!(LogOdds(50).to_string(), "+0.05");
        assert_eq!(LogOdds(i32::MAX) + LogOdds(1), LogOdds(i32::MAX));
        assert_eq!(LogOdds(1000).percent(-55), LogOdds(-550));
    }
}
