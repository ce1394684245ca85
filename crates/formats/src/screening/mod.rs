//! The tables of screening: entities and queries in, a run out. TSV without quoting, CSV, JSON lines, or the entities of
//! FollowTheMoney as JSON lines; UTF-8. Columns by name, in any order ([`field()`]); in a cell, `|` separates names and
//! addresses, `|` or `;` anything else.
//!
//! [`Rows`] reads a row at a time in bounded memory. A bad row is handed out with its line and the reason and does not stop
//! the rest. A birth date, State or sex that cannot be read is left out, and the row says so ([`Listed::unread`]).

mod birth;
mod field;
mod json;
mod lines;
mod listed;
mod rows;
mod run;

pub use birth::birth;
pub use field::{Field, field};
pub use lines::LONGEST;
pub use listed::Listed;
pub use rows::{Layout, Row, Rows, Unreadable};
pub use run::{RunRow, run_header, write_row};
