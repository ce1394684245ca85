//! Statutory clocks: when is it due, and why. Hours, calendar days and longer, and working days of the executing authority;
//! started by the event that the act names; suspended, extended once, restarted by stored facts. The same facts give the
//! same answer for ever. A clock runs only between those that its act binds; elsewhere the answer says that there is no
//! limit. Not a timer: the caller has those.
//!
//! Every clock is a row of `lawbook/clocks.toml` ([`ClockEntry`](crate::lawbook::clock::ClockEntry)). [`deadline`] finds the
//! one for a request, [`start`] starts one by its id, [`record`] adds a fact, [`position`] says where it stands.

mod bound;
mod deadline;
mod fact;
mod period;
mod position;
mod replay;
mod start;
mod statutory;
mod working;

pub use bound::{Between, bound};
pub use deadline::{ClockQuestion, Deadline, deadline};
pub use fact::{ClockEvent, ClockFact};
pub use period::{Extension, Period};
pub use position::{MilestoneState, Position, WARNINGS, Warning, position};
pub use replay::{ClockState, record, replay};
pub use start::{ShownBy, Start, StartEvent};
pub use statutory::{Latest, Milestone, Statutory, begins, reckon, start};
pub use working::WorkingDays;

pub(crate) use working::weekday;

use jiff::tz::TimeZone;

/// Reads a zone by its IANA name, such as `Europe/Helsinki`.
pub fn zone(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok()
}
