//! The signed payload of a message: what both sides' logs, courts and overseers go back to. `spec/message.md`.
//!
//! Unknown keys are ignored and kept (the signed bytes are kept verbatim) unless `crit` lists them; an unknown kind or
//! offence is a Refusal, never a Fault. The content is read only after the kind is known.

use crate::checks;
use model::time::Date;
use model::{
    ArrangementId, AuthorityId, CaseReference, Content, Digest, Evaluation, ExchangeId, Fault, Handling, Instant, Kind,
    Offence, Purpose, Retention, Role, UnitId, Urgency, Verification,
};
use serde::{Deserialize, Serialize};

/// The version of the payload that this program writes and reads.
pub const VERSION: u8 = 1;

/// The keys of a payload that this version knows, for `crit`.
const KNOWN: &[&str] = &[
    "arrangements",
    "basis",
    "case",
    "content",
    "created",
    "crit",
    "evaluation",
    "exchange",
    "expires",
    "handling",
    "kind",
    "nonce",
    "offence",
    "purpose",
    "release",
    "reply-by",
    "retention",
    "sender",
    "urgency",
    "v",
];

/// One addressee and the arrangement under which he is addressed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addressee {
    /// The recipient.
    pub to: AuthorityId,
    /// The arrangement.
    pub under: ArrangementId,
}

/// The basis relied on towards one addressee, so that he can check it against his own lawbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BasisProof {
    /// Towards whom.
    pub to: AuthorityId,
    /// The instrument or arrangement.
    pub instrument: String,
    /// The article.
    pub article: String,
    /// In force for both since.
    pub since: Option<Date>,
    /// Whether it was checked against its text.
    pub verification: Verification,
    /// The ground of transfer, in words of its citation.
    pub transfer: String,
    /// Which lawbook decided.
    pub rules: String,
}

/// Who released it: role, unit, time and a reference that the sender's overseer can resolve; never a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum ReleaseProof {
    /// A person.
    Officer {
        /// In which role.
        role: Role,
        /// Of which unit.
        unit: UnitId,
        /// When.
        at: Instant,
        /// Opaque; the same officer has another at each partner.
        reference: Digest,
    },
    /// A dated standing approval that a named person signed, for this arrangement and the neutral answer alone.
    Standing {
        /// Under which arrangement.
        arrangement: ArrangementId,
        /// When it was signed.
        signed: Instant,
        /// Opaque reference of who signed.
        reference: Digest,
    },
}

/// The signed payload. Times are whole seconds or finer in UTC; texts are UTF-8.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Payload {
    /// The version, 1.
    pub v: u8,
    /// 32 random bytes, so that the message id tells nothing about the content.
    pub nonce: Digest,
    /// Who signs.
    pub sender: AuthorityId,
    /// All recipients, each with his arrangement: nobody can be given this as if it had been meant for him.
    pub arrangements: Vec<Addressee>,
    /// The exchange.
    pub exchange: ExchangeId,
    /// The kind of cooperation, by its word.
    pub kind: String,
    /// The offence.
    pub offence: Offence,
    /// The purpose.
    pub purpose: Purpose,
    /// How urgent.
    pub urgency: Urgency,
    /// The sender's case reference.
    pub case: CaseReference,
    /// On which basis, per addressee.
    pub basis: Vec<BasisProof>,
    /// Who released it.
    pub release: ReleaseProof,
    /// What the receiver may do with it.
    pub handling: Handling,
    /// The 4x4 evaluation, on what carries information.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evaluation: Option<Evaluation>,
    /// How long it may be kept.
    pub retention: Retention,
    /// When it was sealed.
    pub created: Instant,
    /// After this it is refused; within 35 days of `created`.
    pub expires: Instant,
    /// By when an answer is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_by: Option<Instant>,
    /// Keys that the reader must understand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub crit: Vec<String>,
    /// What is said; read by [`Payload::content`].
    pub content: serde_json::Value,
}

/// Ids and codes only: the content is not read yet, hence not withheld by its own types.
impl std::fmt::Debug for Payload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Payload")
            .field("sender", &self.sender)
            .field("exchange", &self.exchange)
            .field("offence", &self.offence)
            .finish_non_exhaustive()
    }
}

impl Payload {
    /// Decodes a payload strictly: size, depth, canonical form, version, critical keys.
    pub fn decode(bytes: &[u8]) -> Result<Payload, Fault> {
        let payload: Payload = seal::cbor::decode(bytes, seal::cbor::Limits::EVIDENCE)?;
        if payload.v != VERSION {
            return Err(Fault { check: &checks::IN_1_3, place: "v".to_owned() });
        }
        if let Some(unknown) = payload.crit.iter().find(|key| !KNOWN.contains(&key.as_str())) {
            let place: String = unknown.chars().filter(|c| c.is_ascii_graphic()).take(40).collect();
            return Err(Fault { check: &checks::IN_1_4, place: format!("crit: {place}") });
        }
        Ok(payload)
    }

    /// The kind, if this program knows it and can carry its content.
    pub fn known_kind(&self) -> Option<Kind> {
        Kind::parse(&self.kind).filter(|kind| kind.carried())
    }

    /// The content, once the kind is known.
    pub fn content(&self) -> Result<Content, Fault> {
        serde_json::from_value(self.content.clone())
            .map_err(|_| Fault { check: &checks::IN_1_5, place: "content".to_owned() })
    }

    /// The arrangement under which `us` is addressed.
    pub fn arrangement_for(&self, us: &AuthorityId) -> Option<&ArrangementId> {
        self.arrangements.iter().find(|addressee| &addressee.to == us).map(|addressee| &addressee.under)
    }
}
