//! A small world with fixed keys, and the means to forge documents that the strict interface would not make: raw CBOR,
//! signed with real keys. Shared by the tests and by `examples/make-vectors-of-seal.rs`.

pub mod cases;
pub mod deliveries;
pub mod documents;

use ciborium::Value;
use model::{Authority, AuthorityId, Body, Chance, Digest, Instant, State};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use seal::keys::{DualSecret, EpochSecret, NodeSecrets, RootSecret};
use seal::{Card, SignedCard, VerifiedCard, log_key};

/// Chance from a seed.
pub struct Seeded(ChaCha20Rng);

impl Seeded {
    pub fn new(seed: u64) -> Seeded {
        Seeded(ChaCha20Rng::seed_from_u64(seed))
    }
}

impl Chance for Seeded {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0.fill_bytes(bytes);
    }
}

/// A recipient with its keys, and the moment at which everything is judged.
pub struct Setting {
    pub root: RootSecret,
    pub keys: NodeSecrets,
    pub epoch: EpochSecret,
    pub card: SignedCard,
    pub now: Instant,
}

pub fn instant(text: &str) -> Instant {
    text.parse().unwrap()
}

pub fn hours(count: i64) -> jiff::SignedDuration {
    jiff::SignedDuration::from_hours(count)
}

pub fn authority(id: &str) -> Authority {
    Authority {
        id: AuthorityId::parse(id).unwrap(),
        name: "Exampleland Bureau".to_owned(),
        state: State::parse("XXA").unwrap(),
        body: Body::Police,
        zone: "Etc/UTC".to_owned(),
    }
}

impl Setting {
    /// The same for the same seed, but for the ML-DSA-65 signatures, which are hedged.
    pub fn new(seed: u64) -> Setting {
        let mut chance = Seeded::new(seed);
        let now = instant("2026-11-23T12:00:00Z");
        let authority = authority("xxa-bureau");
        let (root, keys) = seal::keys::ceremony(&authority.id, now - hours(24), &mut chance).unwrap();
        let epoch = EpochSecret::generate(now - hours(24), now + hours(6 * 24), &mut chance).unwrap();
        let vkey = log_key::vkey("xxa-bureau.example/1", keys.log().public());
        let peer = *seal::keys::PeerSecret::generate(&mut chance).unwrap().public();
        let card = Card::new(authority, 1, vec![epoch.public().clone()], now - hours(1), vkey, peer, &keys);
        let card = SignedCard::issue(&card, &keys).unwrap();
        Setting { root, keys, epoch, card, now }
    }

    pub fn pinned(&self) -> Digest {
        self.root.fingerprint()
    }

    pub fn verified(&self) -> VerifiedCard {
        SignedCard::verify(self.card.bytes(), &self.pinned(), self.now).unwrap()
    }

    /// A reader who has pinned the root and holds the epoch key.
    pub fn reader(&self) -> cases::Reader {
        let epoch = EpochSecret::from_bytes(&self.epoch.to_bytes().unwrap()).unwrap();
        cases::Reader { pinned: self.pinned(), card: self.verified(), epoch }
    }

    /// The root's signing pair, for forging charters.
    pub fn root_pair(&self) -> DualSecret {
        DualSecret::from_bytes(&self.root.to_bytes()[1..]).unwrap()
    }
}

/// The bytes of a CBOR tree as it stands: neither sorted nor checked.
pub fn raw(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    bytes
}

pub fn bstr(bytes: &[u8]) -> Value {
    Value::Bytes(bytes.to_vec())
}

pub fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

pub fn int(number: i64) -> Value {
    Value::Integer(number.into())
}

/// A map of a document, with some keys replaced or added, then put in order again.
pub fn with(document: &[u8], changes: &[(&str, Value)]) -> Vec<u8> {
    let Value::Map(mut pairs) = ciborium::from_reader::<Value, _>(document).unwrap() else { panic!("a map") };
    for (key, value) in changes {
        pairs.retain(|(old, _)| *old != text(key));
        pairs.push((text(key), value.clone()));
    }
    seal::cbor::encode(&Value::Map(pairs)).unwrap()
}

/// A map of a document without one key.
pub fn without(document: &[u8], key: &str) -> Vec<u8> {
    let Value::Map(mut pairs) = ciborium::from_reader::<Value, _>(document).unwrap() else { panic!("a map") };
    pairs.retain(|(old, _)| *old != text(key));
    seal::cbor::encode(&Value::Map(pairs)).unwrap()
}
