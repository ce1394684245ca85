//! SHA-256 (FIPS 180-4). Not a keyed hash: see [`rest`](crate::rest) for the blind index.

use aws_lc_rs::digest::{Context, SHA256};
use model::Digest;

/// The SHA-256 of the parts, one after the other, without separators. A caller whose parts vary in length adds its own.
pub fn sha256(parts: &[&[u8]]) -> Digest {
    let mut context = Context::new(&SHA256);
    for part in parts {
        context.update(part);
    }
    let mut bytes = [0; 32];
    bytes.copy_from_slice(context.finish().as_ref());
    Digest(bytes)
}
