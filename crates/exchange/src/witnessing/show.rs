//! As a log: shows the newest checkpoint to every partner, from the one that it cosigned last.

use super::own::Own;
use super::partners;
use crate::Station;
use crate::parcel::{Outgoing, Protocol};
use jiff::SignedDuration;
use model::{AuthorityId, Stop};
use store::{Tx, WitnessRow};

/// How long a witness that has answered is left alone. House rule: a busy log has a checkpoint a second, and a witness needs
/// not see each.
const PAUSE: SignedDuration = SignedDuration::from_secs(10);
/// How long an answer is waited for before the then newest checkpoint is shown. One is under way at a time, so that none
/// overtakes another.
const PATIENCE: SignedDuration = SignedDuration::from_secs(60);

/// The checkpoints that partners are to be shown now. Called after each publication, and from time to time.
pub fn show(station: &Station, tx: &mut Tx<'_>) -> Result<Vec<Outgoing>, Stop> {
    shown(station, tx, None)
}

/// The checkpoints that go with a bundle for `hop`: to it, or by way of it, whenever the last one was shown.
pub(crate) fn show_by(station: &Station, tx: &mut Tx<'_>, hop: &AuthorityId) -> Result<Vec<Outgoing>, Stop> {
    shown(station, tx, Some(hop))
}

fn shown(station: &Station, tx: &mut Tx<'_>, by: Option<&AuthorityId>) -> Result<Vec<Outgoing>, Stop> {
    let Some(own) = Own::read(station)? else { return Ok(Vec::new()) };
    let mut parcels = Vec::new();
    for partner in partners(station, tx)? {
        if by.is_some_and(|hop| *hop != partner.authority && *hop != partner.hop) {
            continue;
        }
        let before = tx.witnesses().get(&partner.authority)?.filter(|row| row.origin == own.checkpoint.origin);
        let mut row = before.clone().unwrap_or_else(|| WitnessRow {
            authority: partner.authority.clone(),
            origin: own.checkpoint.origin.clone(),
            size: 0,
            note: None,
            cosigned: None,
            shown: 0,
            shown_at: tx.at(),
        });
        let early = by.is_none() && before.is_some() && is_early(&row, tx);
        if own.checkpoint.size <= row.size || early {
            continue;
        }
        let request = own.shown_from(row.size)?;
        row.shown = own.checkpoint.size;
        row.shown_at = tx.at();
        tx.witnesses().put(&row)?;
        let protocol = Protocol::Checkpoint(request.to_string().into_bytes());
        parcels.push(Outgoing::protocol(partner.hop, &partner.authority, &protocol));
    }
    Ok(parcels)
}

fn is_early(row: &WitnessRow, tx: &Tx<'_>) -> bool {
    let answered = row.size >= row.shown;
    tx.at().duration_since(row.shown_at) < if answered { PAUSE } else { PATIENCE }
}
