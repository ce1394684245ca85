//! What a receipt proves about the recipient's log: that it holds, as its last entry, that our message arrived there.

use crate::{Station, checks};
use audit::proof::verify_inclusion;
use audit::{Entry, Event, StoredEntry};
use model::{Fault, Stop};
use seal::receipt::LogProof;
use seal::{Receipt, ReceiptEvent, VerifiedCard};

/// The log proof of a receipt that says `delivered`, `retrieved` or `refused`. A receipt without one, with one of another log
/// or event, or with one that does not prove, is a Fault (OUT-6.2).
pub(super) fn check<'r>(station: &Station, receipt: &'r Receipt, card: &VerifiedCard) -> Result<&'r LogProof, Stop> {
    let log = receipt.log.as_ref().ok_or_else(|| fault("log"))?;
    let of_card = seal::log_key::parse_vkey(&card.card().log_vkey).is_some_and(|(name, _)| name == log.origin);
    // A receipt that was given before the recipient was restored is given again as it was: it names the log of that life.
    let of_card = of_card || is_of_earlier_life(card, &log.origin);
    if !of_card {
        return Err(fault("log: origin"));
    }
    let entry = Entry::parse(&log.entry).map_err(|_| fault("log: entry"))?;
    if log.size.checked_sub(1) != Some(entry.n) || !tells(station, receipt, &entry.event) {
        return Err(fault("log: entry"));
    }
    let leaf = StoredEntry { n: entry.n, salt: log.salt, line: log.entry.clone() }.leaf();
    if !verify_inclusion(entry.n, log.size, &leaf, &log.path, &log.root) {
        return Err(fault("log: path"));
    }
    Ok(log)
}

/// Whether a log has the name of one of an earlier incarnation of the authority of this card.
fn is_of_earlier_life(card: &VerifiedCard, origin: &str) -> bool {
    let life = origin.rsplit('/').next().and_then(|life| life.parse::<u64>().ok());
    let earlier = life.filter(|life| (1..card.charter().incarnation).contains(life));
    earlier.is_some_and(|life| crate::founding::log_origin(card.authority(), life) == origin)
}

/// Whether the entry tells of what the receipt says.
fn tells(station: &Station, receipt: &Receipt, event: &Event) -> bool {
    let us = &station.us().id;
    match event {
        Event::Received { message, from, envelope, seq, .. } => {
            receipt.event != ReceiptEvent::Refused
                && (message, from, envelope, seq) == (&receipt.message, us, &receipt.envelope, &receipt.seq)
        }
        Event::NotAdmitted { message, from, check, .. } => {
            (message, from) == (&receipt.message, us) && receipt.check.as_deref() == Some(check.as_str())
        }
        _ => false,
    }
}

fn fault(place: &str) -> Stop {
    Fault { check: &checks::OUT_6_2, place: place.to_owned() }.into()
}
