//! The way out.
//!
//! ```text
//! Draft -> Grounded -> Marked -> Released -> Sealed -> Sent -> Acknowledged
//!   |         |          |          |          |        `- the recipient's receipt is stored
//!   |         |          |          |          `- outbox row and log entry in one transaction
//!   |         |          |          `- signed by the authority, law asked once more
//!   |         |          `- a second officer, or a standing approval that a named person signed
//!   |         `- handling, evaluation, retention; which fields go and which stay
//!   `- power, transfer, bars: three findings, and persons' answers
//! ```
//!
//! Each type is made only by the step before it, in its own file, from private fields. Each is kept in the store; after
//! a restart it is resumed from there and from nowhere else.

mod acknowledged;
pub mod assess;
pub(crate) mod beside;
mod bound;
mod complete;
pub(crate) mod draft;
mod findings;
mod grounded;
pub(crate) mod kept;
mod logged;
pub(crate) mod marked;
mod refusing;
pub(crate) mod released;
mod sealed;
pub(crate) mod sent;
pub mod shown;
mod stating;

pub(crate) use acknowledged::event_word;
pub use acknowledged::{Acknowledged, acknowledge};
pub use draft::{Draft, DraftForm};
pub(crate) use draft::{says, urgency_word};
pub use findings::Findings;
pub use grounded::{Ground, Grounded};
pub use marked::{Marked, MarkingForm};
pub use released::{Approver, Released};
pub use sealed::Sealed;
pub use sent::Sent;
pub use stating::Stated;
