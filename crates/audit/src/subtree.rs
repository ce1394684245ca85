//! Subtrees: that an entry lies in a run of entries of the log, and that the log holds that run unchanged
//! (draft-ietf-plants-merkle-tree-certs, section 4). For who is shown a part of a log by somebody else; our own logs are
//! proved from their first entry on, by [`crate::proof`].
//!
//! A subtree is the run `start..end`, where `start` is a multiple of the smallest power of two that is not below its
//! length. Strict as the other proofs are: an empty run proves nothing.

use crate::hash::node_hash;
use crate::proof::verify_inclusion;
use model::Digest;
use std::ops::Range;

/// Whether a run of entries is a subtree.
#[must_use]
pub fn is_subtree(run: &Range<u64>) -> bool {
    let length = run.end.saturating_sub(run.start);
    length > 0 && length.checked_next_power_of_two().is_some_and(|span| run.start.is_multiple_of(span))
}

/// Whether `proof` shows that `leaf` is entry `index` of the log, in the subtree `run` with `root`.
#[must_use]
pub fn verify_subtree_inclusion(index: u64, run: &Range<u64>, leaf: &Digest, proof: &[Digest], root: &Digest) -> bool {
    is_subtree(run)
        && run.contains(&index)
        && verify_inclusion(index - run.start, run.end - run.start, leaf, proof, root)
}

/// Whether `proof` shows that the log of `size` entries with `root` holds the subtree `run` with `part`, unchanged.
#[must_use]
pub fn verify_subtree_consistency(run: &Range<u64>, size: u64, part: &Digest, root: &Digest, proof: &[Digest]) -> bool {
    if !is_subtree(run) || run.end > size {
        return false;
    }
    let mut at = Place { first: run.start, last: run.end - 1, top: size - 1 };
    let is_end = at.last == at.top;
    while at.first != at.last && (is_end || at.last & 1 == 1) {
        at.up();
    }
    let (start, rest) = if at.first == at.last {
        (part, proof)
    } else {
        let Some((start, rest)) = proof.split_first() else { return false };
        (start, rest)
    };
    let (mut of_part, mut of_whole) = (*start, *start);
    for sibling in rest {
        if at.top == 0 {
            return false;
        }
        if at.last & 1 == 1 || at.last == at.top {
            if at.first < at.last {
                of_part = node_hash(sibling, &of_part);
            }
            of_whole = node_hash(sibling, &of_whole);
            while at.last & 1 == 0 && at.last != 0 {
                at.up();
            }
        } else {
            of_whole = node_hash(&of_whole, sibling);
        }
        at.up();
    }
    at.top == 0 && of_part == *part && of_whole == *root
}

/// Where a proof has come to, level by level: the first and the last node of the run, the last node of the log.
struct Place {
    first: u64,
    last: u64,
    top: u64,
}

impl Place {
    fn up(&mut self) {
        self.first >>= 1;
        self.last >>= 1;
        self.top >>= 1;
    }
}
