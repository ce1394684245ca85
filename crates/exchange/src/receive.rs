//! The door in: a parcel from the wire. Deliveries go through the inbound chain, receipts to what they acknowledge,
//! cards into the directory; a relay keeps what is for others. What the sender gets back is returned, never sent from
//! here.

use crate::inbound::{ADMITTED, Admission, Admitted, Opened, Routed, Unverified};
use crate::parcel::{self, Incoming, Outgoing, Protocol};
use crate::peer::pinned;
use crate::station::code;
use crate::{Station, checks, directory, outbound, relay, rotation, witnessing};
use audit::Event;
use model::{AuthorityId, Body, Check, Digest, Fault, MessageId, Stop};
use seal::digest::sha256;
use seal::{Receipt, ReceiptEvent, SignedReceipt};
use store::Tx;

/// What came of a parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// What goes back or on: receipts.
    pub replies: Vec<Outgoing>,
    /// The check by which the parcel was a fault, if it was one.
    pub fault: Option<&'static Check>,
}

/// Takes one parcel that `from` handed over. A Fault is logged and, where the sender can be told, goes back as a receipt
/// that names its check. An error means that nothing was taken: the sender will try again.
pub fn receive(station: &Station, tx: &mut Tx<'_>, from: &AuthorityId, bytes: &[u8]) -> Result<Vec<Outgoing>, Stop> {
    take_parcel(station, tx, from, bytes).map(|taken| taken.replies)
}

/// As [`receive`], and says whether it was a fault: who only makes faults is soon not listened to.
pub fn take_parcel(station: &Station, tx: &mut Tx<'_>, from: &AuthorityId, bytes: &[u8]) -> Result<Taken, Stop> {
    match tx.nested(|tx| take(station, tx, from, bytes)) {
        Ok(replies) => Ok(Taken { replies, fault: None }),
        Err(Stop::Fault(fault)) => {
            note_fault(tx, from, bytes, &fault)?;
            let replies = reseal_wanted(station, tx, from, bytes, &fault)?.into_iter().collect();
            Ok(Taken { replies, fault: Some(fault.check) })
        }
        Err(Stop::Refusal(refusal)) => {
            let fault = Fault { check: refusal.check, place: "parcel".to_owned() };
            note_fault(tx, from, bytes, &fault)?;
            Ok(Taken { replies: Vec::new(), fault: Some(fault.check) })
        }
        Err(failure) => Err(failure),
    }
}

fn take(station: &Station, tx: &mut Tx<'_>, from: &AuthorityId, bytes: &[u8]) -> Result<Vec<Outgoing>, Stop> {
    let (to, incoming) = parcel::read(bytes)?;
    if to != station.us().id {
        if station.us().body == Body::Relay {
            return relay::take(station, tx, from, (&to, &incoming), bytes).map(|()| Vec::new());
        }
        return Err(Fault { check: &checks::IN_1_2, place: "addressee".to_owned() }.into());
    }
    match incoming {
        Incoming::Delivery(sealed) => delivery(station, tx, from, &sealed),
        Incoming::Protocol(Protocol::Receipt(signed)) => {
            outbound::acknowledge(station, tx, &signed)?;
            Ok(Vec::new())
        }
        Incoming::Protocol(Protocol::Card(signed)) => directory::learn(station, tx, &signed).map(|()| Vec::new()),
        Incoming::Protocol(Protocol::Checkpoint(text)) => witnessing::see(station, tx, from, &text),
        Incoming::Protocol(Protocol::Cosigned(note)) => witnessing::cosigned(station, tx, &note).map(|()| Vec::new()),
        Incoming::Protocol(Protocol::Prove(text)) => witnessing::prove(station, tx, from, &text),
        Incoming::Protocol(Protocol::Consistency(text)) => {
            witnessing::proved(station, tx, from, &text).map(|()| Vec::new())
        }
    }
}

fn delivery(station: &Station, tx: &mut Tx<'_>, from: &AuthorityId, sealed: &[u8]) -> Result<Vec<Outgoing>, Stop> {
    let unverified = Unverified::take(sealed)?;
    let envelope = unverified.digest();
    let (sender, relay, receipt) = match unverified.verify(station, tx)? {
        Opened::Verified(verified) => {
            let Admission { sender, relay, receipt, .. } = verified.admit(station, tx)?;
            (sender, relay, receipt)
        }
        Opened::Repeated { sender, receipt } => {
            let message = SignedReceipt::claimed(&receipt)?.message;
            tx.audit().append(Event::Repeated { message, from: sender.clone(), envelope })?;
            let relay = (from != &sender).then(|| from.clone());
            (sender, relay, receipt)
        }
    };
    let hop = relay.unwrap_or_else(|| sender.clone());
    Ok(vec![Outgoing::protocol(hop, &sender, &Protocol::Receipt(receipt))])
}

