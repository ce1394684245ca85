//! Bound: a receipt speaks of the delivery that we sent and no other, at a time that can be. Without it a partner's word
//! on an old or a foreign delivery would start clocks and end deliveries.

use crate::checks;
use model::{Check, Fault, Stop};
use seal::{MAX_SKEW, Receipt};
use store::{OutboxRow, Tx};

/// Compares a verified receipt with what was sent: envelope, channel and number (OUT-6.1), and its time (OUT-6.3).
pub(super) fn check(tx: &mut Tx<'_>, receipt: &Receipt, sent: &OutboxRow) -> Result<(), Stop> {
    let Some(sealed) = tx.outbox().sealed_as(receipt.message, &receipt.by)? else {
        return Err(fault(&checks::OUT_6_1, "message, by"));
    };
    let same = [
        ("envelope", receipt.envelope == sealed.envelope),
        ("channel", receipt.channel == sent.channel),
        ("seq", receipt.seq == sent.number),
    ];
    if let Some((place, _)) = same.into_iter().find(|(_, same)| !same) {
        return Err(fault(&checks::OUT_6_1, place));
    }
    let early = sealed.sent.duration_since(receipt.at) > MAX_SKEW;
    let late = receipt.at.duration_since(tx.at()) > MAX_SKEW;
    if early || late { Err(fault(&checks::OUT_6_3, "at")) } else { Ok(()) }
}

fn fault(check: &'static Check, place: &str) -> Stop {
    Fault { check, place: place.to_owned() }.into()
}
