//! The key that signs checkpoints of the log, and as a witness those of partners: Ed25519, as C2SP signed-note and
//! tlog-cosignature want it. Note text and tree are `audit`'s.

use crate::digest::sha256;
use crate::ed25519::{Ed25519Public, PUBLIC_LEN};
use data_encoding::{BASE64, HEXLOWER};

/// What a key signs in a note. The type is part of its key id; what is signed begins differently for each, so that a
/// signature of one use never serves for the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyUse {
    /// Checkpoints of its own log: signature type 0x01 of C2SP signed-note.
    Log,
    /// Checkpoints of other logs, as a witness: signature type 0x04 of C2SP tlog-cosignature.
    Witness,
}

impl KeyUse {
    fn signature_type(self) -> u8 {
        match self {
            KeyUse::Log => 0x01,
            KeyUse::Witness => 0x04,
        }
    }

    /// The key id: the first four bytes of SHA-256(name, newline, signature type, public key).
    pub fn key_id(self, name: &str, public: &[u8; PUBLIC_LEN]) -> [u8; 4] {
        let digest = sha256(&[name.as_bytes(), b"\n", &[self.signature_type()], public]).0;
        [digest[0], digest[1], digest[2], digest[3]]
    }

    /// The verifier key: `name+hex(key id)+base64(signature type, public key)`.
    pub fn vkey(self, name: &str, public: &[u8; PUBLIC_LEN]) -> String {
        let encoded = [&[self.signature_type()], &public[..]].concat();
        format!("{name}+{}+{}", HEXLOWER.encode(&self.key_id(name, public)), BASE64.encode(&encoded))
    }

    /// Reads a verifier key into its name and key; `None` if it is not one of this use or its key id does not fit.
    pub fn parse_vkey(self, text: &str) -> Option<(String, Ed25519Public)> {
        let mut parts = text.splitn(3, '+');
        let (name, id, key) = (parts.next()?, parts.next()?, parts.next()?);
        if name.is_empty() || name.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return None;
        }
        let encoded = BASE64.decode(key.as_bytes()).ok()?;
        let (kind, public) = encoded.split_first()?;
        if *kind != self.signature_type() {
            return None;
        }
        let public = Ed25519Public::parse(public)?;
        (HEXLOWER.encode(&self.key_id(name, public.bytes())) == id).then(|| (name.to_owned(), public))
    }
}

/// The key id of a log key (C2SP signed-note).
pub fn note_key_id(name: &str, public: &[u8; PUBLIC_LEN]) -> [u8; 4] {
    KeyUse::Log.key_id(name, public)
}

/// The verifier key of a log key (C2SP signed-note).
pub fn vkey(name: &str, public: &[u8; PUBLIC_LEN]) -> String {
    KeyUse::Log.vkey(name, public)
}

/// Reads the verifier key of a log key into its name and key; `None` if it is not one or its key id does not fit.
pub fn parse_vkey(text: &str) -> Option<(String, Ed25519Public)> {
    KeyUse::Log.parse_vkey(text)
}
