//! The weather of a seed: how bad the wire, the disks and the clocks are, and what else happens.

use crate::chance::SeededChance;
use jiff::SignedDuration;

/// What a seed has to live with. Rates are in thousandths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weather {
    /// Parcels that are lost.
    pub loss: u64,
    /// Parcels that arrive more than once.
    pub doubled: u64,
    /// Parcels with a bit turned over.
    pub damaged: u64,
    /// Parcels that are held up by up to three days.
    pub held_up: u64,
    /// Passages of a commit that end in an error.
    pub errors: u64,
    /// Passages of a commit that kill the process.
    pub crashes: u64,
    /// By how much the clock of each node is off.
    pub skews: Vec<SignedDuration>,
    /// One arrangement is suspended at some moment.
    pub suspension: bool,
    /// How often in a day a node is out of reach, for two hours to a day and a half: what was sent meanwhile waits longer and
    /// longer before it is tried again, and what is sent afterwards may arrive first.
    pub outages: u64,
    /// One node cannot be reached for 40 days: longer than a message may be under way.
    pub cut_off: bool,
}

impl Weather {
    /// Draws the weather of a seed for `nodes` nodes: a third calm, a third rough, a third stormy.
    pub fn draw(fate: &mut SeededChance, nodes: usize) -> Weather {
        let force = fate.below(3);
        let rate = |fate: &mut SeededChance, most: u64| fate.below(most * force / 2 + 1);
        let skew = |fate: &mut SeededChance| match fate.below(6) {
            0 => SignedDuration::from_secs(fate.between(-600, 600)),
            1 | 2 => SignedDuration::ZERO,
            _ => SignedDuration::from_secs(fate.between(-120, 120)),
        };
        Weather {
            loss: rate(fate, 300),
            doubled: rate(fate, 300),
            damaged: rate(fate, 30),
            held_up: rate(fate, 120),
            errors: rate(fate, 30),
            crashes: rate(fate, 30),
            skews: (0..nodes).map(|_| skew(fate)).collect(),
            suspension: fate.happens(200),
            outages: rate(fate, 150),
            cut_off: fate.happens(10),
        }
    }

    /// No faults and true clocks.
    pub fn calm(nodes: usize) -> Weather {
        Weather {
            loss: 0,
            doubled: 0,
            damaged: 0,
            held_up: 0,
            errors: 0,
            crashes: 0,
            skews: vec![SignedDuration::ZERO; nodes],
            suspension: false,
            outages: 0,
            cut_off: false,
        }
    }
}
