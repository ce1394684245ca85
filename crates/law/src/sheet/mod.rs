//! All that the lawbook knows of one noun, on one sheet: a State, an instrument. For reading; what follows from it between two
//! States is [`power`](mod@crate::power). The shapes are those of `comity law state --json` and `comity law instrument --json`.

mod instrument;
mod state;

pub use instrument::{EntryShown, InstrumentSheet, instrument};
pub use state::{
    BilateralOf, DeathPenaltyShown, MembershipShown, StandingShown, StateSheet, SuccessionShown, TransferLaw, state,
};
