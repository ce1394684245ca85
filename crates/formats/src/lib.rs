//! Other people's documents and the model: lists that others publish, and the tables of screening.
//!
//! Pure: bytes in, nouns out; no file is opened here. A document is taken whole or refused whole ([`BadDocument`]), with
//! the place and the remedy. What is *not* here: what a list means in law (an external list has no effect by being
//! imported), and where entries are kept (`store`, `screen`). Begin at [`ofac`], [`un`] or [`screening`].

pub mod alpha2;
pub mod bad;
pub mod checks;
pub mod date;
pub mod guards;
pub mod list;
pub mod ofac;
pub mod place;
pub mod screening;
pub mod text;
pub mod un;

pub use bad::BadDocument;
pub use guards::Guards;
pub use list::{List, ListEntry, Progress, Skipped};
