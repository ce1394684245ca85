//! Witnessing (C2SP tlog-witness): a log shows its new checkpoint and proves that it holds the last one that the witness
//! saw; the witness cosigns it and keeps it. Whoever holds the log key can then no longer show another history. [`Prove`]
//! asks for the proof that a receipt stands in the history that was shown.
//!
//! Pure: [`AddCheckpoint`] is the request as text, [`judge`] the decision. Which logs a witness knows, where it keeps what
//! it saw, and how the text travels (parcels between nodes, HTTP elsewhere) are others' business. The decision and the
//! keeping must be one transaction.

mod judge;
mod prove;
pub(crate) mod request;

pub use judge::{Rejected, judge};
pub use prove::Prove;
pub use request::{AddCheckpoint, BadRequest, MOST_HASHES};
