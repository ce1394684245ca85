//! Proofs: that an entry is in the log, and that a later log holds an earlier one unchanged (RFC 9162 section 2.1).
//!
//! Strict: a proof has exactly the digests that it needs; the empty tree proves nothing and nothing is proved about it.
//! A receipt that carries a proof, and a witness that asks for one, use these functions.

use crate::hash::node_hash;
use crate::tree::Nodes;
use model::Digest;

/// Why no proof could be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoProof<E> {
    /// The empty tree, an entry beyond the size, or a size beyond the log.
    #[error("nothing can be proved about these numbers")]
    OutOfRange,
    /// A node could not be looked up.
    #[error("a node could not be read: {0}")]
    Node(E),
}

/// The digest of the leaves `start..end`, where `start` is a multiple of the span's power of two.
pub(crate) fn subtree<N: Nodes>(nodes: &N, start: u64, end: u64) -> Result<Digest, N::Error> {
    let mut at = start;
    let mut peaks = Vec::new();
    while at < end {
        // The largest complete node that begins at `at` and ends by `end`.
        let level = at.trailing_zeros().min((end - at).ilog2()) as u8;
        peaks.push(nodes.node(level, at >> level)?);
        at += 1 << level;
    }
    let mut peaks = peaks.into_iter().rev();
    let Some(last) = peaks.next() else { return Ok(crate::hash::empty_root()) };
    Ok(peaks.fold(last, |right, left| node_hash(&left, &right)))
}

/// The root of the first `size` leaves; that of the empty tree for 0. `size` is at most that of the nodes.
pub fn root_at<N: Nodes>(nodes: &N, size: u64) -> Result<Digest, N::Error> {
    subtree(nodes, 0, size)
}

/// The largest power of two smaller than `n`, which is at least 2.
fn split(n: u64) -> u64 {
    1 << (n - 1).ilog2()
}

/// The inclusion proof of leaf `index` in the tree of the first `size` leaves (RFC 9162 section 2.1.3.1).
pub fn inclusion_proof<N: Nodes>(nodes: &N, index: u64, size: u64) -> Result<Vec<Digest>, NoProof<N::Error>> {
    if index >= size || size > nodes.size() {
        return Err(NoProof::OutOfRange);
    }
    let (mut start, mut end) = (0, size);
    let mut path = Vec::new();
    while end - start > 1 {
        let middle = start + split(end - start);
        let other = if index < middle { (middle, end) } else { (start, middle) };
        path.push(subtree(nodes, other.0, other.1).map_err(NoProof::Node)?);
        if index < middle { end = middle } else { start = middle }
    }
    path.reverse();
    Ok(path)
}

/// The consistency proof from the first `old` leaves to the first `new` (RFC 9162 section 2.1.4.1).
pub fn consistency_proof<N: Nodes>(nodes: &N, old: u64, new: u64) -> Result<Vec<Digest>, NoProof<N::Error>> {
    if old == 0 || old > new || new > nodes.size() {
        return Err(NoProof::OutOfRange);
    }
    let (mut start, mut end) = (0, new);
    let mut path = Vec::new();
    let mut whole = true;
    while old < end {
        let middle = start + split(end - start);
        let other = if old <= middle { (middle, end) } else { (start, middle) };
        path.push(subtree(nodes, other.0, other.1).map_err(NoProof::Node)?);
        if old <= middle {
            end = middle;
        } else {
            start = middle;
            whole = false;
        }
    }
    if !whole {
        path.push(subtree(nodes, start, end).map_err(NoProof::Node)?);
    }
    path.reverse();
    Ok(path)
}

/// Whether `proof` shows that `leaf` is entry `index` of the log of `size` with `root` (RFC 9162 section 2.1.3.2).
#[must_use]
pub fn verify_inclusion(index: u64, size: u64, leaf: &Digest, proof: &[Digest], root: &Digest) -> bool {
    if index >= size {
        return false;
    }
    let (mut place, mut last) = (index, size - 1);
    let mut node = *leaf;
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            node = node_hash(sibling, &node);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            node = node_hash(&node, sibling);
        }
        place >>= 1;
        last >>= 1;
    }
    last == 0 && node == *root
}

/// Whether `proof` shows that the log of `new` entries holds the log of `old` entries unchanged (RFC 9162 section
/// 2.1.4.2). Equal sizes need equal roots and an empty proof.
#[must_use]
pub fn verify_consistency(old: u64, new: u64, old_root: &Digest, new_root: &Digest, proof: &[Digest]) -> bool {
    if old == 0 || old > new {
        return false;
    }
    if old == new {
        return proof.is_empty() && old_root == new_root;
    }
    let (first, rest) = if old.is_power_of_two() {
        (old_root, proof)
    } else {
        let Some((first, rest)) = proof.split_first() else { return false };
        (first, rest)
    };
    let shift = (old - 1).trailing_ones();
    let (mut place, mut last) = ((old - 1) >> shift, (new - 1) >> shift);
    let (mut before, mut after) = (*first, *first);
    for sibling in rest {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            before = node_hash(sibling, &before);
            after = node_hash(sibling, &after);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            after = node_hash(&after, sibling);
        }
        place >>= 1;
        last >>= 1;
    }
    last == 0 && before == *old_root && after == *new_root
}
