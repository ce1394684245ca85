//! The manifest of a bundle: an authority's signed list of the parcels in one file for one partner, with what it has of that
//! partner and what it wants. A protocol message: closed, without free text, without personal data (spec/bundle.md).

use crate::card::VerifiedCard;
use crate::cbor::{Limits, decode_closed, encode, wire};
use crate::checks::{SEAL_6_1, SEAL_6_2};
use crate::cose::{Kind, Signed, sign};
use crate::fault;
use crate::keys::NodeSecrets;
use model::{AuthorityId, Digest, Failure, Fault, Instant};
use serde::{Deserialize, Serialize};

/// The most parcels in one bundle, and the most digests in each other list of its manifest.
pub const MOST: usize = 4_096;
/// The most channels in a manifest.
pub const MOST_CHANNELS: usize = 256;
/// The longest window of a channel: 1,024 numbers.
const WINDOW: usize = 128;

/// Which numbers of one channel have arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Have {
    /// The channel.
    #[serde(with = "wire::bytes")]
    pub channel: [u8; 16],
    /// One more than the highest number that arrived.
    pub next: u64,
    /// Which of the 1,024 below it arrived: number `n` is bit `n % 1024`, in words of eight bytes, big-endian.
    #[serde(with = "wire::bytes")]
    pub seen: Vec<u8>,
}

/// What a manifest says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Who wrote the bundle.
    pub by: AuthorityId,
    /// For whom.
    pub to: AuthorityId,
    /// When.
    #[serde(with = "wire::instant")]
    pub at: Instant,
    /// The SHA-256 of each parcel, in the order of the file.
    #[serde(with = "wire::digests")]
    pub parcels: Vec<Digest>,
    /// What has arrived from the partner: what it need not carry again.
    pub have: Vec<Have>,
    /// Messages of which the partner has said that it has them, and whose receipt has not come: the receipt is wanted again.
    #[serde(with = "wire::digests")]
    pub want: Vec<Digest>,
    /// Parcels that came from the partner and are kept: a relay may let them go.
    #[serde(with = "wire::digests")]
    pub kept: Vec<Digest>,
}

impl Manifest {
    fn check(&self) -> Result<(), Fault> {
        let lists = [("parcels", &self.parcels), ("want", &self.want), ("kept", &self.kept)];
        if let Some((name, _)) = lists.into_iter().find(|(_, list)| list.len() > MOST) {
            return Err(fault(&SEAL_6_1, format!("manifest: {name}")));
        }
        if self.have.len() > MOST_CHANNELS || self.have.iter().any(|have| have.seen.len() > WINDOW) {
            return Err(fault(&SEAL_6_1, "manifest: have"));
        }
        Ok(())
    }
}

/// A manifest under the authority's seal keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedManifest(Vec<u8>);

impl SignedManifest {
    /// Signs a manifest. A Failure if it is by someone else, or if partners would refuse it.
    pub fn sign(manifest: &Manifest, keys: &NodeSecrets) -> Result<SignedManifest, Failure> {
        manifest.check().map_err(|fault| Failure::new("signing a manifest", fault))?;
        if manifest.by != keys.charter().charter().authority {
            return Err(Failure::new("signing a manifest", "it is by another authority"));
        }
        sign(Kind::Manifest, &encode(manifest)?, keys.seal()).map(SignedManifest)
    }

    /// The signed bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// What a manifest claims, unverified: enough to find the card of its signer.
    pub fn claimed(bytes: &[u8]) -> Result<Manifest, Fault> {
        let manifest: Manifest = decode_closed(Signed::parse(Kind::Manifest, bytes)?.payload(), Limits::MANIFEST)?;
        manifest.check().map(|()| manifest)
    }

    /// Verifies a manifest with the card of the authority that must have signed it.
    pub fn verify(bytes: &[u8], card: &VerifiedCard) -> Result<Manifest, Fault> {
        Signed::parse(Kind::Manifest, bytes)?.verify(card.seal_key())?;
        let manifest = SignedManifest::claimed(bytes)?;
        if manifest.by != card.authority().id {
            return Err(fault(&SEAL_6_2, format!("manifest by {}", manifest.by)));
        }
        Ok(manifest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{EpochSecret, ceremony};
    use crate::{Card, SignedCard, log_key};
    use model::{Authority, Body, Chance, State};

    struct Counting(u8);

    impl Chance for Counting {
        fn fill(&mut self, bytes: &mut [u8]) {
            for byte in bytes {
                self.0 = self.0.wrapping_mul(37).wrapping_add(11);
                *byte = self.0;
            }
        }
    }

    fn now() -> Instant {
        "2026-11-23T12:00:00Z".parse().unwrap()
    }

    fn keys(id: &str, seed: u8) -> (NodeSecrets, VerifiedCard) {
        let (mut chance, id) = (Counting(seed), AuthorityId::parse(id).unwrap());
        let (root, keys) = ceremony(&id, now(), &mut chance).unwrap();
        let name = format!("Invented desk {id}");
        let state = State::parse("KEN").unwrap();
        let authority = Authority { id, name, state, body: Body::Police, zone: "UTC".into() };
        let until = now() + jiff::SignedDuration::from_hours(7 * 24);
        let epoch = EpochSecret::generate(now(), until, &mut chance).unwrap();
        let vkey = log_key::vkey("comity/test/1", keys.log().public());
        let peer = *crate::keys::PeerSecret::generate(&mut chance).unwrap().public();
        let card = Card::new(authority, 1, vec![epoch.public().clone()], now(), vkey, peer, &keys);
        let card = SignedCard::issue(&card, &keys).unwrap();
        let card = SignedCard::verify(card.bytes(), &root.fingerprint(), now()).unwrap();
        (keys, card)
    }

    fn manifest(parcels: usize) -> Manifest {
        let have = Have { channel: [4; 16], next: 7, seen: vec![0; 128] };
        Manifest {
            by: AuthorityId::parse("ke-ctc").unwrap(),
            to: AuthorityId::parse("fi-spoc").unwrap(),
            at: now(),
            parcels: vec![Digest([1; 32]); parcels],
            have: vec![have],
            want: vec![Digest([2; 32])],
            kept: Vec::new(),
        }
    }

    #[test]
    fn seal_6_1_the_longest_manifest_is_read_and_no_longer_one() {
        let (keys, card) = keys("ke-ctc", 1);
        let mut longest = manifest(MOST);
        (longest.want, longest.kept) = (longest.parcels.clone(), longest.parcels.clone());
        longest.have = vec![longest.have[0].clone(); MOST_CHANNELS];
        let signed = SignedManifest::sign(&longest, &keys).unwrap();
        assert_eq!(SignedManifest::verify(signed.bytes(), &card), Ok(longest.clone()));
        let mut windows = manifest(1);
        windows.have[0].seen = vec![0; 129];
        for long in [manifest(MOST + 1), windows] {
            assert!(SignedManifest::sign(&long, &keys).is_err());
            let forged = sign(Kind::Manifest, &encode(&long).unwrap(), keys.seal()).unwrap();
            assert_eq!(SignedManifest::verify(&forged, &card).unwrap_err().check.id, "SEAL-6.1");
        }
    }
}
