//! Logarithms in whole numbers, and how much the agreement on a part weighs by how rare the part is.

use crate::LogOdds;
use std::sync::LazyLock;

/// Size of the imagined population of entries that stands behind every index, so that in a small index a part is not
/// thought common because few are there. House number.
pub const BACKGROUND: u64 = 10_000;

/// ln(a/b) in thousandths; `a` and `b` at least 1 (0 is read as 1). Whole-number arithmetic only.
pub fn ln_ratio(a: u64, b: u64) -> LogOdds {
    LogOdds(ln(a) - ln(b))
}

/// ln(n) in thousandths; of 0 as of 1. Above 4,096 by the upper twelve bits and a straight line between two of them, which
/// is right to a thousandth.
fn ln(n: u64) -> i32 {
    static SMALL: LazyLock<Vec<i32>> = LazyLock::new(|| (0..=4_096).map(slow_ln).collect());
    let bits = 64 - n.leading_zeros();
    if bits <= 12 {
        return SMALL[n as usize];
    }
    let shift = bits - 12;
    let (at, rest) = ((n >> shift) as usize, n & ((1 << shift) - 1));
    let (low, high) = (i64::from(SMALL[at]), i64::from(SMALL[at + 1]));
    let between = ((high - low) as u128 * u128::from(rest)) >> shift;
    (low + between as i64 + i64::from(shift) * 693_147 / 1_000) as i32
}

/// Binary logarithm with 20 bits after the point by repeated squaring, times ln 2.
fn slow_ln(n: u64) -> i32 {
    const LN2_MILLIONTHS: i64 = 693_147;
    let n = n.max(1);
    let zeros = n.leading_zeros();
    let mut mantissa = u128::from(n << zeros);
    let mut fraction = 0i64;
    for _ in 0..20 {
        mantissa = (mantissa * mantissa) >> 63;
        fraction <<= 1;
        if mantissa >> 64 != 0 {
            fraction |= 1;
            mantissa >>= 1;
        }
    }
    let binary = (i64::from(63 - zeros) << 20) | fraction;
    (binary * LN2_MILLIONTHS / ((1 << 20) * 1_000)) as i32
}

/// How much it weighs that two subjects share something which `uses` 65,536ths of `entries` entries of the index and of
/// the [`BACKGROUND`] have: the logarithm of one over its frequency.
pub fn rarity(uses: u64, entries: usize) -> LogOdds {
    let population = entries as u64 + BACKGROUND;
    ln_ratio(2 * population, ((2 * uses) >> 16) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_are_right_to_a_thousandth() {
        for (a, b) in [(1u64, 1u64), (2, 1), (10, 3), (1, 20_000), (u64::MAX, 1), (123_456_789, 1_000)] {
            let exact = (a as f64 / b as f64).ln() * 1000.0;
            assert!((f64::from(ln_ratio(a, b).0) - exact).abs() <= 2.1, "{a}/{b}");
        }
    }

    #[test]
    fn a_rare_part_weighs_more_than_a_common_one() {
        let frequent = |text: &[u8]| u64::from(crate::v1::frequent::background(text)) << 16;
        assert!(rarity(1 << 16, 1_000) > rarity(50 << 16, 1_000));
        assert!(rarity(frequent(b"zzyzx"), 10) > rarity(frequent(b"muhammad"), 10));
        assert!(rarity(frequent(b"ming"), 10) < rarity(frequent(b"zzyzx"), 10), "short parts are never rare");
    }
}
