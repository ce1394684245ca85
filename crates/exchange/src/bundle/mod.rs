//! Bundles: the parcels of the wire as one file, for a partner without a line or a relay that is visited by hand
//! (`spec/bundle.md`).
//!
//! ```text
//! write   outbox, replies, checkpoint, card --> manifest, signed, and parcels --> file
//! read    file --> Unread --> Opened --> every parcel through the one door in; what goes back waits for the next bundle
//! ```
//!
//! No second way out: what a bundle takes was released and sealed before, and stays in the outbox until its receipt comes. No
//! second way in: [`take_parcel`](crate::take_parcel) is asked about each parcel. Next: [`write()`], [`read()`].

mod frame;
mod have;
mod read;
mod write;

pub use frame::{LARGEST, MAGIC, Unread};
pub use read::{Reading, Taking, Turned, read};
pub use write::{MOST_BYTES, Written, write};
