//! The directory: our card to partners, and theirs to us, over a wire or by an administrator's hand.

use crate::Station;
use crate::checks;
use crate::parcel::{Outgoing, Protocol};
use crate::peer::pinned;
use audit::Event;
use model::{ArrangementId, AuthorityId, Fault, Stop};
use seal::SignedCard;
use seal::digest::sha256;
use store::Tx;

/// Our current card as a parcel for the partner of an arrangement, by way of its relay if it has one.
pub fn introduce(station: &Station, tx: &mut Tx<'_>, under: &ArrangementId) -> Result<Outgoing, Stop> {
    let arrangement = station.arrangement(tx, under, &crate::checks::OUT_1_2)?;
    let partner: AuthorityId = arrangement.partner(&station.us().id).unwrap_or(&station.us().id).clone();
    let hop = arrangement.relay.unwrap_or_else(|| partner.clone());
    let card = station.card(tx)?;
    Ok(Outgoing::protocol(hop, &partner, &Protocol::Card(card)))
}

/// Our current card as a parcel for `to`, by no way but his own.
pub fn card_parcel(station: &Station, tx: &mut Tx<'_>, to: &AuthorityId) -> Result<Outgoing, Stop> {
    let card = station.card(tx)?;
    Ok(Outgoing::protocol(to.clone(), to, &Protocol::Card(card)))
}

/// Learns a partner's card if it chains to a root that an arrangement pins and is newer than the one known.
pub fn learn(station: &Station, tx: &mut Tx<'_>, signed: &[u8]) -> Result<(), Stop> {
    let now = tx.at();
    let owner = SignedCard::claimed(signed)?.0;
    for root in pinned(station, tx, &owner)? {
        let Ok(card) = SignedCard::verify(signed, &root, now) else { continue };
        if owner != card.authority().id {
            continue;
        }
        if tx.cards().learn(&card.authority().id, card.card().seq, signed)? {
            station.keyring().refresh();
            let authority = card.authority().id.clone();
            tx.audit().append(Event::CardLearnt { authority, card: sha256(&[signed]), seq: card.card().seq })?;
        }
        return Ok(());
    }
    Err(Fault { check: &checks::IN_2_1, place: "card".to_owned() }.into())
}
