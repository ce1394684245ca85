//! The key that signs checkpoints of the log: Ed25519, as C2SP signed-note wants it. Note text and tree are `audit`'s.

use crate::digest::sha256;
use crate::ed25519::{Ed25519Public, PUBLIC_LEN};
use data_encoding::{BASE64, HEXLOWER};

/// The signature type of Ed25519 in C2SP signed-note, prefixed to the key.
const ED25519_TYPE: u8 = 0x01;

/// The key id of C2SP signed-note: the first four bytes of SHA-256(name, newline, 0x01, public key).
pub fn note_key_id(name: &str, public: &[u8; PUBLIC_LEN]) -> [u8; 4] {
    let digest = sha256(&[name.as_bytes(), b"\n", &[ED25519_TYPE], public]).0;
    [digest[0], digest[1], digest[2], digest[3]]
}

/// The verifier key of C2SP signed-note: `name+hex(key id)+base64(0x01, public key)`.
pub fn vkey(name: &str, public: &[u8; PUBLIC_LEN]) -> String {
    let mut encoded = vec![ED25519_TYPE];
    encoded.extend_from_slice(public);
    format!("{name}+{}+{}", HEXLOWER.encode(&note_key_id(name, public)), BASE64.encode(&encoded))
}

/// Reads a verifier key into its name and key; `None` if it is not one or its key id does not fit.
pub fn parse_vkey(text: &str) -> Option<(String, Ed25519Public)> {
    let mut parts = text.splitn(3, '+');
    let (name, id, key) = (parts.next()?, parts.next()?, parts.next()?);
    if name.is_empty() || name.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return None;
    }
    let encoded = BASE64.decode(key.as_bytes()).ok()?;
    let (kind, public) = encoded.split_first()?;
    if *kind != ED25519_TYPE {
        return None;
    }
    let public = Ed25519Public::parse(public)?;
    (HEXLOWER.encode(&note_key_id(name, public.bytes())) == id).then(|| (name.to_owned(), public))
}
