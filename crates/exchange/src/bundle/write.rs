//! Writing a bundle: what waits for a partner, as one file. Nothing is released, sealed or numbered here; an attempt is noted for
//! each delivery, and it goes on waiting until its receipt comes.

use super::{frame, have};
use crate::dispatch::{has_run_out, next_attempt, take};
use crate::parcel::{self, LONGEST, Outgoing, Protocol};
use crate::peer::standing;
use crate::standstill::standstill;
use crate::{Station, checks, directory, witnessing};
use audit::Event;
use model::{AuthorityId, Check, Digest, Refusal, Stop};
use seal::digest::sha256;
use seal::manifest::{MOST, Manifest, SignedManifest};
use store::Tx;

/// The most bytes of parcels that can be asked for: one more may follow, and the partner still reads the file.
pub const MOST_BYTES: usize = frame::LARGEST - LONGEST - (2 << 20);

/// A bundle that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The file.
    pub bytes: Vec<u8>,
    /// SHA-256 of it.
    pub digest: Digest,
    /// How many sealed deliveries are in it.
    pub deliveries: usize,
    /// How many receipts and other protocol messages are in it, our card among them.
    pub protocol: usize,
    /// Deliveries of which the partner has said that it has them: their receipts are asked for again.
    pub wanted: usize,
    /// How much waits for the partner, at least, and found no room: write another bundle.
    pub left: usize,
}

/// Takes what waits for `partner`, or goes by way of it, into one file of about `limit` bytes of parcels: our card, our
/// checkpoint for its witness, receipts, then deliveries, those that expire first before the others.
///
/// Refusals BUN-3.1 (not a peer of ours) and BUN-3.2 (this node stands still).
pub fn write(station: &Station, tx: &mut Tx<'_>, partner: &AuthorityId, limit: usize) -> Result<Written, Stop> {
    may_be_written(station, tx, partner)?;
    let mut load = Load { limit: limit.min(MOST_BYTES), parcels: Vec::new(), size: 0, left: 0 };
    for parcel in own(station, tx, partner)? {
        load.put(parcel.bytes().to_vec());
    }
    for reply in tx.bundles().aside_for(partner, MOST)? {
        if load.put(reply.parcel) {
            tx.bundles().let_go(reply.digest)?;
        }
    }
    let (protocol, want) = (load.parcels.len(), deliveries(tx, partner, &mut load)?);
    for digest in tx.carried().waiting_for(partner, MOST)? {
        if load.is_full() {
            load.left += 1;
            continue;
        }
        let parcel = tx.carried().parcel(digest)?;
        load.put(parcel);
        let next = next_attempt(tx, 0);
        tx.carried().tried(digest, next)?;
    }
    let manifest = Manifest {
        by: station.us().id.clone(),
        to: partner.clone(),
        at: tx.at(),
        parcels: load.parcels.iter().map(|parcel| sha256(&[parcel])).collect(),
        have: have::ours(tx, partner)?,
        kept: tx.bundles().take_kept(partner, MOST)?,
        want,
    };
    let bytes = frame::file(&SignedManifest::sign(&manifest, station.secrets())?, &load.parcels)?;
    let (digest, count) = (sha256(&[&bytes]), load.parcels.len());
    tx.audit().append(Event::BundleWritten { document: digest, to: partner.clone(), parcels: count as u64 })?;
    let (wanted, left) = (manifest.want.len(), load.left);
    Ok(Written { bytes, digest, deliveries: count - protocol, protocol, wanted, left })
}

/// What fills a bundle.
struct Load {
    limit: usize,
    parcels: Vec<Vec<u8>>,
    size: usize,
    left: usize,
}

impl Load {
    fn is_full(&self) -> bool {
        self.parcels.len() >= MOST || self.size >= self.limit
    }

    /// Puts a parcel in; `false`, and counted, if there is no room. Protocol is small, and comes first.
    fn put(&mut self, parcel: Vec<u8>) -> bool {
        if self.is_full() {
            self.left += 1;
            return false;
        }
        self.size += parcel.len();
        self.parcels.push(parcel);
        true
    }
}

fn may_be_written(station: &Station, tx: &mut Tx<'_>, partner: &AuthorityId) -> Result<(), Stop> {
    let known = standing(station, tx, partner)?.filter(|standing| !standing.pinned.is_empty());
    let Some(known) = known else {
        let because = format!("{partner} is no partner or relay of this node");
        return Err(refuse(&checks::BUN_3_1, because, "add it with its card and its words, then write the bundle"));
    };
    if let Some(since) = known.suspended {
        let because = format!("{partner} is cut off since {since}");
        return Err(refuse(&checks::BUN_3_1, because, "take it up again first, if that is decided"));
    }
    if let Some(still) = standstill(tx)? {
        let because = format!("this node stands still: {}, as {} knows", still.because.word(), still.by);
        let remedy = "find out who changed its data, then restore it from a backup with `comity restore`";
        return Err(refuse(&checks::BUN_3_2, because, remedy));
    }
    Ok(())
}

fn refuse(check: &'static Check, because: String, remedy: &str) -> Stop {
    Refusal { check, cites: Vec::new(), because, remedy: remedy.to_owned() }.into()
}

/// Our card and our checkpoint, for the partner and for those whom a relay reaches for us.
fn own(station: &Station, tx: &mut Tx<'_>, partner: &AuthorityId) -> Result<Vec<Outgoing>, Stop> {
    let mut parcels = vec![directory::card_parcel(station, tx, partner)?];
    let card = station.card(tx)?;
    for behind in witnessing::partners(station, tx)? {
        if behind.hop == *partner && behind.authority != *partner {
            parcels.push(Outgoing::protocol(partner.clone(), &behind.authority, &Protocol::Card(card.clone())));
        }
    }
    parcels.extend(witnessing::show_by(station, tx, partner)?);
    Ok(parcels)
}

/// Puts in what the outbox holds for the partner. Gives back the messages that the partner has and whose receipt is missing.
fn deliveries(tx: &mut Tx<'_>, partner: &AuthorityId, load: &mut Load) -> Result<Vec<Digest>, Stop> {
    let (has, mut want) = (have::Has::of(tx, partner)?, Vec::new());
    // One more than a file holds: what is left is told, even if only by one.
    for row in tx.outbox().waiting_for(partner, MOST + 1)? {
        if has_run_out(tx, &row)? {
            continue;
        }
        let next = next_attempt(tx, row.attempts);
        if row.recipient == *partner && has.holds(row.channel, row.number) && want.len() < MOST {
            tx.outbox().tried(row.message, &row.recipient, next)?;
            want.push(row.message.0);
        } else if load.is_full() {
            load.left += 1;
        } else if let Some(parcel) = take(tx, row, next)? {
            load.put(parcel.bytes().to_vec());
        }
    }
    Ok(want)
}

/// To whom a parcel is addressed.
pub(super) fn addressee(parcel: &Outgoing) -> Result<AuthorityId, Stop> {
    Ok(parcel::read(parcel.bytes())?.0)
}
