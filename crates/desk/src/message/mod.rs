//! The police information request and its answer: one authority asks, another searches and answers, each under its own
//! law. Not a notice (nobody is to be arrested on it), not mutual legal assistance (nothing here is evidence without
//! the permission of the State that provides).
//!
//! ```text
//! who asks      drafting -> asked -> received -> answered | answered-neutrally | refused | undelivered
//! who is asked  admitted -> routed -> answered | answered-neutrally
//! ```
//!
//! The states are rows of the store, set by [`exchange`] alone. Next: [`Ask`] and [`Reply`], what officers fill in.

mod account;
pub mod checks;
mod fields;
mod happens;

pub use account::{Account, Line, account};
pub use fields::{Ask, Reply};
pub use happens::{ask, reply};

use model::{Instant, Stop};
use store::{Direction, ExchangeRow};

/// The states of an exchange with the words that an officer is shown for each; on our own side, and on the side asked.
pub const STATES: &[(Direction, &str, &str)] = &[
    (Direction::Outbound, "drafting", "being written here"),
    (Direction::Outbound, "asked", "on its way"),
    (Direction::Outbound, "received", "received by the partner"),
    (Direction::Outbound, "answered", "answered"),
    (Direction::Outbound, "answered-neutrally", "answered: no information is provided; this is no clearance"),
    (Direction::Outbound, "refused", "not admitted by the partner"),
    (Direction::Outbound, "undelivered", "expired without a receipt: not delivered"),
    (Direction::Inbound, "admitted", "received, not yet screened"),
    (Direction::Inbound, "routed", "in the tray"),
    (Direction::Inbound, "answered", "answered"),
];

/// The words for where an exchange stands; the store's own word where it is none of [`STATES`].
pub fn standing(row: &ExchangeRow) -> &str {
    let known = STATES.iter().find(|(direction, state, _)| *direction == row.direction && *state == row.state);
    known.map_or(row.state.as_str(), |(_, _, words)| words)
}

/// By when an exchange is to be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// A statutory clock runs, or ran, to this instant.
    Statutory(Instant),
    /// No statute binds these two; the asker may have named a wish in the request itself.
    None,
}

/// The limit of an exchange, as the clock of its legal receipt set it.
pub fn limit(row: &ExchangeRow) -> Limit {
    row.due.map_or(Limit::None, Limit::Statutory)
}

/// A refusal of one of this room's own checks.
fn refuse(check: &'static model::Check, because: &str, remedy: &str) -> Stop {
    let (because, remedy) = (because.to_owned(), remedy.to_owned());
    model::Refusal { check, cites: vec![check.source.into()], because, remedy }.into()
}
