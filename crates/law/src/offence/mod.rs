//! Offences and their elements: what a definition asks for, and how two compare. The dual-criminality mapper answers match,
//! partial or none, element by element; a person decides. Not whether dual criminality is required: an article says that
//! ([`crate::lawbook::article::DualCriminality`]).

mod compare;
mod definition;

pub use compare::{Comparison, ElementRelation, Pair, Related, Verdict, compare};
pub use definition::{Charge, Defined};
