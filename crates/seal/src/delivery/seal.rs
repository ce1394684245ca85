//! Sealing evidence for one recipient.

use super::header::{Label, OuterHeader};
use super::{ENCAPSULATED_LABEL, NONCE_LEN, padding, wrap};
use crate::digest::sha256;
use crate::keys::EpochPublic;
use aws_lc_rs::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use ciborium::Value;
use coset::{
    CoseEncryptBuilder, CoseRecipientBuilder, EncryptionContext, Header, HeaderBuilder, ProtectedHeader,
    TaggedCborSerializable as _, enc_structure_data,
};
use model::{Chance, Digest, Failure};
use zeroize::Zeroizing;

/// A sealed delivery, ready for the wire.
#[derive(Clone, PartialEq, Eq)]
pub struct Delivery {
    header: OuterHeader,
    bytes: Vec<u8>,
}

impl Delivery {
    /// Seals evidence to one epoch key, under a content key of its own. Sealing twice gives two different deliveries of
    /// the same message. A Failure if the evidence does not fit the largest size class.
    pub fn seal(
        label: &Label,
        evidence: &[u8],
        to: &EpochPublic,
        chance: &mut dyn Chance,
    ) -> Result<Delivery, Failure> {
        let (mut body, size_class) = padding::pad(evidence)?;
        let header = OuterHeader::new(label, size_class, to.kid());
        let mut nonce = [0; NONCE_LEN];
        chance.fill(&mut nonce);
        let mut key = Zeroizing::new([0; wrap::KEY_LEN]);
        chance.fill(key.as_mut());

        let protected = header.protected(&nonce)?;
        close(&key, nonce, &body_aad(&protected_of(&protected)), &mut body)?;
        let recipient = header.recipient();
        let wrapped = wrap::wrap(&key, to, &recipient_aad(&protected_of(&protected), &recipient)?, chance)?;
        let encapsulated =
            HeaderBuilder::new().text_value(ENCAPSULATED_LABEL.to_owned(), Value::Bytes(wrapped.encapsulated)).build();
        let recipient =
            CoseRecipientBuilder::new().protected(recipient).unprotected(encapsulated).ciphertext(wrapped.key).build();
        let bytes = CoseEncryptBuilder::new()
            .protected(protected)
            .ciphertext(body)
            .add_recipient(recipient)
            .build()
            .to_tagged_vec()
            .map_err(|error| Failure::new("encoding a delivery", error))?;
        Ok(Delivery { header, bytes })
    }

    /// The header.
    pub fn header(&self) -> &OuterHeader {
        &self.header
    }

    /// The bytes for the wire.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes for the wire, given up.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// The SHA-256 of the bytes: what receipts name as `envelope`.
    pub fn digest(&self) -> Digest {
        sha256(&[&self.bytes])
    }
}

impl std::fmt::Debug for Delivery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Delivery({:?})", self.header)
    }
}

fn protected_of(header: &Header) -> ProtectedHeader {
    ProtectedHeader { original_data: None, header: header.clone() }
}

fn close(key: &[u8; wrap::KEY_LEN], nonce: [u8; NONCE_LEN], aad: &[u8], body: &mut Vec<u8>) -> Result<(), Failure> {
    let failed = |_| Failure::new("sealing a delivery", "ChaCha20-Poly1305");
    let key = LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, key).map_err(failed)?);
    key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(aad), body).map_err(failed)
}

/// The associated data of the body: the Enc_structure of RFC 9052 section 5.3 over the protected header.
pub(super) fn body_aad(protected: &ProtectedHeader) -> Vec<u8> {
    enc_structure_data(EncryptionContext::CoseEncrypt, protected.clone(), &[])
}

/// The associated data of the wrap: the Enc_structure of the recipient layer, with the body's protected header as external
/// data, so that a wrap serves for its own header only.
pub(super) fn recipient_aad(protected: &ProtectedHeader, recipient: &Header) -> Result<Vec<u8>, Failure> {
    let outer = protected.clone().cbor_bstr().ok().and_then(|value| value.into_bytes().ok());
    let outer = outer.ok_or_else(|| Failure::new("sealing a delivery", "protected header"))?;
    Ok(enc_structure_data(EncryptionContext::EncRecipient, protected_of(recipient), &outer))
}
