//! The outer header: all that a relay learns.

use super::{HEADER_LABEL, NONCE_LEN, RECIPIENT_ALGORITHM, SizeClass};
use crate::cbor::{Limits, check, decode_closed, encode, wire};
use crate::checks::{SEAL_4_1, SEAL_4_2, SEAL_4_9, SEAL_4_10};
use crate::cose::is_exactly;
use crate::{KeyId, MAX_SKEW, SUITE, VERSION, fault};
use ciborium::Value;
use coset::{Algorithm, Header, HeaderBuilder, Label as CoseLabel, ProtectedHeader, iana};
use model::{Failure, Fault, Instant, MessageId};
use serde::{Deserialize, Serialize};

/// How far ahead a delivery may expire: 35 days.
pub const MAX_LIFE: jiff::SignedDuration = jiff::SignedDuration::from_hours(35 * 24);

/// What the sender says about a delivery; the rest of the header follows from sealing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// Random name of the ordered pair, arrangement and incarnation.
    pub channel: [u8; 16],
    /// Counts up by one on each channel.
    pub seq: u64,
    /// The id of the message inside.
    pub message: MessageId,
    /// When relays and recipient may drop it: at most [`MAX_LIFE`] ahead.
    pub expires: Instant,
}

/// The header of a delivery, readable by relays, authenticated with the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OuterHeader {
    /// Version of the protocol: 1.
    pub v: u8,
    /// Suite: `Q1`.
    pub suite: String,
    /// Random name of the ordered pair, arrangement and incarnation.
    #[serde(with = "wire::bytes")]
    pub channel: [u8; 16],
    /// Counts up by one on each channel.
    pub seq: u64,
    /// The id of the message inside.
    #[serde(with = "wire::digest")]
    pub message: MessageId,
    /// When it may be dropped.
    #[serde(with = "wire::instant")]
    pub expires: Instant,
    /// How long the body is, in classes.
    pub size_class: SizeClass,
    /// The epoch key that it is sealed to.
    pub epoch: KeyId,
}

impl OuterHeader {
    pub(super) fn new(label: &Label, size_class: SizeClass, epoch: KeyId) -> OuterHeader {
        OuterHeader {
            v: VERSION,
            suite: SUITE.to_owned(),
            channel: label.channel,
            seq: label.seq,
            message: label.message,
            expires: label.expires,
            size_class,
            epoch,
        }
    }

    /// Fault SEAL-4.9 if it has expired at `now`, SEAL-4.10 if it expires more than 35 days (and five minutes of skew) ahead.
    pub fn check_time(&self, now: Instant) -> Result<(), Fault> {
        let left = self.expires.duration_since(now);
        if !left.is_positive() {
            return Err(fault(&SEAL_4_9, format!("expires {}", self.expires)));
        }
        if left > MAX_LIFE + MAX_SKEW {
            return Err(fault(&SEAL_4_10, format!("expires {}", self.expires)));
        }
        Ok(())
    }

    /// The protected COSE header that carries this header and the nonce of the body.
    pub(super) fn protected(&self, nonce: &[u8; NONCE_LEN]) -> Result<Header, Failure> {
        let tree: Value = ciborium::from_reader(encode(self)?.as_slice())
            .map_err(|error| Failure::new("encoding an outer header", error))?;
        Ok(HeaderBuilder::new()
            .algorithm(iana::Algorithm::ChaCha20Poly1305)
            .iv(nonce.to_vec())
            .text_value(HEADER_LABEL.to_owned(), tree)
            .build())
    }

    /// Reads the protected COSE header of a delivery. Faults SEAL-1.x, 4.1, 4.2.
    pub(super) fn read(protected: &ProtectedHeader) -> Result<(OuterHeader, [u8; NONCE_LEN]), Fault> {
        let wrong = |what: &str| fault(&SEAL_4_1, format!("delivery: {what}"));
        check(protected.original_data.as_deref().unwrap_or_default(), Limits::HEADER, None)?;
        let nonce: [u8; NONCE_LEN] = protected.header.iv.as_slice().try_into().map_err(|_| wrong("nonce"))?;
        let [(CoseLabel::Text(label), tree)] = protected.header.rest.as_slice() else {
            return Err(wrong("protected headers"));
        };
        if label != HEADER_LABEL {
            return Err(wrong("protected headers"));
        }
        let header: OuterHeader = decode_closed(&encode(tree).map_err(|_| wrong("outer header"))?, Limits::HEADER)?;
        if header.v != VERSION || header.suite != SUITE {
            return Err(fault(&SEAL_4_2, "outer header: v, suite"));
        }
        let is_ours = header.protected(&nonce).is_ok_and(|ours| is_exactly(protected, &ours));
        if is_ours { Ok((header, nonce)) } else { Err(wrong("protected headers")) }
    }

    /// The protected header of the recipient layer.
    pub(super) fn recipient(&self) -> Header {
        HeaderBuilder::new()
            .algorithm_label(Algorithm::Text(RECIPIENT_ALGORITHM.to_owned()))
            .key_id(self.epoch.0.to_vec())
            .build()
    }
}
