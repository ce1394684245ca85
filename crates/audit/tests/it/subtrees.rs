//! Subtree proofs against the vectors of transparency-dev/merkle.

use audit::subtree::{is_subtree, verify_subtree_consistency, verify_subtree_inclusion};
use data_encoding::BASE64;
use model::Digest;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Inclusion {
    case: String,
    leaf_idx: u64,
    start: u64,
    end: u64,
    root: String,
    leaf_hash: String,
    proof: Option<Vec<String>>,
    want_err: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Consistency {
    case: String,
    start: u64,
    end: u64,
    size: u64,
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
fn the_subtree_inclusion_vectors_come_out_as_they_must() {
    let mut good = 0;
    for line in include_str!("../../vectors/subtree-inclusion.jsonl").lines() {
        let v: Inclusion = serde_json::from_str(line).unwrap();
        let got =
            digest(&v.root).zip(digest(&v.leaf_hash)).zip(proof(&v.proof)).is_some_and(|((root, leaf), proof)| {
                verify_subtree_inclusion(v.leaf_idx, &(v.start..v.end), &leaf, &proof, &root)
            });
        assert_eq!(got, !v.want_err, "{}", v.case);
        good += u32::from(got);
    }
    assert!(good > 0, "no vector verifies");
}

#[test]
fn the_subtree_consistency_vectors_come_out_as_they_must() {
    let (mut stricter, mut good) = (Vec::new(), 0);
    for line in include_str!("../../vectors/subtree-consistency.jsonl").lines() {
        let v: Consistency = serde_json::from_str(line).unwrap();
        let run = v.start..v.end;
        let got = digest(&v.root1)
            .zip(digest(&v.root2))
            .zip(proof(&v.proof))
            .is_some_and(|((part, root), proof)| verify_subtree_consistency(&run, v.size, &part, &root, &proof));
        good += u32::from(got);
        if got == v.want_err {
            assert!(!got, "{} must not verify", v.case);
            stricter.push((v.case, run.is_empty()));
        }
    }
    // The origin lets the empty run prove itself; about nothing we prove nothing. And its roots of nine bytes, which it does
    // not mind, are no digests here.
    let (empty, others): (Vec<_>, Vec<_>) = stricter.into_iter().partition(|(_, is_empty)| *is_empty);
    assert_eq!(empty.len(), 6, "{empty:?}");
    let others: Vec<&str> = others.iter().map(|(case, _)| case.as_str()).collect();
    assert_eq!(others, ["subtreeconsistency/additional/sizes-are-equal-one-and-proof-is-empty"]);
    assert!(good > 0, "no vector verifies");
}

#[test]
fn a_subtree_begins_at_a_multiple_of_its_span() {
    for good in [0..1, 0..7, 4..8, 4..7, 6..8, 8..13, 7..8] {
        assert!(is_subtree(&good), "{good:?}");
    }
    #[expect(clippy::reversed_empty_ranges, reason = "what must be refused")]
    let bad = [0..0, 3..5, 2..5, 4..9, 5..4, 1..u64::MAX];
    for bad in bad {
        assert!(!is_subtree(&bad), "{bad:?}");
    }
}
