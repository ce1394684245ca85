//! Lawbooks beside the one that came with the program: each in one file, signed by a publisher whose fingerprint this node
//! pinned. An installed one stays for ever, so that a finding of its day can be recomputed; one of them is in use.
//!
//! What is *not* here: what a lawbook says (`law`), and who may install one (`policy`; the command works on a node that is
//! not running, as whoever holds the node key). Next: [`Package`], then [`Shelf`].

mod package;
mod shelf;

pub use package::{BadPackage, LARGEST, PackError, Package};
pub use shelf::{BadShelf, Kept, Shelf};
