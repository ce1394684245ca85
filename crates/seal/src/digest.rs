//! SHA-256 (FIPS 180-4). Not a keyed hash: see [`rest`](crate::rest) for the blind index.

use aws_lc_rs::digest::{Context, SHA256};
use model::Digest;

/// A SHA-256 that grows, for what is too long to be held.
pub struct Hashing(Context);

impl Hashing {
    /// Of nothing yet.
    pub fn new() -> Hashing {
        Hashing(Context::new(&SHA256))
    }

    /// Takes more bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of all.
    pub fn end(self) -> Digest {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(self.0.finish().as_ref());
        Digest(bytes)
    }
}

impl Default for Hashing {
    fn default() -> Hashing {
        Hashing::new()
    }
}

/// The SHA-256 of the parts, one after the other, without separators. A caller whose parts vary in length adds its own.
pub fn sha256(parts: &[&[u8]]) -> Digest {
    let mut hashing = Hashing::new();
    for part in parts {
        hashing.update(part);
    }
    hashing.end()
}
