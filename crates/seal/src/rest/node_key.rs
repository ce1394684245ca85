//! The node key: unlocked at start, never stored beside what it protects, never in a backup.

use super::blind::Blind;
use super::data_key::DataKey;
use super::joined::join;
use aws_lc_rs::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::hkdf::{HKDF_SHA256, KeyType, Prk, Salt};
use model::{Chance, Failure};
use std::fmt;
use zeroize::Zeroizing;

const SALT_LEN: usize = 32;
const TAG_LEN: usize = 16;

/// The key that wraps all others of a node. From it, by HKDF (RFC 5869), comes a key for each use; each wrap and each blob
/// has a key of its own from a random salt, so that no count of uses wears the node key out.
pub struct NodeKey {
    bytes: Zeroizing<[u8; 32]>,
    wraps: Prk,
    blobs: Prk,
    blind: Blind,
}

/// Thirty-two bytes out of HKDF.
pub(super) struct Out32;

impl KeyType for Out32 {
    fn len(&self) -> usize {
        32
    }
}

/// HKDF-Expand to 32 bytes.
pub(super) fn expand(prk: &Prk, info: &[&[u8]]) -> Result<Zeroizing<[u8; 32]>, Failure> {
    let mut out = Zeroizing::new([0; 32]);
    prk.expand(info, Out32)
        .and_then(|okm| okm.fill(out.as_mut()))
        .map_err(|_| Failure::new("deriving a key", "HKDF"))?;
    Ok(out)
}

impl NodeKey {
    /// Takes the key's bytes.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<NodeKey, Failure> {
        let root = Salt::new(HKDF_SHA256, b"comity/v1/rest").extract(bytes);
        let branch = |label: &[u8]| expand(&root, &[label]).map(|key| Prk::new_less_safe(HKDF_SHA256, key.as_ref()));
        Ok(NodeKey {
            bytes: Zeroizing::new(*bytes),
            wraps: branch(b"wrap")?,
            blobs: branch(b"blob")?,
            blind: Blind::new(branch(b"blind")?),
        })
    }

    /// Draws a new one.
    pub fn draw(chance: &mut dyn Chance) -> Result<NodeKey, Failure> {
        let mut bytes = Zeroizing::new([0; 32]);
        chance.fill(bytes.as_mut());
        NodeKey::from_bytes(&bytes)
    }

    /// The key's bytes, for the file or credential that unlocks the node.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.bytes.to_vec())
    }

    /// Wraps a data key for one place (`context`: table and row); it unwraps for that place only. 80 bytes.
    pub fn wrap(&self, key: &DataKey, context: &[u8], chance: &mut dyn Chance) -> Result<Vec<u8>, Failure> {
        close(&self.wraps, key.bytes(), context, chance)
    }

    /// Unwraps a data key. A Failure if it was altered, or wrapped for another place or by another node key.
    pub fn unwrap(&self, wrapped: &[u8], context: &[u8]) -> Result<DataKey, Failure> {
        let bytes = open(&self.wraps, wrapped, context)?;
        let bytes: &[u8; 32] =
            bytes.as_slice().try_into().map_err(|_| Failure::new("unwrapping a data key", "wrong length"))?;
        DataKey::from_bytes(bytes)
    }

    /// Closes a blob of the node itself (its keys, its index segments).
    pub fn close(&self, plain: &[u8], aad: &[&[u8]], chance: &mut dyn Chance) -> Result<Vec<u8>, Failure> {
        close(&self.blobs, plain, &join(aad), chance)
    }

    /// Opens a blob of the node itself.
    pub fn open(&self, closed: &[u8], aad: &[&[u8]]) -> Result<Zeroizing<Vec<u8>>, Failure> {
        open(&self.blobs, closed, &join(aad))
    }

    /// The blind index of a value: HMAC-SHA256 under a key for its kind. Equal values of a kind are equal; nothing else can
    /// be told without the node key. The caller brings the value to one spelling first.
    pub fn blind(&self, kind: &str, value: &[u8]) -> Result<[u8; 32], Failure> {
        self.blind.of(kind, value)
    }
}

impl fmt::Debug for NodeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<secret>")
    }
}

/// A key for this salt alone; its nonce can then be zero.
fn key_for(prk: &Prk, salt: &[u8]) -> Result<LessSafeKey, Failure> {
    let key = expand(prk, &[salt])?;
    let key = UnboundKey::new(&CHACHA20_POLY1305, key.as_ref()).map_err(|_| Failure::new("deriving a key", "AEAD"))?;
    Ok(LessSafeKey::new(key))
}

fn close(prk: &Prk, plain: &[u8], aad: &[u8], chance: &mut dyn Chance) -> Result<Vec<u8>, Failure> {
    let mut closed = vec![0; SALT_LEN];
    chance.fill(&mut closed);
    let key = key_for(prk, &closed)?;
    closed.reserve_exact(plain.len() + TAG_LEN);
    closed.extend_from_slice(plain);
    let tag = key
        .seal_in_place_separate_tag(Nonce::assume_unique_for_key([0; 12]), Aad::from(aad), &mut closed[SALT_LEN..])
        .map_err(|_| Failure::new("closing at rest", "ChaCha20-Poly1305"))?;
    closed.extend_from_slice(tag.as_ref());
    Ok(closed)
}

fn open(prk: &Prk, closed: &[u8], aad: &[u8]) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let refused = || Failure::new("opening at rest", "altered, moved, or under another node key");
    let (salt, sealed) = closed.split_at_checked(SALT_LEN).ok_or_else(refused)?;
    let key = key_for(prk, salt)?;
    let length = sealed.len().checked_sub(TAG_LEN).ok_or_else(refused)?;
    let mut plain = Zeroizing::new(vec![0; length]);
    let (body, tag) = sealed.split_at(length);
    key.open_separate_gather(Nonce::assume_unique_for_key([0; 12]), Aad::from(aad), body, tag, &mut plain)
        .map_err(|_| refused())?;
    Ok(plain)
}
