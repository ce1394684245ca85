//! Proofs against the vectors of transparency-dev/merkle and against two other implementations.

use audit::proof::{verify_consistency, verify_inclusion};
use audit::{Tree, leaf_hash};
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ct_merkle::{ConsistencyProof, InclusionProof};
use data_encoding::BASE64;
use model::Digest;
use proptest::prelude::*;
use serde::Deserialize;
use sha2::Sha256;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Inclusion {
    case: String,
    leaf_idx: u64,
    tree_size: u64,
    root: String,
    leaf_hash: String,
    proof: Option<Vec<String>>,
    want_err: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Consistency {
    case: String,
    size1: u64,
    size2: u64,
    root1: String,
    root2: String,
    proof: Option<Vec<String>>,
    want_err: bool,
}

/// Nothing if it is not 32 bytes.
fn digest(text: &str) -> Option<Digest> {
    Some(Digest(BASE64.decode(text.as_bytes()).ok()?.try_into().ok()?))
}

fn proof(texts: &Option<Vec<String>>) -> Option<Vec<Digest>> {
    texts.iter().flatten().map(|text| digest(text)).collect()
}

#[test]
fn the_inclusion_vectors_come_out_as_they_must() {
    let mut stricter = Vec::new();
    for line in include_str!("../../vectors/inclusion.jsonl").lines() {
        let v: Inclusion = serde_json::from_str(line).unwrap();
        let got = digest(&v.root)
            .zip(digest(&v.leaf_hash))
            .zip(proof(&v.proof))
            .is_some_and(|((root, leaf), proof)| verify_inclusion(v.leaf_idx, v.tree_size, &leaf, &proof, &root));
        if got == v.want_err {
            assert!(!got, "{} must not verify", v.case);
            stricter.push(v.case);
        }
    }
    assert_eq!(stricter, Vec::<String>::new());
}

#[test]
fn the_consistency_vectors_come_out_as_they_must() {
    let mut stricter = Vec::new();
    for line in include_str!("../../vectors/consistency.jsonl").lines() {
        let v: Consistency = serde_json::from_str(line).unwrap();
        let got = digest(&v.root1)
            .zip(digest(&v.root2))
            .zip(proof(&v.proof))
            .is_some_and(|((root1, root2), proof)| verify_consistency(v.size1, v.size2, &root1, &root2, &proof));
        if got == v.want_err {
            assert!(!got, "{} must not verify", v.case);
            stricter.push(v.case);
        }
    }
    // Its roots are nine bytes, which the origin does not mind: equal is equal.
    assert_eq!(stricter, ["consistency/additional/sizes-are-equal-one-and-proof-is-empty"]);
}

fn commitment(n: u64) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&n.to_le_bytes());
    bytes
}

fn trees(size: u64) -> (Tree, MemoryBackedTree<Sha256, [u8; 32]>) {
    let (mut ours, mut theirs) = (Tree::new(), MemoryBackedTree::new());
    for n in 0..size {
        ours.append(leaf_hash(&Digest(commitment(n))));
        theirs.push(commitment(n));
    }
    (ours, theirs)
}

fn bytes(proof: &[Digest]) -> Vec<u8> {
    proof.iter().flat_map(|digest| digest.0).collect()
}

#[test]
fn every_proof_of_a_small_tree_is_that_of_ct_merkle() {
    for size in 1..=70 {
        let (ours, theirs) = trees(size);
        assert_eq!(ours.root().0, <[u8; 32]>::from(*theirs.root().as_bytes()), "root at {size}");
        for n in 0..size {
            let proof = ours.inclusion_proof(n, size).unwrap();
            assert_eq!(bytes(&proof), theirs.prove_inclusion(n as usize).as_bytes(), "{n} in {size}");
            let leaf = leaf_hash(&Digest(commitment(n)));
            assert!(verify_inclusion(n, size, &leaf, &proof, &ours.root()));
            let theirs_of_ours = InclusionProof::<Sha256>::from_bytes(bytes(&proof));
            assert!(theirs.root().verify_inclusion(&commitment(n), n, &theirs_of_ours).is_ok());
        }
        for old in 1..size {
            let proof = ours.consistency_proof(old, size).unwrap();
            assert_eq!(bytes(&proof), theirs.prove_consistency((size - old) as usize).as_bytes(), "{old} to {size}");
            let root = ours.root_at(old).unwrap();
            assert!(verify_consistency(old, size, &root, &ours.root(), &proof));
            let (_, before) = trees(old);
            let theirs_of_ours = ConsistencyProof::<Sha256>::try_from_bytes(bytes(&proof)).unwrap();
            assert!(theirs.root().verify_consistency(&before.root(), &theirs_of_ours).is_ok());
        }
    }
}

#[test]
fn nothing_is_proved_about_the_empty_tree() {
    let (tree, _) = trees(3);
    let root = tree.root();
    assert_eq!(tree.inclusion_proof(0, 0), None);
    assert_eq!(tree.consistency_proof(0, 3), None);
    assert_eq!(tree.inclusion_proof(3, 3), None);
    assert_eq!(tree.consistency_proof(2, 4), None);
    assert!(!verify_inclusion(0, 0, &root, &[], &root));
    assert!(!verify_consistency(0, 3, &root, &root, &[]));
    assert!(!verify_consistency(0, 0, &root, &root, &[]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_proof_holds_for_its_own_numbers_and_for_no_others(
        size in 1_u64..2000, index in any::<prop::sample::Index>(), other in any::<prop::sample::Index>(),
        flip in any::<(prop::sample::Index, u8)>(),
    ) {
        let (tree, _) = trees(size);
        let n = index.index(size as usize) as u64;
        let leaf = leaf_hash(&Digest(commitment(n)));
        let proof = tree.inclusion_proof(n, size).unwrap();
        prop_assert!(verify_inclusion(n, size, &leaf, &proof, &tree.root()));
        let wrong = other.index(size as usize) as u64;
        prop_assert_eq!(verify_inclusion(wrong, size, &leaf, &proof, &tree.root()), wrong == n);
        if !proof.is_empty() {
            prop_assert!(!verify_inclusion(n, size, &leaf, &proof[1..], &tree.root()));
            let mut changed = proof.clone();
            let place = flip.0.index(changed.len() * 32);
            changed[place / 32].0[place % 32] ^= flip.1 | 1;
            prop_assert!(!verify_inclusion(n, size, &leaf, &changed, &tree.root()));
        }
        let longer = [&proof[..], &[leaf]].concat();
        prop_assert!(!verify_inclusion(n, size, &leaf, &longer, &tree.root()));
    }

    #[test]
    fn a_rewritten_tree_has_no_consistency_proof(
        old in 1_u64..600, more in 1_u64..600, changed in any::<prop::sample::Index>(),
    ) {
        let new = old + more;
        let (honest, _) = trees(new);
        let before = honest.root_at(old).unwrap();
        let proof = honest.consistency_proof(old, new).unwrap();
        prop_assert!(verify_consistency(old, new, &before, &honest.root(), &proof));
        prop_assert!(!verify_consistency(old, new, &honest.root(), &before, &proof));
        let changed = changed.index(old as usize) as u64;
        let mut rewritten = Tree::new();
        for n in 0..new {
            rewritten.append(leaf_hash(&Digest(commitment(if n == changed { n + 1_000_000 } else { n }))));
        }
        let proof = rewritten.consistency_proof(old, new).unwrap();
        prop_assert!(!verify_consistency(old, new, &before, &rewritten.root(), &proof));
    }
}
