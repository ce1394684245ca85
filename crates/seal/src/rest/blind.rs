//! The blind index: finding an exact identifier without storing it.

use super::node_key::expand;
use aws_lc_rs::hkdf::Prk;
use aws_lc_rs::hmac::{HMAC_SHA256, Key, sign};
use model::Failure;

pub(super) struct Blind(Prk);

impl Blind {
    pub(super) fn new(prk: Prk) -> Blind {
        Blind(prk)
    }

    /// HMAC-SHA256 (RFC 2104) under the key of the kind, so that a telephone number and a passport number never meet.
    pub(super) fn of(&self, kind: &str, value: &[u8]) -> Result<[u8; 32], Failure> {
        let key = Key::new(HMAC_SHA256, expand(&self.0, &[kind.as_bytes()])?.as_ref());
        let mut out = [0; 32];
        out.copy_from_slice(sign(&key, value).as_ref());
        Ok(out)
    }
}
