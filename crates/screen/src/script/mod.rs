//! From a name as written, in any script, to what the engine compares: parts in Latin letters and digits, each with its
//! likely readings, its consonants and its role by naming tradition. Local tables only; deterministic and bounded.
//!
//! The engine asks four things, and nothing else: [`analyse`] for a whole name, [`readings`] for one part, [`skeleton`]
//! for the consonants of a reading, [`kin`] for other words that stand for the same name. Not here: how much agreement
//! weighs, and how frequent a word is (`v1`). A guess about the tradition of a name stays inside this crate.

mod form;
mod kin;
mod minor;
mod reading;
mod skeleton;
mod split;

pub use form::{Form, MAX_FORMS, MAX_LETTERS, MAX_PARTS, MAX_READINGS, Nature, Part, Reading, Role};
pub use kin::kin;
pub use reading::{leaves_vowels_out, readings};
pub use skeleton::skeleton;
pub use split::analyse;
