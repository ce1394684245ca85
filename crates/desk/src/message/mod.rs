//! The police information request and its answer: one authority asks, another searches and answers, each under its own
//! law. Not a notice (nobody is to be arrested on it), not mutual legal assistance (nothing here is evidence without
//! the permission of the State that provides).
//!
//! ```text
//! who asks      drafting -> asked -> received -> answered | answered-neutrally | refused | undelivered
//! who is asked  admitted -> routed -> answered | answered-neutrally | recalled
//! passed on     drafting -> passed-on; at the third authority: informed
//! ```
//!
//! The states are rows of the store, set by [`exchange`] alone. Next: [`Ask`] and [`Reply`], what officers fill in.

mod account;
pub mod checks;
mod fields;
mod happens;

pub use account::{Account, Line, account};
pub use fields::{Ask, Reply};
pub use happens::{answer, ask, reply};

use model::Stop;

/// A refusal of one of this room's own checks.
fn refuse(check: &'static model::Check, because: &str, remedy: &str) -> Stop {
    let (because, remedy) = (because.to_owned(), remedy.to_owned());
    model::Refusal { check, cites: vec![check.source.into()], because, remedy }.into()
}
