//! Partners witness each other's logs: each node shows its checkpoint to every partner, and cosigns theirs as long as they
//! only grow. Whoever holds one log key can then not rewrite what partners have seen, and a receipt stands in the log that
//! was shown to everybody.
//!
//! ```text
//! log      show ----- Checkpoint ----> see       witness: consistent with what it saw last?
//!          cosigned <- Cosigned ------ see       yes: cosigned and kept; no: what it knows, and an alarm on both sides
//!          prove <---- Prove --------- see       does the log hold what this receipt said?
//!          prove ----- Consistency --> proved
//! ```
//!
//! The rules are those of C2SP tlog-witness ([`audit::witness`]); the answers travel as parcels, so that a relay or a stick
//! can carry them. Never in the path of a release. Not here: publishing (`log`), what the overseer does with an alarm.

mod alarm;
mod claim;
mod cosigned;
mod own;
mod partner;
mod prove;
mod see;
mod show;

pub(crate) use claim::{claim, proved};
pub(crate) use cosigned::cosigned;
pub(crate) use partner::{Partner, partners, witness_name};
pub(crate) use prove::prove;
pub(crate) use see::{is_signed, see};
pub use show::show;
pub(crate) use show::show_by;
