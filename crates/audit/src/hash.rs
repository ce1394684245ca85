//! The three hashes of the log. Domain-separated, so that no entry can pass for a node of the tree.
//!
//! Next: [`tree`](crate::tree) puts leaves together.

use model::Digest;
use seal::digest::sha256;

/// What stands before salt and line in a commitment.
pub const COMMITMENT_LABEL: &[u8] = b"comity/v1/commitment";

/// The salted commitment to the stored line of an entry: SHA-256 over label, salt and line. Once the salt is destroyed
/// nobody can test a guess of the line against it.
pub fn commitment(salt: &[u8; 32], line: &str) -> Digest {
    sha256(&[COMMITMENT_LABEL, salt, line.as_bytes()])
}

/// The leaf of the tree: SHA-256 of 0x00 and the commitment (RFC 9162 section 2.1.1).
pub fn leaf_hash(commitment: &Digest) -> Digest {
    sha256(&[&[0], &commitment.0])
}

/// A node of the tree: SHA-256 of 0x01, left and right (RFC 9162 section 2.1.1).
pub fn node_hash(left: &Digest, right: &Digest) -> Digest {
    sha256(&[&[1], &left.0, &right.0])
}

/// The root of the empty tree: SHA-256 of nothing (RFC 9162 section 2.1.1).
pub fn empty_root() -> Digest {
    sha256(&[])
}
