//! The key of one record.

use super::joined::join;
use aws_lc_rs::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use model::{Chance, Failure};
use std::fmt;
use zeroize::Zeroizing;

const TAG_LEN: usize = 16;

/// A data key: drawn for one record, kept only wrapped by the node key. Its nonces are random (96 bits): a record is
/// rewritten far fewer than the 2^32 times that this allows (NIST SP 800-38D section 8.3 by analogy).
pub struct DataKey {
    bytes: Zeroizing<[u8; 32]>,
    key: LessSafeKey,
}

impl DataKey {
    /// Draws a new key.
    pub fn draw(chance: &mut dyn Chance) -> Result<DataKey, Failure> {
        let mut bytes = Zeroizing::new([0; 32]);
        chance.fill(bytes.as_mut());
        DataKey::from_bytes(&bytes)
    }

    pub(super) fn from_bytes(bytes: &[u8; 32]) -> Result<DataKey, Failure> {
        let key = UnboundKey::new(&CHACHA20_POLY1305, bytes).map_err(|_| Failure::new("making a data key", "AEAD"))?;
        Ok(DataKey { bytes: Zeroizing::new(*bytes), key: LessSafeKey::new(key) })
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.bytes
    }

    /// Closes bytes for one place (`aad`: table, row, column); they open at that place only. 28 bytes longer.
    pub fn close(&self, plain: &[u8], aad: &[&[u8]], chance: &mut dyn Chance) -> Result<Vec<u8>, Failure> {
        let mut nonce = [0; NONCE_LEN];
        chance.fill(&mut nonce);
        let mut closed = Vec::with_capacity(NONCE_LEN + plain.len() + TAG_LEN);
        closed.extend_from_slice(&nonce);
        closed.extend_from_slice(plain);
        let place = Aad::from(join(aad));
        let tag = self
            .key
            .seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), place, &mut closed[NONCE_LEN..])
            .map_err(|_| Failure::new("closing a record", "ChaCha20-Poly1305"))?;
        closed.extend_from_slice(tag.as_ref());
        Ok(closed)
    }

    /// Opens what [`close`](DataKey::close) closed. A Failure if it was altered, moved or under another key.
    pub fn open(&self, closed: &[u8], aad: &[&[u8]]) -> Result<Zeroizing<Vec<u8>>, Failure> {
        let refused = || Failure::new("opening a record", "altered, moved, or under another key");
        let (nonce, sealed) = closed.split_first_chunk::<NONCE_LEN>().ok_or_else(refused)?;
        let length = sealed.len().checked_sub(TAG_LEN).ok_or_else(refused)?;
        let (body, tag) = sealed.split_at(length);
        let mut plain = Zeroizing::new(vec![0; length]);
        self.key
            .open_separate_gather(Nonce::assume_unique_for_key(*nonce), Aad::from(join(aad)), body, tag, &mut plain)
            .map_err(|_| refused())?;
        Ok(plain)
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<secret>")
    }
}
