//! What happened, provably.
//!
//! ```text
//! Event --Entry::draw--> StoredEntry (a row of the store, in the transaction of the act)
//!     rows --Publisher--> log/entries, log/tile, log/vkey, log/checkpoint --verify--> Verified | Broken
//! ```
//!
//! A closed list of events ([`Event`]), ids and codes only; a Merkle tree over salted commitments (RFC 9162), so that
//! erasing an entry never breaks the log; files in the layout of C2SP tlog-tiles; a checkpoint signed as a C2SP note.
//! An overseer can build this crate alone, with `model` and the feature `verify` of `seal`, and needs no key to verify:
//! `cargo run -p audit --example verify -- FOLDER`.
//!
//! What is *not* here: keys ([`Signer`] is implemented by whoever has one), rows (`store`), when to publish (`node`),
//! and who may read an entry (`policy`). How checkpoints and cosignatures travel is `exchange`'s; what they say is
//! [`witness`] and [`cosignature`].

pub mod bundle;
pub mod checkpoint;
pub mod checks;
pub mod cosignature;
pub mod disk;
pub mod entry;
pub mod entry_proof;
pub mod event;
pub mod growth;
pub mod hash;
pub mod nodes;
pub mod note;
pub mod proof;
pub mod publisher;
pub mod subtree;
pub mod tile;
pub mod tree;
pub mod verify;
pub mod witness;
pub mod witnessed;

pub use checkpoint::Checkpoint;
pub use cosignature::WitnessKey;
pub use entry::{Entry, Row, StoredEntry};
pub use entry_proof::{EntryProof, Proved};
pub use event::{Code, Event, EventRow, Item, Says};
pub use hash::{commitment, leaf_hash};
pub use note::{Signer, VerifierKey};
pub use publisher::{Publisher, Rows};
pub use tree::Tree;
pub use verify::{Broken, Verified, compare_rows, verify, verify_since};
pub use witness::AddCheckpoint;
