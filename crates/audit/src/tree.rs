//! The Merkle tree of RFC 9162 section 2.1: its growing edge, and the whole of it in memory.
//!
//! A node is named by level and index: level 0 are leaves, node (l, i) spans the leaves from i * 2^l on. Only complete
//! nodes are kept; what hangs over at the right is computed. Next: [`proof`](crate::proof).

use crate::hash::{empty_root, node_hash};
use model::Digest;

/// The growing edge of a tree: the roots of its complete subtrees, largest first. Appending costs one node hash on
/// average, and at most 64 digests are held.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edge {
    size: u64,
    peaks: Vec<Digest>,
}

impl Edge {
    /// The edge of the empty tree.
    pub fn new() -> Edge {
        Edge::default()
    }

    /// The edge of a tree of `size` from its peaks, largest first: one for each bit that is set in `size`.
    pub fn from_peaks(size: u64, peaks: Vec<Digest>) -> Option<Edge> {
        (peaks.len() == size.count_ones() as usize).then_some(Edge { size, peaks })
    }

    /// How many leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The roots of the complete subtrees, largest first. In reverse they are the inclusion proof of the next leaf in the
    /// tree that it completes.
    pub fn peaks(&self) -> &[Digest] {
        &self.peaks
    }

    /// Appends a leaf and tells every node that became complete: its level, its index, its digest.
    pub fn append_telling(&mut self, leaf: Digest, mut complete: impl FnMut(u8, u64, &Digest)) {
        let mut node = leaf;
        let mut level = 0;
        let mut rest = self.size;
        complete(0, rest, &node);
        while rest & 1 == 1 {
            let Some(left) = self.peaks.pop() else { break };
            node = node_hash(&left, &node);
            rest >>= 1;
            level += 1;
            complete(level, rest, &node);
        }
        self.peaks.push(node);
        self.size += 1;
    }

    /// Appends a leaf.
    pub fn append(&mut self, leaf: Digest) {
        self.append_telling(leaf, |_, _, _| {});
    }

    /// The root of the tree as it is now.
    pub fn root(&self) -> Digest {
        let mut peaks = self.peaks.iter().rev();
        let Some(last) = peaks.next() else { return empty_root() };
        peaks.fold(*last, |right, left| node_hash(left, &right))
    }
}

/// Where complete nodes are looked up when a proof is made: a tree in memory or tiles on disk.
pub trait Nodes {
    /// What looking up can fail with.
    type Error;
    /// How many leaves there are.
    fn size(&self) -> u64;
    /// The complete node at `level` and `index`; asked only for `(index + 1) << level <= size`.
    fn node(&self, level: u8, index: u64) -> Result<Digest, Self::Error>;
}

/// A whole tree in memory: for tests, small logs and the partner that has fetched one.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    edge: Edge,
    levels: Vec<Vec<Digest>>,
}

impl Tree {
    /// The empty tree.
    pub fn new() -> Tree {
        Tree::default()
    }

    /// Appends a leaf.
    pub fn append(&mut self, leaf: Digest) {
        let levels = &mut self.levels;
        self.edge.append_telling(leaf, |level, _, digest| {
            let level = usize::from(level);
            if levels.len() == level {
                levels.push(Vec::new());
            }
            levels[level].push(*digest);
        });
    }

    /// How many leaves.
    pub fn size(&self) -> u64 {
        self.edge.size()
    }

    /// The root of the whole.
    pub fn root(&self) -> Digest {
        self.edge.root()
    }

    /// The root when the tree had `size` leaves; nothing if it never had.
    pub fn root_at(&self, size: u64) -> Option<Digest> {
        if size == 0 {
            return Some(empty_root());
        }
        crate::proof::subtree(self, 0, size).ok()
    }

    /// The inclusion proof of leaf `index` in the tree of `size`.
    pub fn inclusion_proof(&self, index: u64, size: u64) -> Option<Vec<Digest>> {
        crate::proof::inclusion_proof(self, index, size).ok()
    }

    /// The consistency proof from the tree of `old` to that of `new`.
    pub fn consistency_proof(&self, old: u64, new: u64) -> Option<Vec<Digest>> {
        crate::proof::consistency_proof(self, old, new).ok()
    }
}

/// A node that the tree does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the tree has no node {index} at level {level}")]
pub struct NoSuchNode {
    /// Its level.
    pub level: u8,
    /// Its index.
    pub index: u64,
}

impl Nodes for Tree {
    type Error = NoSuchNode;

    fn size(&self) -> u64 {
        self.edge.size()
    }

    fn node(&self, level: u8, index: u64) -> Result<Digest, NoSuchNode> {
        let found = self.levels.get(usize::from(level)).and_then(|nodes| nodes.get(usize::try_from(index).ok()?));
        found.copied().ok_or(NoSuchNode { level, index })
    }
}
