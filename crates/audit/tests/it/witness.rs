//! Witnessing: the conversation that another implementation expects, cosignatures, and that no rewritten log is cosigned.

use crate::pen::{ORIGIN, Pen, at, pen};
use audit::cosignature::cosign;
use audit::note::{BadNote, Note};
use audit::witness::{AddCheckpoint, BadRequest, MOST_HASHES, Rejected, judge};
use audit::{Checkpoint, Signer, Tree, VerifierKey, WitnessKey, leaf_hash};
use model::Digest;
use proptest::prelude::*;
use serde::Deserialize;

/// The log of the vectors, by its published verifier key.
const SIGSUM: &str = "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562+5202289b+Af/cLU2Y5BJNP+r3iMDC+av9eWCD0fBJVDfzAux5zxAP";

#[derive(Deserialize)]
struct Case {
    request: String,
    status: u16,
    how: String,
    body: String,
}

#[test]
fn the_conversation_of_litewitness_goes_as_it_must() {
    let keys = [VerifierKey::parse(SIGSUM).unwrap()];
    let mut known: Option<Checkpoint> = None;
    let mut seen = Vec::new();
    for line in include_str!("../../vectors/add-checkpoint.jsonl").lines() {
        let case: Case = serde_json::from_str(line).unwrap();
        let Ok(request) = AddCheckpoint::parse(case.request.as_bytes()) else {
            // Its signature ends in base64 bits that stand for nothing: the origin says 403, we do not read it at all.
            assert_eq!((case.status, case.body.as_str()), (403, "invalid signature"));
            seen.push(400);
            continue;
        };
        assert_eq!(request.to_string(), case.request);
        let (status, body) = match judge(&request, &keys, known.as_ref()) {
            Ok(checkpoint) => {
                let witness = Pen::new(1, "example.com/witness");
                let cosigned = cosign(&checkpoint, at(0), &witness).unwrap().to_string();
                known = Some(checkpoint);
                (200, cosigned)
            }
            Err(Rejected::OutOfDate { known, .. }) => (409, format!("{known}\n")),
            Err(rejected) => (rejected.status(), rejected.to_string()),
        };
        // The specification has changed this one since.
        let wanted = if case.body == "unknown log" { 404 } else { case.status };
        assert_eq!(status, wanted, "{body}");
        match case.how.as_str() {
            "contains" => assert!(body.contains(&case.body), "{body}"),
            _ => assert_eq!(body, case.body),
        }
        seen.push(status);
    }
    assert_eq!(seen, [200, 400, 404, 422, 422, 200, 409, 200, 409]);
}

#[test]
fn a_cosignature_holds_for_its_text_its_time_and_its_key_alone() {
    let checkpoint = Checkpoint { origin: ORIGIN.to_owned(), size: 42, root: Digest([9; 32]) };
    let witness = Pen::new(1, "comity/ke-ctc/witness");
    let key = WitnessKey::new(witness.name(), &witness.public()).unwrap();
    assert_eq!(WitnessKey::parse(&key.to_string()), Ok(key.clone()));
    let note = cosign(&checkpoint, at(7), &witness).unwrap();
    assert_eq!(key.time_of(&note), Ok(at(7)));
    assert_eq!(Note::parse(note.to_string().as_bytes()), Ok(note.clone()));
    for place in 0..note.signatures[0].signature.len() {
        let mut changed = note.clone();
        changed.signatures[0].signature[place] ^= 1;
        assert_eq!(key.time_of(&changed), Err(BadNote::WrongSignature(witness.name().to_owned())), "{place}");
    }
    let other = Note { text: Checkpoint { size: 43, ..checkpoint.clone() }.to_string(), ..note.clone() };
    assert!(key.time_of(&other).is_err());
    // The same key as the key of a log: neither signature serves for the other.
    let log = VerifierKey::new(witness.name(), &witness.public()).unwrap();
    assert_ne!(log.id(), key.id());
    assert!(VerifierKey::parse(&key.to_string()).is_err() && WitnessKey::parse(&log.to_string()).is_err());
    assert_eq!(note.verify(&log), Err(BadNote::NotSigned(witness.name().to_owned())));
    let signed = Note::sign(checkpoint.to_string(), &witness).unwrap();
    assert_eq!(key.time_of(&signed), Err(BadNote::NotSigned(witness.name().to_owned())));
}

#[test]
fn the_published_cosignature_is_read_as_one() {
    // The example of C2SP tlog-cosignature; its keys are not published, its time is.
    let text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\
        \u{2014} witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";
    let note = Note::parse(text.as_bytes()).unwrap();
    let signature = &note.signatures[0].signature;
    assert_eq!((signature.len(), u64::from_be_bytes(signature[..8].try_into().unwrap())), (72, 1_679_315_147));
}

fn tree(size: u64, salt: u64) -> Tree {
    let mut tree = Tree::new();
    for n in 0..size {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&(n ^ salt).to_be_bytes());
        tree.append(leaf_hash(&Digest(bytes)));
    }
    tree
}

