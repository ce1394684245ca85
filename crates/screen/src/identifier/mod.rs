//! Exact identifiers: how a number is written in one way only, whether its check digits hold, and which slips of the pen
//! or the keyboard turn one into another. One kind per file.

mod key;
mod slip;

pub use key::{Key, key};
pub use slip::{Slip, slip};
