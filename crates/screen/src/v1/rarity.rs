//! Logarithms in whole numbers, and how much the agreement on a part weighs by how rare the part is.

use crate::LogOdds;

/// Size of the imagined population of names that stands behind every index, so that in a small index a part is not
/// thought common because few names are there. House number.
pub const BACKGROUND: u64 = 10_000;

/// ln(a/b) in thousandths; `a` and `b` at least 1 (0 is read as 1). Whole-number arithmetic only.
pub fn ln_ratio(a: u64, b: u64) -> LogOdds {
    const LN2_MILLIONTHS: i64 = 693_147;
    let binary = log2_q16(a.max(1)) - log2_q16(b.max(1));
    LogOdds((binary * LN2_MILLIONTHS / (65_536 * 1_000)) as i32)
}

/// Binary logarithm with 16 bits after the point, by repeated squaring.
fn log2_q16(n: u64) -> i64 {
    let zeros = n.leading_zeros();
    let mut mantissa = u128::from(n << zeros);
    let mut fraction = 0i64;
    for _ in 0..16 {
        mantissa = (mantissa * mantissa) >> 63;
        fraction <<= 1;
        if mantissa >> 64 != 0 {
            fraction |= 1;
            mantissa >>= 1;
        }
    }
    (i64::from(63 - zeros) << 16) | fraction
}

/// How much it weighs that two subjects share a part which `uses` of `names` names of the index have, and `background`
/// of ten thousand names anywhere: the logarithm of one over its frequency, in both together.
pub fn rarity(background: u16, uses: usize, names: usize) -> LogOdds {
    let population = names as u64 + BACKGROUND;
    ln_ratio(2 * population, 2 * (uses as u64 + u64::from(background)) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_are_right_to_a_thousandth() {
        for (a, b) in [(1u64, 1u64), (2, 1), (10, 3), (1, 20_000), (u64::MAX, 1), (123_456_789, 1_000)] {
            let exact = (a as f64 / b as f64).ln() * 1000.0;
            assert!((f64::from(ln_ratio(a, b).0) - exact).abs() <= 1.1, "{a}/{b}");
        }
    }

    #[test]
    fn a_rare_part_weighs_more_than_a_common_one() {
        let frequent = crate::v1::frequent::per_ten_thousand;
        assert!(rarity(0, 1, 10) > rarity(0, 50, 1_000));
        assert!(rarity(frequent(b"zzyzx"), 1, 10) > rarity(frequent(b"muhammad"), 1, 10));
    }
}
