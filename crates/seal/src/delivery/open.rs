//! Opening a delivery that came in.

use super::header::OuterHeader;
use super::seal::{body_aad, recipient_aad};
use super::{ENCAPSULATED_LABEL, NONCE_LEN, TAG, TAG_LEN, padding, wrap};
use crate::cbor::{Limits, check};
use crate::checks::{SEAL_4_1, SEAL_4_3, SEAL_4_4, SEAL_4_6};
use crate::cose::is_exactly;
use crate::digest::sha256;
use crate::keys::EpochSecret;
use crate::{KeyId, fault};
use aws_lc_rs::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use ciborium::Value;
use coset::{CoseEncrypt, CoseRecipient, Label as CoseLabel, ProtectedHeader, TaggedCborSerializable as _};
use model::{Digest, Fault};
use zeroize::Zeroizing;

/// A delivery of the right shape, still closed. A relay can make one too.
pub struct UnopenedDelivery {
    header: OuterHeader,
    nonce: [u8; NONCE_LEN],
    protected: ProtectedHeader,
    body: Vec<u8>,
    encapsulated: Vec<u8>,
    wrapped: Vec<u8>,
    digest: Digest,
}

impl UnopenedDelivery {
    /// Reads a delivery. Faults SEAL-1.x, 4.1, 4.2, 4.3. Time is asked apart: [`OuterHeader::check_time`].
    pub fn parse(bytes: &[u8]) -> Result<UnopenedDelivery, Fault> {
        check(bytes, Limits::DELIVERY, Some(TAG))?;
        let wrong = |what: &str| fault(&SEAL_4_1, format!("delivery: {what}"));
        let cose = CoseEncrypt::from_tagged_slice(bytes).map_err(|_| wrong("COSE_Encrypt"))?;
        let (header, nonce) = OuterHeader::read(&cose.protected)?;
        let [recipient] = <[CoseRecipient; 1]>::try_from(cose.recipients).map_err(|_| wrong("number of recipients"))?;
        let (encapsulated, wrapped) = read_recipient(recipient, &header).ok_or_else(|| wrong("recipient"))?;
        let body = cose.ciphertext.filter(|_| cose.unprotected.is_empty()).ok_or_else(|| wrong("body"))?;
        if body.len() != header.size_class.bytes() + TAG_LEN {
            return Err(fault(&SEAL_4_3, format!("body of {} bytes", body.len())));
        }
        let digest = sha256(&[bytes]);
        Ok(UnopenedDelivery { header, nonce, protected: cose.protected, body, encapsulated, wrapped, digest })
    }

    /// The header: a claim until the delivery is opened.
    pub fn header(&self) -> &OuterHeader {
        &self.header
    }

    /// The SHA-256 of the bytes: what receipts name as `envelope`.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Which epoch key is asked for.
    pub fn epoch(&self) -> KeyId {
        self.header.epoch
    }

    /// Opens the delivery with the epoch key it names and gives the evidence, unverified. Fault SEAL-4.4 (`reseal`) when
    /// the key is unknown or destroyed; SEAL-4.5 to 4.8 when it does not open.
    pub fn open<'a>(&self, keys: impl IntoIterator<Item = &'a EpochSecret>) -> Result<Vec<u8>, Fault> {
        let with = keys.into_iter().find(|key| key.public().kid() == self.header.epoch);
        let with = with.ok_or_else(|| fault(&SEAL_4_4, format!("reseal: epoch {}", self.header.epoch)))?;
        let malformed = || fault(&SEAL_4_1, "delivery: headers");
        let aad = recipient_aad(&self.protected, &self.header.recipient()).map_err(|_| malformed())?;
        let key = wrap::unwrap(&self.encapsulated, &self.wrapped, with, &aad)?;
        let body = self.decrypt(&key)?;
        padding::unpad(&body)
    }

    fn decrypt(&self, key: &[u8]) -> Result<Zeroizing<Vec<u8>>, Fault> {
        let wrong = |_| fault(&SEAL_4_6, "body");
        let key = LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, key).map_err(wrong)?);
        let (body, tag) = self.body.split_at(self.body.len() - TAG_LEN);
        let mut plain = Zeroizing::new(vec![0; body.len()]);
        let nonce = Nonce::assume_unique_for_key(self.nonce);
        key.open_separate_gather(nonce, Aad::from(body_aad(&self.protected)), body, tag, &mut plain).map_err(wrong)?;
        Ok(plain)
    }
}

/// The encapsulated key and the wrapped content key of the only recipient.
fn read_recipient(recipient: CoseRecipient, header: &OuterHeader) -> Option<(Vec<u8>, Vec<u8>)> {
    if !is_exactly(&recipient.protected, &header.recipient()) || !recipient.recipients.is_empty() {
        return None;
    }
    let mut unprotected = recipient.unprotected;
    let (label, value) = unprotected.rest.pop()?;
    if label != CoseLabel::Text(ENCAPSULATED_LABEL.to_owned()) || !unprotected.is_empty() {
        return None;
    }
    let Value::Bytes(encapsulated) = value else { return None };
    Some((encapsulated, recipient.ciphertext?))
}

impl std::fmt::Debug for UnopenedDelivery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "UnopenedDelivery({:?})", self.header)
    }
}
