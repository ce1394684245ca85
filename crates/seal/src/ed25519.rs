//! Which Ed25519 signatures we accept (RFC 8032), and why fewer than the library does.
//!
//! AWS-LC checks S < L and compares the encoding of sB - kA with R, without cofactor; it accepts public keys and R of small
//! order. We refuse those too, and any y >= p: then a signature by a known key binds one key and one message, and all
//! implementers that follow this page agree on every input.

use aws_lc_rs::signature::{ED25519, ParsedPublicKey};

/// Length of a public key.
pub const PUBLIC_LEN: usize = 32;
/// Length of a signature, R then S.
pub const SIGNATURE_LEN: usize = 64;

/// The y-coordinates of the eight points of small order on edwards25519, little-endian, sign bit clear: 0, 1, p - 1 and
/// the two of order eight. The same y with either sign is of small order.
const SMALL_ORDER_Y: [[u8; 32]; 5] = [
    [0; 32],
    {
        let mut one = [0; 32];
        one[0] = 1;
        one
    },
    {
        let mut minus_one = [0xff; 32];
        minus_one[0] = 0xec;
        minus_one[31] = 0x7f;
        minus_one
    },
    [
        0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0, 0xd5, 0xdf,
        0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05,
    ],
    [
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a, 0x20,
        0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a,
    ],
];

/// Whether 32 bytes are a point in canonical form (y < p = 2^255 - 19) whose order is not small. It does not test that
/// the point is on the curve: the library does.
fn is_strict_point(bytes: &[u8]) -> bool {
    let Ok(mut y) = <[u8; 32]>::try_from(bytes) else { return false };
    y[31] &= 0x7f;
    let is_reduced = !(y[31] == 0x7f && y[1..31].iter().all(|byte| *byte == 0xff) && y[0] >= 0xed);
    is_reduced && !SMALL_ORDER_Y.contains(&y)
}

/// A parsed Ed25519 public key: it is checked once and kept.
#[derive(Clone)]
pub struct Ed25519Public {
    bytes: [u8; PUBLIC_LEN],
    parsed: ParsedPublicKey,
}

impl Ed25519Public {
    /// Reads a public key; `None` if it is not a point, not in canonical form or of small order.
    pub fn parse(bytes: &[u8]) -> Option<Ed25519Public> {
        if !is_strict_point(bytes) {
            return None;
        }
        let parsed = ParsedPublicKey::new(&ED25519, bytes).ok()?;
        Some(Ed25519Public { bytes: bytes.try_into().ok()?, parsed })
    }

    /// The 32 bytes.
    pub fn bytes(&self) -> &[u8; PUBLIC_LEN] {
        &self.bytes
    }

    /// Whether the signature is this key's over the message, by the strict rule of this page.
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        signature.len() == SIGNATURE_LEN
            && is_strict_point(&signature[..32])
            && self.parsed.verify_sig(message, signature).is_ok()
    }
}

impl PartialEq for Ed25519Public {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}
impl Eq for Ed25519Public {}

impl std::fmt::Debug for Ed25519Public {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&data_encoding::HEXLOWER.encode(&self.bytes))
    }
}

/// Whether the signature is the key's over the message; the key is parsed each time. Keep an [`Ed25519Public`] where
/// more than one signature is to be verified.
pub fn verify(public: &[u8; PUBLIC_LEN], message: &[u8], signature: &[u8]) -> bool {
    Ed25519Public::parse(public).is_some_and(|key| key.verifies(message, signature))
}
