//! Verified: signed by a partner whose card chains to the root that our arrangement pins, fresh, and meant for us. Next
//! step: [`admit`](Verified::admit).

use super::unverified::Opened;
use crate::payload::Payload;
use crate::{Station, checks};
use jiff::SignedDuration;
use model::{Arrangement, Authority, Check, Digest, Fault, Instant, MessageId, Stop};
use seal::cbor::Limits;
use seal::{OuterHeader, UnverifiedEvidence, VerifiedCard};
use store::Tx;

/// The longest that a message may be under way (35 days).
const LONGEST_LIFE: SignedDuration = SignedDuration::from_hours(35 * 24);

/// A message whose signature and addressees were verified.
#[derive(Debug)]
pub struct Verified {
    parts: Parts,
}

pub(crate) struct Parts {
    pub(crate) payload: Payload,
    pub(crate) evidence: Vec<u8>,
    pub(crate) message: MessageId,
    pub(crate) sender: Authority,
    pub(crate) arrangement: Arrangement,
    pub(crate) envelope: Digest,
    pub(crate) channel: [u8; 16],
    pub(crate) number: u64,
}

/// Without the evidence, which holds the content.
impl std::fmt::Debug for Parts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut parts = f.debug_struct("Parts");
        parts.field("message", &self.message).field("sender", &self.sender.id).finish_non_exhaustive()
    }
}

impl Verified {
    pub(super) fn into_parts(self) -> Parts {
        self.parts
    }

    /// The message id.
    pub fn message(&self) -> MessageId {
        self.parts.message
    }
}

fn fault(check: &'static Check, place: &str) -> Stop {
    Fault { check, place: place.to_owned() }.into()
}

pub(super) fn verify(
    station: &Station,
    tx: &mut Tx<'_>,
    header: &OuterHeader,
    envelope: Digest,
    evidence: &[u8],
) -> Result<Opened, Stop> {
    let unverified = UnverifiedEvidence::parse(evidence, Limits::EVIDENCE)?;
    let payload = Payload::decode(unverified.claimed_payload())?;
    let (arrangement, card) = partner(station, tx, &payload)?;
    let verified = unverified.verify(&card)?;
    let message = verified.message_id();
    if header.message != message {
        return Err(fault(&checks::IN_2_4, "message"));
    }
    if let Some(receipt) = tx.inbox().receipt(message)? {
        return Ok(Opened::Repeated { sender: payload.sender, receipt });
    }
    fresh(&payload, tx.at())?;
    if tx.channels().inbound(header.channel)?.is_some_and(|channel| channel.partner != payload.sender) {
        return Err(fault(&checks::IN_2_5, "channel"));
    }
    let parts = Parts {
        evidence: evidence.to_vec(),
        message,
        sender: card.authority().clone(),
        arrangement,
        envelope,
        channel: header.channel,
        number: header.seq,
        payload,
    };
    Ok(Opened::Verified(Box::new(Verified { parts })))
}

/// Our arrangement with the sender, and his card up to the root pinned there (IN-2.1, IN-2.2).
fn partner(
    station: &Station,
    tx: &mut Tx<'_>,
    payload: &Payload,
) -> Result<(Arrangement, std::sync::Arc<VerifiedCard>), Stop> {
    let Some(under) = payload.arrangement_for(&station.us().id) else {
        return Err(fault(&checks::IN_2_2, "arrangements"));
    };
    let Some(arrangement) = tx.arrangements().get(under)? else {
        return Err(fault(&checks::IN_2_1, "arrangements"));
    };
    if arrangement.partner(&station.us().id) != Some(&payload.sender) {
        return Err(fault(&checks::IN_2_1, "sender"));
    }
    match station.partner(tx, &payload.sender, &arrangement) {
        Ok(card) => Ok((arrangement, card)),
        Err(Stop::Refusal(_)) => Err(fault(&checks::IN_2_1, "sender")),
        Err(other) => Err(other),
    }
}

fn fresh(payload: &Payload, now: Instant) -> Result<(), Stop> {
    let life = payload.expires.duration_since(payload.created);
    let place = if payload.created.duration_since(now) > seal::MAX_SKEW {
        "created"
    } else if payload.expires <= now || life > LONGEST_LIFE || life.is_negative() {
        "expires"
    } else {
        return Ok(());
    };
    Err(fault(&checks::IN_2_3, place))
}
