//! A correction whose place a newer demand took: whoever was not told of it is told of the newer one alone, and its answer is
//! waited for no more. It leaves the list of duties, and the log says why.

use audit::Event;
use model::Stop;
use store::{DemandKind, DemandRow, Tx};

/// Among the demands about one copy, or about one item of ours: ends the waiting under every correction that the last recall,
/// or where there is none the newest correction, took the place of.
pub(super) fn overtake(tx: &mut Tx<'_>, demands: &[DemandRow]) -> Result<(), Stop> {
    let newest = |what| demands.iter().filter(move |row| row.what == what).max_by_key(|row| (row.at, row.message));
    let Some(newer) = newest(DemandKind::Recall).or_else(|| newest(DemandKind::Correction)) else { return Ok(()) };
    let older = |row: &&DemandRow| row.what == DemandKind::Correction && row.message != newer.message;
    for demand in demands.iter().filter(older) {
        for row in tx.holder_answers().of(demand.message)? {
            if tx.holder_answers().overtake(demand.message, &row.holder, newer.message)? {
                tx.audit().append(Event::DemandOvertaken {
                    exchange: demand.exchange,
                    message: demand.message,
                    holder: row.holder,
                    newer: newer.message,
                })?;
            }
        }
    }
    Ok(())
}
