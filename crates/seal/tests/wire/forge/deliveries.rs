//! Forging deliveries: any header, any padding, any recipient layer, sealed to a real epoch key.

use super::{Seeded, bstr, int, raw, text};
use aws_lc_rs::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use ciborium::Value;
use hpke::{Deserializable as _, OpModeS, Serializable as _, aead::ChaCha20Poly1305, kdf::HkdfSha256, kem::XWing};
use model::Chance as _;

struct Draw<'a>(&'a mut Seeded);
impl hpke::rand_core::TryRng for Draw<'_> {
    type Error = std::convert::Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Ok(u32::from_le_bytes(self.0.draw()))
    }
    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Ok(u64::from_le_bytes(self.0.draw()))
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        self.0.fill(bytes);
        Ok(())
    }
}
impl hpke::rand_core::TryCryptoRng for Draw<'_> {}

/// What goes into a forged delivery.
pub struct Forged {
    pub header: Value,
    pub padded: Vec<u8>,
    pub kid: Vec<u8>,
    pub public: Vec<u8>,
    pub recipients: usize,
    pub unprotected: Vec<(Value, Value)>,
}

impl Forged {
    /// Builds the bytes as `spec/envelope.md` says, without any check.
    pub fn bytes(&self, chance: &mut Seeded) -> Vec<u8> {
        let (nonce, key): ([u8; 12], [u8; 32]) = (chance.draw(), chance.draw());
        let protected =
            raw(&Value::Map(vec![(int(1), int(24)), (int(5), bstr(&nonce)), (text("comity"), self.header.clone())]));
        let recipient = raw(&Value::Map(vec![(int(1), text("comity-Q1")), (int(4), bstr(&self.kid))]));

        let aad = raw(&Value::Array(vec![text("Encrypt"), bstr(&protected), bstr(b"")]));
        let mut body = self.padded.clone();
        LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, &key).unwrap())
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(aad), &mut body)
            .unwrap();

        let aad = raw(&Value::Array(vec![text("Enc_Recipient"), bstr(&recipient), bstr(&protected)]));
        let public = <XWing as hpke::Kem>::PublicKey::from_bytes(&self.public).unwrap();
        let (encapsulated, wrapped) = hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &OpModeS::Base,
            &public,
            b"comity/v1/Q1/content-key",
            &key,
            &aad,
            &mut Draw(chance),
        )
        .unwrap();
        let layer = Value::Array(vec![
            bstr(&recipient),
            Value::Map(vec![(text("ek"), bstr(&encapsulated.to_bytes()))]),
            bstr(&wrapped),
        ]);
        raw(&Value::Tag(
            96,
            Box::new(Value::Array(vec![
                bstr(&protected),
                Value::Map(self.unprotected.clone()),
                bstr(&body),
                Value::Array(vec![layer; self.recipients]),
            ])),
        ))
    }
}

/// Evidence folded and padded by the book, with the two lengths as given.
pub fn padded(frame: &[u8], folded: usize, length: usize, size: usize) -> Vec<u8> {
    let mut padded = Vec::new();
    padded.extend_from_slice(&u32::try_from(folded).unwrap().to_be_bytes());
    padded.extend_from_slice(&u32::try_from(length).unwrap().to_be_bytes());
    padded.extend_from_slice(frame);
    padded.resize(size, 0);
    padded
}
