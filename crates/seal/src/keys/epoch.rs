//! Epoch keys: what others seal to. One for each week, published ahead, destroyed after a grace: then even a seized node
//! cannot open what was sent to it before. (HPKE itself has no forward secrecy towards the recipient, RFC 9180 section 9.7.)

use crate::cbor::wire;
use crate::checks::{SEAL_2_5, SEAL_3_8};
use crate::{KeyId, fault};
use hpke::{Deserializable as _, Kem as _, Serializable as _};
use model::{Chance, Failure, Fault, Instant};
use serde::{Deserialize, Serialize};
use std::fmt;
use zeroize::Zeroizing;

pub(crate) type Kem = hpke::kem::XWing;

/// How long an epoch key is kept after its period, for what was slow on the way: 30 days (spec/card.md).
pub const EPOCH_GRACE: jiff::SignedDuration = jiff::SignedDuration::from_hours(30 * 24);

/// The public half of an epoch key, with its period.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "EpochWire", into = "EpochWire")]
pub struct EpochPublic {
    kid: KeyId,
    key: <Kem as hpke::Kem>::PublicKey,
    from: Instant,
    until: Instant,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EpochWire {
    kid: KeyId,
    #[serde(with = "wire::bytes")]
    key: Vec<u8>,
    #[serde(with = "wire::instant")]
    from: Instant,
    #[serde(with = "wire::instant")]
    until: Instant,
}

impl From<EpochPublic> for EpochWire {
    fn from(epoch: EpochPublic) -> EpochWire {
        EpochWire { kid: epoch.kid, key: epoch.key.to_bytes().to_vec(), from: epoch.from, until: epoch.until }
    }
}

impl TryFrom<EpochWire> for EpochPublic {
    type Error = Fault;
    fn try_from(wire: EpochWire) -> Result<EpochPublic, Fault> {
        let key = <Kem as hpke::Kem>::PublicKey::from_bytes(&wire.key)
            .map_err(|_| fault(&SEAL_2_5, format!("epoch key {}", wire.kid)))?;
        Ok(EpochPublic { kid: wire.kid, key, from: wire.from, until: wire.until })
    }
}

impl EpochPublic {
    /// The id that a delivery names.
    pub fn kid(&self) -> KeyId {
        self.kid
    }

    /// Sealed to from.
    pub fn from(&self) -> Instant {
        self.from
    }

    /// Sealed to until, not included.
    pub fn until(&self) -> Instant {
        self.until
    }

    pub(crate) fn key(&self) -> &<Kem as hpke::Kem>::PublicKey {
        &self.key
    }

    /// Fault SEAL-3.8 if the id is not that of the bytes, or the period is empty. A card that verified has passed this.
    pub(crate) fn check(&self) -> Result<(), Fault> {
        let is_own = self.kid == KeyId::of(&self.key.to_bytes());
        if is_own && self.from < self.until { Ok(()) } else { Err(fault(&SEAL_3_8, format!("epoch key {}", self.kid))) }
    }
}

impl PartialEq for EpochPublic {
    fn eq(&self, other: &Self) -> bool {
        (self.kid, self.from, self.until) == (other.kid, other.from, other.until) && self.key == other.key
    }
}
impl Eq for EpochPublic {}

impl fmt::Debug for EpochPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EpochPublic({} from {} until {})", self.kid, self.from, self.until)
    }
}

/// The private half of an epoch key: a seed of 32 bytes (X-Wing, draft-connolly-cfrg-xwing-kem section 5.2).
pub struct EpochSecret {
    seed: Zeroizing<[u8; 32]>,
    key: <Kem as hpke::Kem>::PrivateKey,
    public: EpochPublic,
}

impl EpochSecret {
    /// Draws the key of the period from `from` until `until`.
    pub fn generate(from: Instant, until: Instant, chance: &mut dyn Chance) -> Result<EpochSecret, Failure> {
        let mut seed = Zeroizing::new([0; 32]);
        chance.fill(seed.as_mut());
        EpochSecret::from_seed(seed, from, until)
    }

    fn from_seed(seed: Zeroizing<[u8; 32]>, from: Instant, until: Instant) -> Result<EpochSecret, Failure> {
        if from >= until {
            return Err(Failure::new("making an epoch key", "it would end before it starts"));
        }
        let key = <Kem as hpke::Kem>::PrivateKey::from_bytes(seed.as_ref())
            .map_err(|error| Failure::new("making an epoch key", error))?;
        let public = Kem::sk_to_pk(&key);
        let kid = KeyId::of(&public.to_bytes());
        Ok(EpochSecret { seed, key, public: EpochPublic { kid, key: public, from, until } })
    }

    /// The public half.
    pub fn public(&self) -> &EpochPublic {
        &self.public
    }

    /// Whether it must be destroyed: its period and the grace are over.
    pub fn is_spent(&self, now: Instant) -> bool {
        now.duration_since(self.public.until) >= EPOCH_GRACE
    }

    pub(crate) fn key(&self) -> &<Kem as hpke::Kem>::PrivateKey {
        &self.key
    }

    /// The stored form: seed, then the period as two integers. To be kept encrypted, and in no backup.
    pub fn to_bytes(&self) -> Result<Zeroizing<Vec<u8>>, Failure> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(48));
        bytes.extend_from_slice(self.seed.as_ref());
        for instant in [self.public.from, self.public.until] {
            let nanoseconds =
                i64::try_from(instant.as_nanosecond()).map_err(|error| Failure::new("storing an epoch key", error))?;
            bytes.extend_from_slice(&nanoseconds.to_be_bytes());
        }
        Ok(bytes)
    }

    /// Reads the stored form.
    pub fn from_bytes(bytes: &[u8]) -> Result<EpochSecret, Failure> {
        let damaged = || Failure::new("reading an epoch key", "not 48 bytes of seed and period");
        let (seed, period) = bytes.split_first_chunk::<32>().ok_or_else(damaged)?;
        let (from, until) = period.split_first_chunk::<8>().ok_or_else(damaged)?;
        let until: &[u8; 8] = until.try_into().map_err(|_| damaged())?;
        let instant = |bytes: &[u8; 8]| Instant::from_nanosecond(i128::from(i64::from_be_bytes(*bytes)));
        let from = instant(from).map_err(|_| damaged())?;
        let until = instant(until).map_err(|_| damaged())?;
        EpochSecret::from_seed(Zeroizing::new(*seed), from, until)
    }
}

impl fmt::Debug for EpochSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<secret>")
    }
}
