//! Receipts: an authority's signed word on what became of a delivery. Events are named after ETSI EN 319 522 (unverified).
//! A receipt is a protocol message: closed, without free text, without personal data. Nobody can force one.

use crate::card::VerifiedCard;
use crate::cbor::{Limits, decode_closed, encode, wire};
use crate::checks::{SEAL_5_1, SEAL_5_2, SEAL_5_3};
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

/// The most hashes of a path to the root; a log of 2^64 entries needs no more.
const MOST_HASHES: usize = 64;
/// The most bytes of the entry in a receipt.
const LONGEST_ENTRY: usize = 4 << 10;

/// The proof that the signer's log holds the event: the entry with its salt, as the last leaf of a tree whose size and root
/// are hereby said under the signature of the receipt. What it proves is for the crates `audit` and `exchange` to tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogProof {
    /// Which log: the name of its key.
    pub origin: String,
    /// Number of entries; the event is the last of them.
    pub size: u64,
    /// Root of the tree of that size.
    #[serde(with = "wire::digest")]
    pub root: Digest,
    /// The inclusion proof of the last entry, from its sibling to the root's child.
    #[serde(with = "wire::digests")]
    pub path: Vec<Digest>,
    /// The salt of the entry's commitment.
    #[serde(with = "wire::bytes")]
    pub salt: [u8; 32],
    /// The entry, in its canonical line.
    pub entry: String,
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
    /// The proof that it stands in the signer's log: there for what the recipient logged in the transaction of the receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log: Option<LogProof>,
}

impl Receipt {
    fn check(&self) -> Result<(), Fault> {
        let is_id = |id: &String| {
            (1..=32).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
        };
        let is_refusal = self.event == ReceiptEvent::Refused;
        if self.check.is_some() != is_refusal || !self.check.iter().all(is_id) {
            return Err(fault(&SEAL_5_1, "receipt: event, check"));
        }
        let is_short = |log: &LogProof| {
            log.path.len() <= MOST_HASHES && log.entry.len() <= LONGEST_ENTRY && (1..=256).contains(&log.origin.len())
        };
        if self.log.iter().all(is_short) { Ok(()) } else { Err(fault(&SEAL_5_3, "receipt: log")) }
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
