//! What an officer is shown of an item while he works on it: its findings, its fields. Both open the item, so both pass
//! the chain of reading first; purpose and case are those that the item is filed under.

use super::{Draft, Findings, Grounded};
use crate::Station;
use crate::reading::{self, Asked, ReadItem};
use model::{DraftId, Officer, Stop};
use policy::{Action, Minimised};
use store::Tx;

/// The findings towards each recipient of a draft.
pub fn findings(station: &Station, tx: &mut Tx<'_>, officer: &Officer, id: DraftId) -> Result<Vec<Findings>, Stop> {
    read(station, tx, officer, id)?;
    Draft::resume(station, tx, officer, Action::ReadMessage, id)?.findings(station, tx, officer)
}

/// Which fields of a grounded item would go and which would stay.
pub fn fields(station: &Station, tx: &mut Tx<'_>, officer: &Officer, id: DraftId) -> Result<Minimised, Stop> {
    read(station, tx, officer, id)?;
    Grounded::resume(station, tx, officer, id)?.fields(station, tx, &[])
}

/// The read stands in the log, in the transaction that shows.
fn read(station: &Station, tx: &mut Tx<'_>, officer: &Officer, id: DraftId) -> Result<(), Stop> {
    let Some(row) = tx.outbound().get(id)? else { return Err(reading::nothing()) };
    Asked::new(officer, ReadItem::Draft(id), row.purpose, row.reference).permit(station, tx)?.log(tx)?;
    Ok(())
}
