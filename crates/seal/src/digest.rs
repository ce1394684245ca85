//! SHA-256 (FIPS 180-4). Not a keyed hash: see [`rest`](crate::rest) for the blind index.

use aws_lc_rs::digest::{Context, SHA256};
use model::Digest;

/// A SHA-256 of bytes that come one after the other.
pub struct Sha256(Context);

impl Sha256 {
    /// Of nothing yet.
    pub fn new() -> Sha256 {
        Sha256(Context::new(&SHA256))
    }

    /// Adds bytes; how they are cut into calls does not matter.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of all that was added.
    pub fn finish(self) -> Digest {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(self.0.finish().as_ref());
        Digest(bytes)
    }
}

impl Default for Sha256 {
    fn default() -> Sha256 {
        Sha256::new()
    }
}

impl std::fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sha256(<under way>)")
    }
}

/// The SHA-256 of the parts, one after the other, without separators. A caller whose parts vary in length adds its own.
pub fn sha256(parts: &[&[u8]]) -> Digest {
    let mut digest = Sha256::new();
    for part in parts {
        digest.add(part);
    }
    digest.finish()
}
