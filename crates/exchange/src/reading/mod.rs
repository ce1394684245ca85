//! Reading.
//!
//! ```text
//! Asked -> Permitted -> Logged -> Disclosed
//!   |         |           |          `- the content, for this officer, now
//!   |         |           `- the log entry, in the same transaction
//!   |         `- policy: who, purpose, case, handling
//!   `- what, for which purpose, in which case
//! ```
//!
//! There is no other way to content: pages, API and command read through this chain alone.

mod asked;
mod disclosed;
mod logged;
mod permitted;

pub use asked::{Asked, ReadItem};
pub use disclosed::Disclosed;
pub use logged::Logged;
pub use permitted::Permitted;
pub(crate) use permitted::{inside, may_know, nothing};

use crate::Station;
use model::{Chance, Instant, Stop};
use store::Store;

/// The whole chain: one transaction from question to disclosure. A refusal is logged in one of its own.
pub fn read(
    station: &Station,
    store: &Store,
    at: Instant,
    chance: &mut dyn Chance,
    asked: Asked<'_>,
) -> Result<Disclosed, Stop> {
    let refused = asked.clone();
    let done = store.tx("read", at, chance, |tx| asked.permit(station, tx)?.log(tx)?.disclose(tx));
    if let Err(Stop::Refusal(refusal)) = &done {
        store.tx("note refused read", at, chance, |tx| refused.note_refused(station, tx, refusal))?;
    }
    done
}
