//! The peer key: an Ed25519 key by which a node shows, on the wire, that it is the node of its card. It signs handshakes of
//! TLS 1.3 and nothing else; evidence and receipts are never signed by it, so that who holds it can listen and knock but
//! say nothing in the authority's name.

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use model::{Chance, Failure};
use std::fmt;
use zeroize::{Zeroize as _, Zeroizing};

const SEED: usize = 32;

/// What stands before the 32 bytes of an Ed25519 key in its SubjectPublicKeyInfo (RFC 8410 section 4).
const SPKI_HEAD: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// The private peer key of a node.
pub struct PeerSecret {
    seed: Zeroizing<[u8; SEED]>,
    pair: Ed25519KeyPair,
    public: [u8; 32],
}

impl PeerSecret {
    /// Draws a new key.
    pub fn generate(chance: &mut dyn Chance) -> Result<PeerSecret, Failure> {
        let mut seed = [0; SEED];
        chance.fill(&mut seed);
        let secret = PeerSecret::from_seed(&seed);
        seed.zeroize();
        secret
    }

    /// Restores the key from its seed.
    pub fn from_seed(seed: &[u8]) -> Result<PeerSecret, Failure> {
        let unusable = || Failure::new("restoring the peer key", "the seed is not usable");
        let seed: [u8; SEED] = seed.try_into().map_err(|_| unusable())?;
        let seed = Zeroizing::new(seed);
        let pair = Ed25519KeyPair::from_seed_unchecked(seed.as_ref()).map_err(|_| unusable())?;
        let public = pair.public_key().as_ref().try_into().map_err(|_| unusable())?;
        Ok(PeerSecret { seed, pair, public })
    }

    /// The seed, to be kept closed under the node key.
    pub fn seed(&self) -> &[u8; SEED] {
        &self.seed
    }

    /// The public key, which the card names.
    pub fn public(&self) -> &[u8; 32] {
        &self.public
    }

    /// Signs the transcript of a handshake.
    pub fn sign(&self, transcript: &[u8]) -> Result<[u8; 64], Failure> {
        let failed = || Failure::new("signing a handshake", "Ed25519");
        let signature = self.pair.try_sign(transcript).map_err(|_| failed())?;
        signature.as_ref().try_into().map_err(|_| failed())
    }
}

impl fmt::Debug for PeerSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<secret>")
    }
}

/// A peer key as TLS carries it (RFC 7250): its SubjectPublicKeyInfo.
pub fn peer_key_info(key: &[u8; 32]) -> [u8; 44] {
    let mut info = [0; 44];
    let (head, body) = info.split_at_mut(SPKI_HEAD.len());
    head.copy_from_slice(&SPKI_HEAD);
    body.copy_from_slice(key);
    info
}

/// The key in a SubjectPublicKeyInfo, if it is an Ed25519 key in its one spelling.
pub fn peer_key_of_info(info: &[u8]) -> Option<[u8; 32]> {
    info.strip_prefix(&SPKI_HEAD)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed;

    impl Chance for Fixed {
        fn fill(&mut self, bytes: &mut [u8]) {
            bytes.fill(7);
        }
    }

    #[test]
    fn a_peer_key_is_restored_from_its_seed_and_prints_nothing() {
        let key = PeerSecret::generate(&mut Fixed).unwrap();
        let again = PeerSecret::from_seed(key.seed()).unwrap();
        assert_eq!(key.public(), again.public());
        assert_eq!(format!("{key:?}"), "<secret>");
        assert!(PeerSecret::from_seed(&[1; 31]).is_err());
    }

    #[test]
    fn the_info_of_a_key_has_one_spelling() {
        let key = *PeerSecret::generate(&mut Fixed).unwrap().public();
        let info = peer_key_info(&key);
        assert_eq!(peer_key_of_info(&info), Some(key));
        assert_eq!(peer_key_of_info(&info[1..]), None);
        assert_eq!(peer_key_of_info(&[&info[..], &[0]].concat()), None);
    }
}
