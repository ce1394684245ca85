//! The first algorithm: `v1`.
//!
//! A name is folded to Latin parts ([`fold`]), each part is compared with **every** distinct part of the index whose
//! length and letters allow the permitted edits ([`lexicon`]: a lossless filter, then bit-parallel edit distance), and with
//! every consonant skeleton (`skeleton`). What agrees weighs by its rarity ([`rarity`]); parts are aligned one to one,
//! in any order ([`align`]); birth, State, sex and identifiers add their own pieces ([`facts`]). The sum is calibrated
//! ([`calibration`]). [`search`] evaluates entries in the order of an upper bound and stops only when no entry left can
//! reach the answer, so nothing is lost on the way.
//!
//! All weights are whole thousandths of a nat; the only floating point is the last step to a probability, made of the
//! four basic operations that IEEE 754 fixes. Therefore the same input gives the same answer on every machine.
//!
//! Limits, on purpose: a name is read to [`crate::script::MAX_PARTS`] parts of [`crate::script::MAX_LETTERS`] letters; a query to
//! [`search::MAX_QUERY_NAMES`] names; parts with digits must be equal; places of birth and addresses are not compared.

pub mod align;
pub mod calibration;
pub mod compared;
pub mod distance;
pub mod facts;
pub mod fold;
pub mod frequent;
pub mod held;
pub mod holdings;
pub mod lexicon;
pub mod numbers;
pub mod rarity;
pub mod search;
pub mod similar;
pub mod weights;
