//! Epoch keys and cards over time: a key for each week, four ahead, destroyed 30 days after its week; a card whenever
//! the keys on it change, and at least weekly.

use crate::founding::{log_origin, note_key};
use audit::Event;
use jiff::SignedDuration;
use model::{Authority, Digest, Instant, Stop};
use seal::digest::sha256;
use seal::keys::{EPOCH_GRACE, PeerSecret};
use seal::{Card, EpochPublic, EpochSecret, NodeSecrets, SignedCard, log_key};
use store::{EpochRow, Tx};

/// How long partners seal to one epoch key.
const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How many weeks are published ahead, so that an offline partner still has valid ones.
const AHEAD: i64 = 4;

/// The first keys and the first card.
pub(crate) fn first(tx: &mut Tx<'_>, authority: &Authority, secrets: &NodeSecrets) -> Result<(), Stop> {
    renew(tx, authority, secrets).map(|_| ())
}

/// Makes the epoch keys that are missing, destroys those whose time has come, and signs a new card if anything changed
/// or the last one is a week old. Says whether anything changed.
pub(crate) fn renew(tx: &mut Tx<'_>, authority: &Authority, secrets: &NodeSecrets) -> Result<bool, Stop> {
    let made = make_missing(tx)?;
    let destroyed = tx.epochs().destroy_due()?;
    for kid in &destroyed {
        note_key(tx, "epoch", "destroyed", sha256(&[kid]))?;
    }
    let number = card_number(tx)?;
    let due = number == 0 || card_age(tx)? >= WEEK;
    if !made && destroyed.is_empty() && !due {
        return Ok(false);
    }
    issue(tx, authority, secrets, number + 1)?;
    Ok(true)
}

fn make_missing(tx: &mut Tx<'_>) -> Result<bool, Stop> {
    let now = tx.at();
    let mut last_until = tx.epochs().all()?.iter().map(|row| row.not_after).max();
    let mut made = false;
    while last_until.is_none_or(|until| until.duration_since(now) < WEEK * (AHEAD as i32)) {
        // The first key begins an hour early, for partners whose clock is behind ours.
        let from = last_until.unwrap_or_else(|| now.checked_sub(SignedDuration::from_hours(1)).unwrap_or(now));
        let until = from.checked_add(WEEK).map_err(|e| model::Failure::new("making an epoch key", e))?;
        let secret = EpochSecret::generate(from, until, tx.chance())?;
        let kid = secret.public().kid();
        let destroy_after =
            until.checked_add(EPOCH_GRACE).map_err(|e| model::Failure::new("making an epoch key", e))?;
        let row = EpochRow {
            kid: kid.0.to_vec(),
            not_before: from,
            not_after: until,
            destroy_after,
            secret: Some(secret.to_bytes()?),
        };
        tx.epochs().add(&row)?;
        note_key(tx, "epoch", "made", sha256(&[&kid.0]))?;
        last_until = Some(until);
        made = true;
    }
    Ok(made)
}

fn issue(tx: &mut Tx<'_>, authority: &Authority, secrets: &NodeSecrets, number: u64) -> Result<(), Stop> {
    let now = tx.at();
    let mut epochs: Vec<EpochPublic> = Vec::new();
    for row in tx.epochs().all()? {
        if row.not_after > now
            && let Some(secret) = row.secret
        {
            epochs.push(EpochSecret::from_bytes(&secret)?.public().clone());
        }
    }
    let origin = log_origin(authority, incarnation(tx)?);
    let vkey = log_key::vkey(&origin, secrets.log().public());
    let peer = *peer_key(tx)?.public();
    let card = Card::new(authority.clone(), number, epochs, now, vkey, peer, secrets);
    let signed = SignedCard::issue(&card, secrets)?;
    tx.cards().learn(&authority.id, number, signed.bytes())?;
    tx.settings().put("card-number", number.to_string().as_bytes())?;
    tx.settings().put("card-issued", now.as_second().to_string().as_bytes())?;
    tx.audit().append(Event::CardIssued { card: Digest(sha256(&[signed.bytes()]).0), seq: number })?;
    Ok(())
}

/// Our peer key, drawn at first use.
pub(crate) fn peer_key(tx: &mut Tx<'_>) -> Result<PeerSecret, Stop> {
    if let Some(seed) = tx.secrets().get("peer")? {
        return Ok(PeerSecret::from_seed(&seed)?);
    }
    let key = PeerSecret::generate(tx.chance())?;
    tx.secrets().add("peer", key.seed())?;
    note_key(tx, "peer", "made", sha256(&[key.public()]))?;
    Ok(key)
}

fn number_in(tx: &mut Tx<'_>, name: &str) -> Result<Option<i64>, Stop> {
    let value = tx.settings().get(name)?;
    Ok(value.and_then(|value| String::from_utf8(value).ok()).and_then(|text| text.parse().ok()))
}

pub(crate) fn card_number(tx: &mut Tx<'_>) -> Result<u64, Stop> {
    Ok(number_in(tx, "card-number")?.map_or(0, |number| number.max(0) as u64))
}

fn card_age(tx: &mut Tx<'_>) -> Result<SignedDuration, Stop> {
    let issued = number_in(tx, "card-issued")?.and_then(|second| Instant::from_second(second).ok());
    Ok(issued.map_or(SignedDuration::MAX, |issued| tx.at().duration_since(issued)))
}

/// The node's incarnation: 1, and one more after each restore.
pub(crate) fn incarnation(tx: &mut Tx<'_>) -> Result<u64, Stop> {
    Ok(number_in(tx, "incarnation")?.map_or(1, |number| number.max(1) as u64))
}
