//! Reading a bundle: whose it is, whether it is for us, then each parcel through the one door in. A file that is no sound bundle
//! of a peer of ours is refused whole; a parcel in it that is a fault falls alone, as on the wire. Read twice, late or out of
//! order it has no second effect.

use super::frame::{Unread, fault};
use super::have::Has;
use super::write::addressee;
use crate::checks::{BUN_2_1, BUN_2_2, BUN_2_3};
use crate::parcel::{self, Incoming, Outgoing, Protocol};
use crate::peer::{pinned, standing};
use crate::station::code;
use crate::{Station, relay, take_parcel, witnessing};
use audit::{AddCheckpoint, Event};
use model::{AuthorityId, Body, Check, Digest, Fault, MessageId, Stop};
use seal::digest::sha256;
use seal::manifest::{Manifest, SignedManifest};
use seal::{MAX_SKEW, SignedCard};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use store::Tx;

/// What came of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// It was read.
    Taken(Taking),
    /// It was refused whole, by this check; nothing of it was used.
    Refused(Fault),
}

/// A bundle that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taking {
    /// Whose.
    pub by: AuthorityId,
    /// When it was written, by that clock.
    pub at: model::Instant,
    /// SHA-256 of the file.
    pub digest: Digest,
    /// How many parcels were in it.
    pub parcels: usize,
    /// What goes back, and waits for the next bundle: receipts.
    pub replies: usize,
    /// The parcels that were faults.
    pub turned: Vec<Turned>,
}

/// A parcel that was turned away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turned {
    /// Its place in the file, from 1.
    pub place: usize,
    /// The check that did.
    pub check: &'static Check,
}

/// Reads a file in one transaction, and logs it either way. The caller goes on with what was admitted
/// ([`advance`](crate::advance)).
pub fn read(station: &Station, tx: &mut Tx<'_>, bytes: &[u8]) -> Result<Reading, Stop> {
    let done = tx.nested(|tx| Unread::parse(bytes)?.open(station, tx)?.take(station, tx));
    match done {
        Ok(taking) => Ok(Reading::Taken(taking)),
        Err(Stop::Fault(fault)) => {
            let event = Event::Fault { from: None, envelope: sha256(&[bytes]), check: code(fault.check.id)? };
            tx.audit().append(event)?;
            Ok(Reading::Refused(fault))
        }
        Err(stop) => Err(stop),
    }
}

/// A bundle of a peer, for us.
struct Opened<'a> {
    file: Digest,
    manifest: Manifest,
    parcels: Vec<&'a [u8]>,
    /// The peer carries for others: it is told what was kept.
    carries: bool,
}

