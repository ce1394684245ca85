//! From a sum of evidence to a probability: a logistic of two constants, near those that fit the first candidates of the
//! queries of two public lists best (OFAC and UN, both by names alone and with birth date and nationality), in which one query
//! in two to two in three had a true answer. The fits: slope 0.40 and shift 0.6; 0.40 and -0.4; 0.48 and 0.4; all together 0.42
//! and 0. The shift here is lower, since true answers are rarer in daily use: it orders, and a threshold wants measuring on
//! one's own data. `bench/screening` prints how far it is off.

use crate::LogOdds;

/// Slope: pieces of evidence on one name are not independent, so that a sum says less than it seems to.
pub const SLOPE_PERCENT: i32 = 42;
/// Shift, in thousandths of a nat, after the slope.
pub const SHIFT: LogOdds = LogOdds(-500);

/// The probability for a sum of evidence: between 0.000001 and 0.999999, in millionths, so that it has one spelling.
pub fn probability(log_odds: LogOdds) -> f64 {
    let calibrated = (log_odds.percent(SLOPE_PERCENT) + SHIFT).0.clamp(-20_000, 20_000);
    let exact = 1.0 / (1.0 + exp(-f64::from(calibrated) / 1000.0));
    let millionths = (exact * 1_000_000.0).round().clamp(1.0, 999_999.0);
    millionths / 1_000_000.0
}

/// The least sum of evidence that reaches a probability; none for one that every sum reaches.
pub fn least_for(reached: f64) -> Option<LogOdds> {
    if probability(LogOdds(-MOST)) >= reached {
        return None;
    }
    let (mut below, mut above) = (-MOST, MOST);
    while above - below > 1 {
        let middle = below + (above - below) / 2;
        if probability(LogOdds(middle)) >= reached {
            above = middle;
        } else {
            below = middle;
        }
    }
    Some(LogOdds(above))
}

/// Beyond this sum either way the probability does not change.
const MOST: i32 = 100_000;

/// e^x for |x| <= 20 by additions, multiplications and divisions only, which IEEE 754 rounds alike everywhere; the
/// mathematical library of the platform is not asked.
pub fn exp(x: f64) -> f64 {
    let small = x / 1024.0;
    let mut power = 1.0
        + small
            * (1.0
                + small / 2.0 * (1.0 + small / 3.0 * (1.0 + small / 4.0 * (1.0 + small / 5.0 * (1.0 + small / 6.0)))));
    for _ in 0..10 {
        power *= power;
    }
    power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_evidence_is_never_less_probable() {
        let steps: Vec<f64> = (-60_000..60_000).step_by(37).map(|sum| probability(LogOdds(sum))).collect();
        assert!(steps.is_sorted());
        assert!(steps.iter().all(|p| *p > 0.0 && *p < 1.0));
    }

    #[test]
    fn the_least_sum_is_the_least() {
        for reached in [0.000_002, 0.01, 0.1, 0.5, 0.9, 0.999] {
            let least = least_for(reached).unwrap();
            assert!(probability(least) >= reached && probability(least - LogOdds(1)) < reached, "{reached}");
        }
        assert_eq!(least_for(0.0), None);
    }

    #[test]
    fn the_exponential_is_right() {
        for x in [-20.0, -3.3, -0.001, 0.0, 1.0, 7.7, 20.0f64] {
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-9, "{x}");
        }
    }
}
