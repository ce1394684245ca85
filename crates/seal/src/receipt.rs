//! Receipts: an authority's signed word on what became of a delivery. Events are named after ETSI EN 319 522 (unverified).
//! A receipt is a protocol message: closed, without free text, without personal data. Nobody can force one.

use crate::card::VerifiedCard;
use crate::cbor::{Limits, decode_closed, encode, wire};
use crate::checks::{SEAL_5_1, SEAL_5_2};
use crate::cose::{Kind, Signed, sign};
use crate::fault;
use crate::keys::NodeSecrets;
use model::{AuthorityId, Digest, Failure, Fault, Instant, MessageId};
use serde::{Deserialize, Serialize};

/// What happened to a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReceiptEvent {
    /// Accepted for passing on, by the sender's own node.
    Submitted,
    /// Stored by a relay, which cannot read it.
    Relayed,
    /// Received, verified and logged by the recipient: legal receipt of a police request.
    Delivered,
    /// Shown to a named role at the recipient.
    Retrieved,
    /// Refused by the recipient; `check` says by which check.
    Refused,
}

/// The position in the signer's log at which the event is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogPosition {
    /// Number of entries.
    pub size: u64,
    /// Root of the tree of that size.
    #[serde(with = "wire::digest")]
    pub root: Digest,
}

/// What a receipt says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// What happened.
    pub event: ReceiptEvent,
    /// To which message.
    #[serde(with = "wire::digest")]
    pub message: MessageId,
    /// In which delivery: the SHA-256 of its bytes.
    #[serde(with = "wire::digest")]
    pub envelope: Digest,
    /// On which channel.
    #[serde(with = "wire::bytes")]
    pub channel: [u8; 16],
    /// Under which number.
    pub seq: u64,
    /// When.
    #[serde(with = "wire::instant")]
    pub at: Instant,
    /// By whom.
    pub by: AuthorityId,
    /// For `refused`, the id of the check that refused; for every other event absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<String>,
    /// Where it stands in the signer's log, once it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log: Option<LogPosition>,
}

impl Receipt {
    fn check(&self) -> Result<(), Fault> {
        let is_id = |id: &String| {
            (1..=32).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
        };
        let is_refusal = self.event == ReceiptEvent::Refused;
        if self.check.is_some() == is_refusal && self.check.iter().all(is_id) {
            Ok(())
        } else {
            Err(fault(&SEAL_5_1, "receipt: event, check"))
        }
    }
}

/// A receipt under the authority's seal keys. The bytes are kept: a replayed delivery gets the same receipt back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedReceipt(Vec<u8>);

impl SignedReceipt {
    /// Signs a receipt. A Failure if it is by someone else, or if partners would refuse it.
    pub fn sign(receipt: &Receipt, keys: &NodeSecrets) -> Result<SignedReceipt, Failure> {
        receipt.check().map_err(|fault| Failure::new("signing a receipt", fault))?;
        if receipt.by != keys.charter().charter().authority {
            return Err(Failure::new("signing a receipt", "it is by another authority"));
        }
        sign(Kind::Receipt, &encode(receipt)?, keys.seal()).map(SignedReceipt)
    }

    /// The signed bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The signed bytes, given up.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// What a receipt claims, unverified: enough to find the card of its signer.
    pub fn claimed(bytes: &[u8]) -> Result<Receipt, Fault> {
        decode_closed(Signed::parse(Kind::Receipt, bytes)?.payload(), Limits::RECEIPT)
    }

    /// Verifies a receipt with the card of the authority that must have signed it.
    pub fn verify(bytes: &[u8], card: &VerifiedCard) -> Result<Receipt, Fault> {
        let signed = Signed::parse(Kind::Receipt, bytes)?;
        signed.verify(card.seal_key())?;
        let receipt: Receipt = decode_closed(signed.payload(), Limits::RECEIPT)?;
        receipt.check()?;
        if receipt.by != card.authority().id {
            return Err(fault(&SEAL_5_2, format!("receipt by {}", receipt.by)));
        }
        Ok(receipt)
    }
}