fn note_fault(tx: &mut Tx<'_>, from: &AuthorityId, bytes: &[u8], fault: &Fault) -> Result<(), Stop> {
    let event = Event::Fault { from: Some(from.clone()), envelope: sha256(&[bytes]), check: code(fault.check.id)? };
    tx.audit().append(event)?;
    Ok(())
}

/// An epoch key that we no longer hold: the sender on a known channel is asked to seal again. The header is nobody's yet,
/// so a message that is here gets the receipt that was given for it, and its sender alone; never another word on it.
fn reseal_wanted(
    station: &Station,
    tx: &mut Tx<'_>,
    from: &AuthorityId,
    bytes: &[u8],
    fault: &Fault,
) -> Result<Option<Outgoing>, Stop> {
    if fault.check.id != seal::checks::SEAL_4_4.id {
        return Ok(None);
    }
    let Ok((_, Incoming::Delivery(sealed))) = parcel::read(bytes) else { return Ok(None) };
    let Ok(unverified) = Unverified::take(&sealed) else { return Ok(None) };
    let header = unverified.header();
    let (message, channel, seq): (MessageId, [u8; 16], u64) = (header.message, header.channel, header.seq);
    let Some(known) = tx.channels().inbound(channel)? else {
        return after_a_restore(station, tx, from, (message, channel, seq), unverified.digest(), fault);
    };
    if let Some(here) = tx.inbox().get(message)? {
        let given = tx.inbox().receipt(message)?.filter(|_| here.sender == known.partner);
        let again = |given| Outgoing::protocol(from.clone(), &known.partner, &Protocol::Receipt(given));
        return Ok(given.map(again));
    }
    let signed = seal_again(station, tx, (message, channel, seq), unverified.digest(), fault)?;
    Ok(Some(Outgoing::protocol(from.clone(), &known.partner, &Protocol::Receipt(signed))))
}

/// A channel that we may have forgotten: a node that was restored asks the partner who handed the delivery over himself to seal it
/// again. A message that is here has its channel here too.
fn after_a_restore(
    station: &Station,
    tx: &mut Tx<'_>,
    from: &AuthorityId,
    label: (MessageId, [u8; 16], u64),
    envelope: Digest,
    fault: &Fault,
) -> Result<Option<Outgoing>, Stop> {
    let restored = rotation::incarnation(tx)? > 1;
    if !restored || tx.inbox().get(label.0)?.is_some() || pinned(station, tx, from)?.is_empty() {
        return Ok(None);
    }
    let signed = seal_again(station, tx, label, envelope, fault)?;
    Ok(Some(Outgoing::protocol(from.clone(), from, &Protocol::Receipt(signed))))
}

/// A receipt that asks for a delivery to be sealed again.
fn seal_again(
    station: &Station,
    tx: &Tx<'_>,
    (message, channel, seq): (MessageId, [u8; 16], u64),
    envelope: Digest,
    fault: &Fault,
) -> Result<Vec<u8>, Stop> {
    let receipt = Receipt {
        event: ReceiptEvent::Refused,
        message,
        envelope,
        channel,
        seq,
        at: tx.at(),
        by: station.us().id.clone(),
        check: Some(fault.check.id.to_owned()),
        log: None,
    };
    Ok(SignedReceipt::sign(&receipt, station.secrets())?.into_bytes())
}

/// One message in its tray, or the message that must wait and why.
pub type Advanced = Result<Routed, (MessageId, Stop)>;

/// Goes on with what was admitted: screens and routes it. Called after each reception and after a restart; a crash in
/// between leaves the message admitted, and the next call takes it up.
pub fn advance(station: &Station, tx: &mut Tx<'_>) -> Result<Vec<Advanced>, Stop> {
    let mut done = Vec::new();
    for row in tx.inbox().in_state(ADMITTED)? {
        let message = row.message;
        let routed = tx.nested(|tx| match Admitted::resume(tx, message)? {
            Some(admitted) => admitted.screen(station, tx)?.route(tx).map(Some),
            None => Ok(None),
        });
        match routed {
            Ok(Some(routed)) => done.push(Ok(routed)),
            Ok(None) => {}
            Err(stop) => done.push(Err((message, stop))),
        }
    }
    Ok(done)
}
