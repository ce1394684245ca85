//! The directory: our card to partners. Theirs come in through [`receive`](crate::receive).

use crate::Station;
use crate::parcel::{Outgoing, Protocol};
use model::{ArrangementId, AuthorityId, Stop};
use store::Tx;

/// Our current card as a parcel for the partner of an arrangement, by way of its relay if it has one.
pub fn introduce(station: &Station, tx: &mut Tx<'_>, under: &ArrangementId) -> Result<Outgoing, Stop> {
    let arrangement = station.arrangement(tx, under, &crate::checks::OUT_1_2)?;
    let partner: AuthorityId = arrangement.partner(&station.us().id).unwrap_or(&station.us().id).clone();
    let hop = arrangement.relay.unwrap_or_else(|| partner.clone());
    let card = station.card(tx)?;
    Ok(Outgoing::protocol(hop, &partner, &Protocol::Card(card)))
}