fn checkpoint(tree: &Tree, size: u64) -> Checkpoint {
    Checkpoint { origin: ORIGIN.to_owned(), size, root: tree.root_at(size).unwrap() }
}

fn request(tree: &Tree, old: u64, size: u64) -> AddCheckpoint {
    let note = Note::sign(checkpoint(tree, size).to_string(), &pen()).unwrap();
    AddCheckpoint { old, proof: tree.consistency_proof(old, size).unwrap_or_default(), note }
}

fn keys() -> [VerifierKey; 1] {
    [pen().verifier().unwrap()]
}

#[test]
fn aud_6_1_what_shrinks_is_no_checkpoint_to_add() {
    let tree = tree(9, 0);
    let shrinking = AddCheckpoint { old: 9, ..request(&tree, 4, 7) };
    assert_eq!(judge(&shrinking, &keys(), None), Err(Rejected::Malformed));
    let with_proof = AddCheckpoint { old: 0, ..request(&tree, 4, 7) };
    assert_eq!(judge(&with_proof, &keys(), None).unwrap_err().check().id, "AUD-6.1");
}

#[test]
fn aud_6_2_an_unknown_log_is_not_cosigned() {
    let rejected = judge(&request(&tree(3, 0), 0, 3), &[], None).unwrap_err();
    assert_eq!((rejected.check().id, rejected.status()), ("AUD-6.2", 404));
}

#[test]
fn aud_6_3_another_key_is_not_that_of_the_log() {
    let stranger = Pen::new(1, ORIGIN);
    let note = Note::sign(checkpoint(&tree(3, 0), 3).to_string(), &stranger).unwrap();
    let rejected = judge(&AddCheckpoint { old: 0, proof: Vec::new(), note }, &keys(), None).unwrap_err();
    assert_eq!((rejected.check().id, rejected.status()), ("AUD-6.3", 403));
}

#[test]
fn aud_6_4_what_does_not_go_on_from_the_last_is_asked_for_again() {
    let tree = tree(9, 0);
    let known = checkpoint(&tree, 5);
    let rejected = judge(&request(&tree, 4, 9), &keys(), Some(&known)).unwrap_err();
    assert_eq!(rejected, Rejected::OutOfDate { known: 5, shown: 9 });
    assert!(!rejected.is_rewriting());
    assert_eq!(judge(&request(&tree, 4, 9), &keys(), None), Err(Rejected::OutOfDate { known: 0, shown: 9 }));
    assert_eq!(judge(&request(&tree, 5, 9), &keys(), Some(&known)), Ok(checkpoint(&tree, 9)));
    assert_eq!(judge(&request(&tree, 5, 5), &keys(), Some(&known)), Ok(known));
}

#[test]
fn aud_6_5_two_roots_for_one_size_are_a_fork() {
    let known = checkpoint(&tree(5, 0), 5);
    let rejected = judge(&request(&tree(5, 77), 5, 5), &keys(), Some(&known)).unwrap_err();
    assert_eq!((rejected.check().id, rejected.status(), rejected.is_rewriting()), ("AUD-6.5", 409, true));
}

#[test]
fn a_request_has_one_spelling_and_its_bounds() {
    let tree = tree(9, 0);
    let good = request(&tree, 4, 9).to_string();
    assert_eq!(AddCheckpoint::parse(good.as_bytes()).unwrap(), request(&tree, 4, 9));
    for bad in [good.replace("old 4", "old 04"), good.replace("old 4", "new 4"), good.replacen("\n\n", "\n", 1)] {
        assert!(AddCheckpoint::parse(bad.as_bytes()).is_err(), "{bad}");
    }
    let mut long = request(&tree, 4, 9);
    long.proof = vec![Digest([1; 32]); MOST_HASHES + 1];
    assert_eq!(AddCheckpoint::parse(long.to_string().as_bytes()), Err(BadRequest::Malformed));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn aud_6_6_a_rewritten_tree_is_never_cosigned(
        old in 1_u64..300, more in 1_u64..300, changed in any::<prop::sample::Index>(),
    ) {
        let honest = tree(old, 0);
        let known = checkpoint(&honest, old);
        let changed = changed.index(old as usize) as u64;
        let mut rewritten = Tree::new();
        for n in 0..old + more {
            let mut bytes = [0; 32];
            bytes[..8].copy_from_slice(&(if n == changed { 1 << 40 } else { n }).to_be_bytes());
            rewritten.append(leaf_hash(&Digest(bytes)));
        }
        let rejected = judge(&request(&rewritten, old, old + more), &keys(), Some(&known)).unwrap_err();
        prop_assert_eq!(rejected.check().id, "AUD-6.6");
        prop_assert!(rejected.is_rewriting() && rejected.status() == 422);
        // The honest proof does not help it either.
        let grown = tree(old + more, 0);
        let borrowed = AddCheckpoint { proof: request(&grown, old, old + more).proof, ..request(&rewritten, old, old + more) };
        prop_assert!(judge(&borrowed, &keys(), Some(&known)).is_err());
    }

    #[test]
    fn arbitrary_bytes_are_no_request(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(AddCheckpoint::parse(&bytes).is_err());
    }
}