impl<'a> Unread<'a> {
    /// Verifies whose it is. Faults BUN-2.1 to BUN-2.3.
    fn open(self, station: &Station, tx: &mut Tx<'_>) -> Result<Opened<'a>, Stop> {
        let Unread { file, signed, claimed, parcels } = self;
        let known = standing(station, tx, &claimed.by)?.filter(|known| known.suspended.is_none());
        if known.is_none() {
            return Err(fault(&BUN_2_1, "manifest: by").into());
        }
        let (manifest, carries) = verify(station, tx, signed, &claimed, parcels.first().copied())?;
        if manifest.to != station.us().id {
            return Err(fault(&BUN_2_2, "manifest: to").into());
        }
        if manifest.at.duration_since(tx.at()) > MAX_SKEW {
            return Err(fault(&BUN_2_3, "manifest: at").into());
        }
        Ok(Opened { file, manifest, parcels, carries })
    }
}

/// Verifies the manifest with the card that is held, or with the one that rides first in the bundle, up to a pinned root: a
/// partner who was away for a year has another charter now. Says whether the peer is a relay.
fn verify(
    station: &Station,
    tx: &mut Tx<'_>,
    signed: &[u8],
    claimed: &Manifest,
    first: Option<&[u8]>,
) -> Result<(Manifest, bool), Stop> {
    let now = tx.at();
    let riding = match first.map(parcel::read) {
        Some(Ok((_, Incoming::Protocol(Protocol::Card(card))))) => Some(card),
        _ => None,
    };
    for root in pinned(station, tx, &claimed.by)? {
        let held = station.keyring().card_under(tx, &claimed.by, root, now).ok();
        let carried = riding.as_ref().and_then(|card| SignedCard::verify(card, &root, now).ok());
        for card in held.as_deref().into_iter().chain(&carried) {
            if let Ok(manifest) = SignedManifest::verify(signed, card) {
                return Ok((manifest, card.authority().body == Body::Relay));
            }
        }
    }
    Err(fault(&BUN_2_1, "manifest: signature").into())
}

impl Opened<'_> {
    fn take(self, station: &Station, tx: &mut Tx<'_>) -> Result<Taking, Stop> {
        let Opened { file, manifest, parcels, carries } = self;
        let Manifest { by, at, have, want, kept, .. } = manifest;
        let late = tx.bundles().said(&by)?.is_some_and(|said| said.at >= at);
        Has::keep(tx, &by, at, have)?;
        relay::note_kept(tx, &by, &kept)?;
        let (mut turned, mut replies, overtaken) = (Vec::new(), Vec::new(), overtaken(station, tx, &parcels, late)?);
        for (n, bytes) in parcels.iter().enumerate() {
            // What was turned away or overtaken will be so again: the relay need not carry it for ever.
            if carries {
                tx.bundles().keep(&by, sha256(&[bytes]))?;
            }
            if overtaken.contains(&n) {
                continue;
            }
            let taken = take_parcel(station, tx, &by, bytes)?;
            replies.extend(taken.replies);
            if let Some(check) = taken.fault {
                turned.push(Turned { place: n + 1, check });
            }
        }
        for message in want {
            replies.extend(given_again(tx, &by, MessageId(message))?);
        }
        for reply in &replies {
            let to = addressee(reply)?;
            tx.bundles().put_aside(reply.hop(), &to, reply.bytes())?;
        }
        let (parcels, faults) = (parcels.len(), turned.len());
        let event =
            Event::BundleRead { document: file, from: by.clone(), parcels: parcels as u64, faults: faults as u64 };
        tx.audit().append(event)?;
        Ok(Taking { by, at, digest: file, parcels, replies: replies.len(), turned })
    }
}

/// The places of checkpoints that say less than another one: every one in a bundle that was overtaken itself, and in each bundle
/// all but the largest of each log. A witness that is shown them in a row takes the log for one that was rolled back. For us only
/// what the log itself has signed counts: nobody else's checkpoint hides one.
fn overtaken(station: &Station, tx: &mut Tx<'_>, parcels: &[&[u8]], late: bool) -> Result<BTreeSet<usize>, Stop> {
    let (mut over, mut largest) = (BTreeSet::new(), BTreeMap::new());
    for (n, bytes) in parcels.iter().enumerate() {
        let Ok((to, Incoming::Protocol(Protocol::Checkpoint(text)))) = parcel::read(bytes) else { continue };
        let Ok(request) = AddCheckpoint::parse(&text) else { continue };
        let Ok(shown) = request.checkpoint() else { continue };
        if to == station.us().id && !witnessing::is_signed(station, tx, &shown.origin, &request.note)? {
            continue;
        }
        if late {
            over.insert(n);
        }
        match largest.entry((to, shown.origin)) {
            Entry::Vacant(first) => {
                first.insert((shown.size, n));
            }
            Entry::Occupied(known) if shown.size < known.get().0 => {
                over.insert(n);
            }
            Entry::Occupied(mut known) if shown.size > known.get().0 => {
                over.insert(known.get().1);
                known.insert((shown.size, n));
            }
            // The same size twice: with two roots it is a fork, and both are looked at.
            Entry::Occupied(_) => {}
        }
    }
    Ok(over)
}

/// The receipt that was given for a message, for its sender alone; never another word on it.
fn given_again(tx: &mut Tx<'_>, by: &AuthorityId, message: MessageId) -> Result<Option<Outgoing>, Stop> {
    if tx.inbox().get(message)?.is_none_or(|row| row.sender != *by) {
        return Ok(None);
    }
    let given = tx.inbox().receipt(message)?;
    Ok(given.map(|receipt| Outgoing::protocol(by.clone(), by, &Protocol::Receipt(receipt))))
}
