//! The authority's signature: Ed25519 and ML-DSA-65 together. One that verifies alone is worth nothing.

use crate::checks::{SEAL_2_3, SEAL_2_4, SEAL_2_5};
use crate::digest::sha256;
use crate::ed25519::Ed25519Public;
use crate::{KeyId, fault};
use aws_lc_rs::signature::{ML_DSA_65, ParsedPublicKey};
use model::{Digest, Fault};
use std::fmt;

/// Length of an ML-DSA-65 public key (FIPS 204, table 2).
pub const MLDSA65_PUBLIC_LEN: usize = 1952;
/// Length of an ML-DSA-65 signature (FIPS 204, table 2).
pub const MLDSA65_SIGNATURE_LEN: usize = 3309;

/// A pair of public keys that belong together. Its encoding is the Ed25519 key, 32 bytes, then the ML-DSA-65 key, 1952
/// bytes. Both are parsed once and kept.
#[derive(Clone)]
pub struct DualPublic {
    ed25519: Ed25519Public,
    mldsa65: ParsedPublicKey,
    kid: KeyId,
}

/// Both signatures over the same bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DualSignature {
    /// 64 bytes.
    pub ed25519: Vec<u8>,
    /// 3309 bytes. Hedged: two signatures of the same bytes differ, so nothing may be named after one.
    pub mldsa65: Vec<u8>,
}

impl DualPublic {
    /// Length of the encoding.
    pub const LEN: usize = crate::ed25519::PUBLIC_LEN + MLDSA65_PUBLIC_LEN;

    /// Reads the encoding. Fault SEAL-2.5: wrong length, or not a key.
    pub fn from_bytes(bytes: &[u8]) -> Result<DualPublic, Fault> {
        if bytes.len() != DualPublic::LEN {
            return Err(fault(&SEAL_2_5, format!("signing key of {} bytes", bytes.len())));
        }
        let (ed25519, mldsa65) = bytes.split_at(crate::ed25519::PUBLIC_LEN);
        let kid = KeyId::of(bytes);
        let ed25519 = Ed25519Public::parse(ed25519).ok_or_else(|| fault(&SEAL_2_5, format!("Ed25519 key of {kid}")))?;
        let mldsa65 = ParsedPublicKey::new(&ML_DSA_65, mldsa65)
            .map_err(|_| fault(&SEAL_2_5, format!("ML-DSA-65 key of {kid}")))?;
        Ok(DualPublic { ed25519, mldsa65, kid })
    }

    /// The encoding.
    pub fn to_bytes(&self) -> Vec<u8> {
        [self.ed25519.bytes(), self.mldsa65.as_ref()].concat()
    }

    /// The id of the pair.
    pub fn kid(&self) -> KeyId {
        self.kid
    }

    /// The SHA-256 of the encoding: what is pinned of a root, and printed as words.
    pub fn fingerprint(&self) -> Digest {
        sha256(&[self.ed25519.bytes(), self.mldsa65.as_ref()])
    }

    /// Verifies the Ed25519 half. Fault SEAL-2.3.
    pub fn verify_ed25519(&self, message: &[u8], signature: &[u8]) -> Result<(), Fault> {
        if self.ed25519.verifies(message, signature) {
            Ok(())
        } else {
            Err(fault(&SEAL_2_3, format!("key {}", self.kid)))
        }
    }

    /// Verifies the ML-DSA-65 half (empty context string, FIPS 204 section 5.2). Fault SEAL-2.4.
    pub fn verify_mldsa65(&self, message: &[u8], signature: &[u8]) -> Result<(), Fault> {
        let wrong = || fault(&SEAL_2_4, format!("key {}", self.kid));
        if signature.len() != MLDSA65_SIGNATURE_LEN {
            return Err(wrong());
        }
        self.mldsa65.verify_sig(message, signature).map_err(|_| wrong())
    }

    /// Verifies both halves over the same message.
    pub fn verify(&self, message: &[u8], signature: &DualSignature) -> Result<(), Fault> {
        self.verify_ed25519(message, &signature.ed25519)?;
        self.verify_mldsa65(message, &signature.mldsa65)
    }
}

impl PartialEq for DualPublic {
    fn eq(&self, other: &Self) -> bool {
        self.ed25519 == other.ed25519 && self.mldsa65.as_ref() == other.mldsa65.as_ref()
    }
}
impl Eq for DualPublic {}

impl fmt::Debug for DualPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DualPublic({})", self.kid)
    }
}
