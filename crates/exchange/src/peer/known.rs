//! Whom we know: each peer whose card chains to a root that is pinned here, with the key by which it shows itself. A peer
//! without a card, with a card of another root or with a charter that is over cannot connect, but is listed.

use crate::Station;
use model::{ArrangementId, Authority, AuthorityId, Digest, Instant, Stop};
use std::collections::BTreeMap;
use store::Tx;

/// A peer that may connect, or be connected to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peer {
    /// Whose node.
    pub id: AuthorityId,
    /// The key by which it shows itself on the wire.
    pub key: [u8; 32],
    /// The number of the card that says so.
    pub card: u64,
    /// The versions that it speaks.
    pub speaks: Vec<u8>,
    /// Where it listens; absent where it comes to us.
    pub address: Option<String>,
    /// Nothing goes over the wire to it or from it.
    pub suspended: bool,
}

/// How things stand with a partner or relay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerStanding {
    /// Whose node.
    pub authority: AuthorityId,
    /// Its card, if one that chains to a pinned root is held.
    pub card: Option<StandingCard>,
    /// Its roots that are pinned here: those of the arrangements with it; without any, the one it was added with.
    pub pinned: Vec<Digest>,
    /// The arrangements with it.
    pub arrangements: Vec<ArrangementId>,
    /// Where it listens.
    pub address: Option<String>,
    /// Since when it is cut off.
    pub suspended: Option<Instant>,
}

/// What is held of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingCard {
    /// Who, by its card.
    pub authority: Authority,
    /// Its number.
    pub number: u64,
    /// Until when it can be sealed to.
    pub until: Instant,
    /// Whether that is over.
    pub stale: bool,
    /// The versions that it speaks.
    pub speaks: Vec<u8>,
    /// The key by which it shows itself.
    pub key: [u8; 32],
}

/// Every peer that may connect now.
pub fn known(station: &Station, tx: &mut Tx<'_>) -> Result<Vec<Peer>, Stop> {
    let peer = |standing: PeerStanding| {
        let card = standing.card?;
        let (address, suspended) = (standing.address, standing.suspended.is_some());
        Some(Peer { id: standing.authority, key: card.key, card: card.number, speaks: card.speaks, address, suspended })
    };
    Ok(standings(station, tx)?.into_iter().filter_map(peer).collect())
}

/// How things stand with everybody of whom a root is pinned, by authority.
pub fn standings(station: &Station, tx: &mut Tx<'_>) -> Result<Vec<PeerStanding>, Stop> {
    let mut all: BTreeMap<AuthorityId, PeerStanding> = BTreeMap::new();
    let new = |authority: &AuthorityId| PeerStanding {
        authority: authority.clone(),
        card: None,
        pinned: Vec::new(),
        arrangements: Vec::new(),
        address: None,
        suspended: None,
    };
    for arrangement in tx.arrangements().all()? {
        let Some(partner) = arrangement.partner(&station.us().id) else { continue };
        let standing = all.entry(partner.clone()).or_insert_with(|| new(partner));
        if !standing.pinned.contains(&arrangement.partner_root) {
            standing.pinned.push(arrangement.partner_root);
        }
        standing.arrangements.push(arrangement.id);
    }
    for row in tx.peers().all()? {
        let standing = all.entry(row.authority.clone()).or_insert_with(|| new(&row.authority));
        if standing.pinned.is_empty() {
            standing.pinned.extend(row.root);
        }
        (standing.address, standing.suspended) = (row.address, row.suspended);
    }
    let now = tx.at();
    let mut found = Vec::with_capacity(all.len());
    for (id, mut standing) in all {
        let card = standing.pinned.iter().find_map(|root| station.keyring().card_under(tx, &id, *root, now).ok());
        standing.card = card.map(|card| StandingCard {
            authority: card.authority().clone(),
            number: card.card().seq,
            until: card.card().valid_until,
            stale: card.is_stale(now),
            speaks: card.card().speaks.clone(),
            key: card.card().peer,
        });
        found.push(standing);
    }
    Ok(found)
}

/// How things stand with one.
pub fn standing(station: &Station, tx: &mut Tx<'_>, id: &AuthorityId) -> Result<Option<PeerStanding>, Stop> {
    Ok(standings(station, tx)?.into_iter().find(|standing| standing.authority == *id))
}

/// The roots of an authority that are pinned here: those of the arrangements with it; without any, the one it was added
/// with.
pub fn pinned(station: &Station, tx: &mut Tx<'_>, id: &AuthorityId) -> Result<Vec<Digest>, Stop> {
    let mut roots = Vec::new();
    for arrangement in tx.arrangements().all()? {
        if arrangement.partner(&station.us().id) == Some(id) && !roots.contains(&arrangement.partner_root) {
            roots.push(arrangement.partner_root);
        }
    }
    if roots.is_empty() {
        roots.extend(tx.peers().get(id)?.and_then(|row| row.root));
    }
    Ok(roots)
}
