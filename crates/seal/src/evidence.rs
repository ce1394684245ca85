//! Evidence: a payload under the authority's two signatures. It is byte-identical for every recipient and survives, for a
//! court, the delivery that brought it. What the payload says is the business of `exchange`. Next:
//! [`delivery`](crate::delivery).

use crate::card::VerifiedCard;
use crate::cbor::{Limits, check};
use crate::cose::{Kind, Signed, sign};
use crate::digest::sha256;
use crate::fault;
use crate::keys::NodeSecrets;
use model::{AuthorityId, Failure, Fault, MessageId};

/// Prefixed to the payload when the message id is computed.
const MESSAGE_ID: &[u8] = b"comity/v1/message-id";

/// The id of the message with this payload: it covers 32 random bytes that the payload must hold, and no signature.
pub fn message_id(payload: &[u8]) -> MessageId {
    MessageId(sha256(&[MESSAGE_ID, payload]))
}

/// Evidence that this node signed.
#[derive(Clone, PartialEq, Eq)]
pub struct Evidence {
    bytes: Vec<u8>,
    message_id: MessageId,
}

impl Evidence {
    /// Signs a payload, which must be deterministic CBOR (see [`cbor::encode`](crate::cbor::encode())).
    pub fn sign(payload: &[u8], keys: &NodeSecrets) -> Result<Evidence, Failure> {
        check(payload, Limits::EVIDENCE, None).map_err(|fault| Failure::new("signing evidence", fault))?;
        let bytes = sign(Kind::Evidence, payload, keys.seal())?;
        Ok(Evidence { bytes, message_id: message_id(payload) })
    }

    /// The signed bytes: kept, sealed and verified verbatim.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The id of the message.
    pub fn message_id(&self) -> MessageId {
        self.message_id
    }
}

/// Evidence as it came out of a delivery: well formed, and nobody's word yet.
pub struct UnverifiedEvidence {
    signed: Signed,
}

impl UnverifiedEvidence {
    /// Reads evidence within the limits, frame and payload both. Faults SEAL-1.x, SEAL-2.1.
    pub fn parse(bytes: &[u8], limits: Limits) -> Result<UnverifiedEvidence, Fault> {
        if bytes.len() > limits.bytes {
            return Err(fault(&crate::checks::SEAL_1_1, format!("evidence: {} bytes", bytes.len())));
        }
        let signed = Signed::parse(Kind::Evidence, bytes)?;
        check(signed.payload(), limits, None)?;
        Ok(UnverifiedEvidence { signed })
    }

    /// What it claims: enough to find the sender's card, not to act on.
    pub fn claimed_payload(&self) -> &[u8] {
        self.signed.payload()
    }

    /// The id of the message; what it names is what was said, whoever said it.
    pub fn message_id(&self) -> MessageId {
        message_id(self.signed.payload())
    }

    /// Verifies both signatures with the seal keys of the card. Faults SEAL-2.2, 2.3, 2.4.
    pub fn verify(self, card: &VerifiedCard) -> Result<VerifiedEvidence, Fault> {
        self.signed.verify(card.seal_key())?;
        let message_id = self.message_id();
        Ok(VerifiedEvidence { signer: card.authority().id.clone(), message_id, payload: self.signed.into_payload() })
    }
}

/// Evidence whose signatures verified.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifiedEvidence {
    signer: AuthorityId,
    message_id: MessageId,
    payload: Vec<u8>,
}

impl VerifiedEvidence {
    /// Who signed: the authority of the card. The payload must name the same; that is for the reader to compare.
    pub fn signer(&self) -> &AuthorityId {
        &self.signer
    }

    /// The id of the message.
    pub fn message_id(&self) -> MessageId {
        self.message_id
    }

    /// What was signed.
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// What was signed, given up.
    pub fn into_payload(self) -> Vec<u8> {
        self.payload
    }
}

macro_rules! say_only_the_id {
    ($($evidence:ty),*) => {$(
        impl std::fmt::Debug for $evidence {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({})", stringify!($evidence), self.message_id())
            }
        }
    )*};
}
say_only_the_id!(Evidence, UnverifiedEvidence, VerifiedEvidence);
