//! Where a clock stands, for people: its state, the moments at which it warns, what happens on the way.

use super::replay::run;
use super::{ClockEvent, ClockState, Statutory};
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use model::Refusal;
use model::time::Instant;
use serde::Serialize;

/// Warnings come when so much of the period is used, in hundredths.
pub const WARNINGS: [u8; 3] = [50, 80, 95];

/// Where a clock stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Position {
    /// Its state.
    pub state: ClockState,
    /// When it is, or was, due after all that happened; a suspension moves it on when it ends.
    pub due: Instant,
    /// When it warns.
    pub warnings: Vec<Warning>,
    /// What happens on the way.
    pub milestones: Vec<MilestoneState>,
}

/// A moment at which a clock warns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// How much of the period is used then, in hundredths.
    pub percent: u8,
    /// When. While the clock stands still it may move on.
    pub at: Instant,
    /// Whether it has come.
    pub passed: bool,
}

/// Something on the way, and whether it has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MilestoneState {
    /// When.
    pub at: Instant,
    /// What follows.
    pub effect: String,
    /// Whether it has come.
    pub passed: bool,
}

/// Where the clock stands at `now`.
pub fn position(clock: &Statutory, zone: &TimeZone, events: &[ClockEvent], now: Instant) -> Result<Position, Refusal> {
    let run = run(clock, zone, events, now)?;
    let state = run.state(now);
    let ended = matches!(state, ClockState::Met { .. } | ClockState::Continuing { .. });
    let at = |percent: u8| {
        let share = run.whole().as_secs().saturating_mul(i64::from(percent)) / 100;
        let after = SignedDuration::from_secs(share) + run.stood;
        run.start.saturating_add(after).unwrap_or(Instant::MAX)
    };
    let passed = |moment: Instant| !ended && run.suspended.unwrap_or(now) >= moment;
    let warnings = WARNINGS.iter().map(|percent| {
        let at = at(*percent);
        Warning { percent: *percent, at, passed: passed(at) }
    });
    let shift = run.start.duration_since(clock.start) + run.stood;
    let milestones = clock.milestones.iter().map(|milestone| {
        let at = milestone.at.saturating_add(shift).unwrap_or(Instant::MAX);
        MilestoneState { at, effect: milestone.effect.clone(), passed: passed(at) }
    });
    Ok(Position { state, due: run.due, warnings: warnings.collect(), milestones: milestones.collect() })
}
