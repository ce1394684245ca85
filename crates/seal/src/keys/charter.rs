//! The charter: the root's word on which keys are the node's, for up to 13 months.

use super::RootSecret;
use crate::cbor::{Limits, decode_closed, encode, wire};
use crate::checks::{SEAL_2_5, SEAL_3_1, SEAL_3_2, SEAL_3_3};
use crate::cose::{Kind, Signed, sign};
use crate::ed25519::Ed25519Public;
use crate::{DualPublic, MAX_SKEW, fault};
use jiff::{ToSpan as _, tz::Offset};
use model::{AuthorityId, Digest, Failure, Fault, Instant};
use serde::{Deserialize, Serialize};

/// Which keys are an authority's, from when to when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charter {
    /// Whose keys they are.
    pub authority: AuthorityId,
    /// Which life of the node: 1 at first, the next after each restore from a backup (spec/card.md).
    pub incarnation: u64,
    /// The root that signs this charter.
    pub root: DualPublic,
    /// Signs evidence and receipts.
    pub seal: DualPublic,
    /// Signs cards.
    pub card: DualPublic,
    /// Signs checkpoints of the log.
    pub log: Ed25519Public,
    /// In force from.
    pub from: Instant,
    /// In force until, not included.
    pub until: Instant,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CharterWire {
    authority: AuthorityId,
    incarnation: u64,
    #[serde(with = "wire::bytes")]
    root: Vec<u8>,
    #[serde(with = "wire::bytes")]
    seal: Vec<u8>,
    #[serde(with = "wire::bytes")]
    card: Vec<u8>,
    #[serde(with = "wire::bytes")]
    log: Vec<u8>,
    #[serde(with = "wire::instant")]
    from: Instant,
    #[serde(with = "wire::instant")]
    until: Instant,
}

impl Charter {
    /// The last moment at which a charter that starts at `from` may end: 13 calendar months on, in UTC.
    pub fn longest(from: Instant) -> Result<Instant, Failure> {
        let end = Offset::UTC.to_datetime(from).checked_add(13.months()).and_then(|end| Offset::UTC.to_timestamp(end));
        end.map_err(|error| Failure::new("dating a charter", error))
    }

    fn to_wire(&self) -> CharterWire {
        CharterWire {
            authority: self.authority.clone(),
            incarnation: self.incarnation,
            root: self.root.to_bytes(),
            seal: self.seal.to_bytes(),
            card: self.card.to_bytes(),
            log: self.log.bytes().to_vec(),
            from: self.from,
            until: self.until,
        }
    }

    fn from_wire(wire: CharterWire) -> Result<Charter, Fault> {
        Ok(Charter {
            authority: wire.authority,
            incarnation: wire.incarnation,
            root: DualPublic::from_bytes(&wire.root)?,
            seal: DualPublic::from_bytes(&wire.seal)?,
            card: DualPublic::from_bytes(&wire.card)?,
            log: Ed25519Public::parse(&wire.log).ok_or_else(|| fault(&SEAL_2_5, "log key of the charter"))?,
            from: wire.from,
            until: wire.until,
        })
    }

    /// The fingerprint of the root that a charter claims, unverified: for a node's own stored charter, whose root it
    /// trusts because it decrypted it. A partner's is compared with the pinned one, or by people, instead.
    pub(crate) fn claimed_root(bytes: &[u8]) -> Result<Digest, Fault> {
        let signed = Signed::parse(Kind::Charter, bytes)?;
        Ok(Charter::from_wire(decode_closed(signed.payload(), Limits::CHARTER)?)?.root.fingerprint())
    }

    fn check_term(&self) -> Result<(), Fault> {
        let is_within = Charter::longest(self.from).is_ok_and(|longest| self.until <= longest);
        if self.from < self.until && is_within { Ok(()) } else { Err(fault(&SEAL_3_2, "charter: from, until")) }
    }

    /// Fault SEAL-3.3 if the charter is not in force at `now`. A start up to five minutes ahead of our clock is accepted.
    pub fn check_in_force(&self, now: Instant) -> Result<(), Fault> {
        let is_begun = self.from.duration_since(now) <= MAX_SKEW;
        if is_begun && now < self.until {
            Ok(())
        } else {
            Err(fault(&SEAL_3_3, format!("charter until {}", self.until)))
        }
    }
}

/// A charter under the signatures of its root, which were made or verified here.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedCharter {
    charter: Charter,
    bytes: Vec<u8>,
}

impl SignedCharter {
    /// Signs a charter. A Failure if it names another root or runs too long.
    pub fn issue(charter: Charter, root: &RootSecret) -> Result<SignedCharter, Failure> {
        if charter.root != *root.public() {
            return Err(Failure::new("issuing a charter", "it names another root"));
        }
        charter.check_term().map_err(|fault| Failure::new("issuing a charter", fault))?;
        let bytes = sign(Kind::Charter, &encode(&charter.to_wire())?, root.secret())?;
        Ok(SignedCharter { charter, bytes })
    }

    /// Reads a charter and verifies it against the pinned fingerprint of its root. Whether it is in force is asked apart:
    /// [`Charter::check_in_force`].
    pub fn verify(bytes: &[u8], pinned_root: &Digest) -> Result<SignedCharter, Fault> {
        let signed = Signed::parse(Kind::Charter, bytes)?;
        let charter = Charter::from_wire(decode_closed(signed.payload(), Limits::CHARTER)?)?;
        if charter.root.fingerprint() != *pinned_root {
            return Err(fault(&SEAL_3_1, format!("charter of {}", charter.authority)));
        }
        signed.verify(&charter.root)?;
        charter.check_term()?;
        Ok(SignedCharter { charter, bytes: bytes.to_vec() })
    }

    /// What it says.
    pub fn charter(&self) -> &Charter {
        &self.charter
    }

    /// The signed bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl std::fmt::Debug for SignedCharter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.charter.fmt(f)
    }
}
