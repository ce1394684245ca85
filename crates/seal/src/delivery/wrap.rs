//! Wrapping the content key for one recipient: HPKE base mode (RFC 9180) with X-Wing, HKDF-SHA256, ChaCha20-Poly1305.

use crate::checks::{SEAL_4_1, SEAL_4_5};
use crate::fault;
use crate::keys::{DrawnFrom, EpochPublic, EpochSecret, Kem};
use hpke::{Deserializable as _, OpModeR, OpModeS, Serializable as _, aead::ChaCha20Poly1305, kdf::HkdfSha256};
use model::{Chance, Failure, Fault};
use zeroize::Zeroizing;

/// The HPKE `info`: binds the wrap to this protocol, version, suite and use.
const INFO: &[u8] = b"comity/v1/Q1/content-key";
/// Length of a content key.
pub(super) const KEY_LEN: usize = 32;

/// The encapsulated key and the wrapped content key.
pub(super) struct Wrapped {
    pub(super) encapsulated: Vec<u8>,
    pub(super) key: Vec<u8>,
}

/// Wraps a content key; `aad` is the Enc_structure of the recipient layer.
pub(super) fn wrap(
    key: &[u8; KEY_LEN],
    to: &EpochPublic,
    aad: &[u8],
    chance: &mut dyn Chance,
) -> Result<Wrapped, Failure> {
    let (encapsulated, key) = hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, Kem>(
        &OpModeS::Base,
        to.key(),
        INFO,
        key,
        aad,
        &mut DrawnFrom(chance),
    )
    .map_err(|error| Failure::new("wrapping a content key", error))?;
    Ok(Wrapped { encapsulated: encapsulated.to_bytes().to_vec(), key })
}

/// Unwraps a content key. Fault SEAL-4.1 for a malformed encapsulated key, SEAL-4.5 if it does not open.
pub(super) fn unwrap(
    encapsulated: &[u8],
    wrapped: &[u8],
    with: &EpochSecret,
    aad: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Fault> {
    let kid = with.public().kid();
    let encapsulated = <Kem as hpke::Kem>::EncappedKey::from_bytes(encapsulated)
        .map_err(|_| fault(&SEAL_4_1, "delivery: encapsulated key"))?;
    hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, Kem>(
        &OpModeR::Base,
        with.key(),
        &encapsulated,
        INFO,
        wrapped,
        aad,
    )
    .map(Zeroizing::new)
    .map_err(|_| fault(&SEAL_4_5, format!("epoch {kid}")))
}
