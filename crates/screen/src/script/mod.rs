//! From a name as written, in any script, to what the engine compares: parts in Latin letters and digits, each with its
//! likely readings, its consonants and its role by naming tradition. Local tables only; deterministic and bounded.
//!
//! The engine asks four things, and nothing else: [`analyse()`] for a whole name, [`readings()`] for one part, [`skeleton()`]
//! for the consonants of a reading, [`kin()`] for other words that stand for the same name. Not here: how much agreement
//! weighs, and how frequent a word is (`v1`). A guess about the tradition of a name stays inside this crate.

mod cantonese;
mod form;
mod han;
mod kin;
mod known;
mod latin;
mod legal_form;
mod likeness;
mod lookalike;
mod mandarin;
mod minor;
mod numeral;
mod reading;
mod skeleton;
mod span;
mod spell;
mod spelling;
mod split;
pub mod table;
mod tables;
mod title;
mod unit;
mod writing;

pub use form::{Form, MAX_FORMS, MAX_LETTERS, MAX_PARTS, MAX_READINGS, Nature, Part, Reading, Role};
pub use han::{SAID_LIKE, stands_for};
pub use kin::kin;
pub use likeness::Likeness;
pub use reading::{leaves_vowels_out, readings};
pub use skeleton::skeleton;
pub use split::analyse;
pub use unit::units;
pub use writing::Writing;

/// Characters of a written part that are read.
pub const MAX_WRITTEN: usize = 64;
