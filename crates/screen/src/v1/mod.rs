//! The first algorithm: `v1`.
//!
//! A name is read into parts in Latin letters ([`crate::script`]). Each part is compared with **every** distinct word of the
//! index of a fitting length ([`sweep`]: bit-parallel edit distance, thirty-two words at a time), with the words of the
//! same consonants, and with those that stand for the same name ([`asked`]). How unlikely a spelling is for one and the
//! same name is its [`cost`]; what agrees weighs by how rare the whole family of spellings is ([`rarity`]), less that
//! cost. Parts are aligned one to one, in any order ([`align`]); birth, State, sex, places and identifiers add their own
//! pieces ([`facts`]). The sum is calibrated ([`calibration`]). [`search`] evaluates entries in the order of an upper bound
//! and stops only when no entry left can reach the answer, so nothing is lost on the way.
//!
//! All weights are whole thousandths of a nat; the only floating point is the last step to a probability, made of the
//! four basic operations that IEEE 754 fixes. Therefore the same input gives the same answer on every machine.
//!
//! Limits, on purpose: a name is read to [`crate::script::MAX_PARTS`] parts of [`crate::script::MAX_LETTERS`] letters; a query to
//! [`search::MAX_QUERY_FORMS`] forms of names; parts with digits must be equal.

pub mod acronym;
pub mod align;
pub mod asked;
pub mod birth;
pub mod bound;
pub mod calibration;
pub mod cost;
pub mod dictionary;
pub mod explain;
pub mod facts;
pub mod foreign;
pub mod forms;
pub mod frequent;
pub mod holdings;
pub mod native;
pub mod numbers;
pub mod place;
pub mod postings;
pub mod prepared;
pub mod rarity;
pub mod row;
pub mod rows;
pub mod scratch;
pub mod search;
pub mod snapshot;
pub mod sweep;
pub mod table;
pub mod texts;
pub mod weights;
