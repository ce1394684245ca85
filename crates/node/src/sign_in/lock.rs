//! Lock-out after failures (NOD-3.2): none for four, fifteen minutes for the fifth, twice as long for each further one,
//! a day at most.

use jiff::SignedDuration;

/// So many failures have no consequence.
pub const FREE_ATTEMPTS: u32 = 4;
const FIRST: SignedDuration = SignedDuration::from_mins(15);
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// For how long an account is locked after its `failures`th failure in a row; nothing while there are few.
pub fn locked_for(failures: u32) -> Option<SignedDuration> {
    let beyond = failures.checked_sub(FREE_ATTEMPTS + 1)?;
    Some(FIRST.checked_mul(1 << beyond.min(10)).unwrap_or(LONGEST).min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nod_3_2_the_fifth_failure_locks_for_fifteen_minutes_and_the_next_longer() {
        assert_eq!(locked_for(0), None);
        assert_eq!(locked_for(4), None);
        assert_eq!(locked_for(5), Some(SignedDuration::from_mins(15)));
        assert_eq!(locked_for(6), Some(SignedDuration::from_mins(30)));
        assert_eq!(locked_for(u32::MAX), Some(LONGEST));
    }
}
