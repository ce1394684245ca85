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
