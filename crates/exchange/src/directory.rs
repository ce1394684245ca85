//! The directory: our card to partners, and theirs to us, over a wire or by an administrator's hand.

use crate::parcel::{Outgoing, Protocol};
use crate::peer::pinned;
use crate::standstill::{self, Because};
use crate::{Station, checks, founding, rotation};
use audit::{Checkpoint, Event};
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
    if owner == station.us().id {
        return come_back(station, tx, signed);
    }
    for root in pinned(station, tx, &owner)? {
        let Ok(card) = SignedCard::verify(signed, &root, now) else { continue };
        if owner != card.authority().id {
            continue;
        }
        let life = card.charter().incarnation;
        let before = station.keyring().card_under(tx, &owner, root, now).ok().map(|card| card.charter().incarnation);
        if before.is_some_and(|before| life < before) {
            return Err(Fault { check: &checks::IN_2_7, place: "card: incarnation".to_owned() }.into());
        }
        if tx.cards().learn(&card.authority().id, card.card().seq, signed)? {
            station.keyring().refresh();
            let authority = card.authority().id.clone();
            let (number, digest) = (card.card().seq, sha256(&[signed]));
            tx.audit().append(Event::CardLearnt { authority: authority.clone(), card: digest, seq: number })?;
            if before.is_some_and(|before| life > before) {
                tell_of_restored(tx, authority, life)?;
            }
        }
        return Ok(());
    }
    Err(Fault { check: &checks::IN_2_1, place: "card".to_owned() }.into())
}

/// A partner was restored from a backup: its root says so. What it forgot it will not answer; its overseers and ours should know.
fn tell_of_restored(tx: &mut Tx<'_>, authority: AuthorityId, incarnation: u64) -> Result<(), Stop> {
    let tells = serde_json::json!({
        "because": "partner-restored", "authority": authority, "incarnation": incarnation,
        "remedy": "ask the partner what it lost: what it had received after its backup it no longer has",
    });
    tx.overseer_queue().append(&tells.to_string())?;
    tx.audit().append(Event::PartnerRestored { authority, incarnation })?;
    Ok(())
}

/// Our own card, given back by a peer who holds a newer one than we say we have. Under our own signature it proves that we have
/// forgotten something: we are an old copy of ourselves.
fn come_back(station: &Station, tx: &mut Tx<'_>, signed: &[u8]) -> Result<(), Stop> {
    let now = tx.at();
    let card = SignedCard::verify(signed, &station.root(), now)?;
    let ours = (rotation::incarnation(tx)?, rotation::card_number(tx)?);
    if (card.charter().incarnation, card.card().seq) > ours {
        let size = tx.audit().size()?;
        let origin = founding::log_origin(station.us(), card.charter().incarnation);
        let known = Checkpoint { origin, size, root: tx.audit().edge(size)?.root() };
        standstill::stop(tx, &station.us().id, Because::NumbersAhead, &known)?;
    }
    Ok(())
}

/// The card that we hold of a peer, as a parcel for it: it says that it has an older one.
pub fn card_back(tx: &mut Tx<'_>, of: &AuthorityId) -> Result<Option<Outgoing>, Stop> {
    let held = tx.cards().get(of)?;
    Ok(held.map(|card| Outgoing::protocol(of.clone(), of, &Protocol::Card(card))))
}
