//! Proofs of single entries, and what lies beside a log as cosigned: against two other implementations, and against change.

use crate::pen::{Book, ORIGIN, Pen, at, keys, pen};
use crate::shaky::Shaky;
use audit::cosignature::cosign;
use audit::disk::Disk as _;
use audit::note::Note;
use audit::verify::{compare_rows, verify_against};
use audit::witnessed::{self, Cosigned};
use audit::{Checkpoint, EntryProof, Row, Signer, WitnessKey};
use ct_merkle::InclusionProof;
use model::Digest;
use sha2::Sha256;
use signed_note::{StandardVerifier, VerifierList};

const WITNESS: &str = "comity/ke-ctc/witness";

fn witness() -> Pen {
    Pen::new(1, WITNESS)
}

fn witness_key() -> WitnessKey {
    WitnessKey::new(WITNESS, &witness().public()).unwrap()
}

/// A log of `size` entries, published at `seen` before, when the witness cosigned it.
fn log(seen: u64, size: u64) -> (Shaky, Shaky, Book) {
    let (disk, beside) = (Shaky::default(), Shaky::default());
    let mut book = Book::of(seen);
    let checkpoint = book.publish(disk.clone()).unwrap();
    beside.put("ke-ctc", cosigned_note(&checkpoint).to_string().into_bytes());
    beside.put("keys", format!("{}\n", witness_key()).into_bytes());
    book.grow(size - seen);
    book.publish(disk.clone()).unwrap();
    (disk, beside, book)
}

fn cosigned_note(checkpoint: &Checkpoint) -> Note {
    let mut note = Note::sign(checkpoint.to_string(), &pen()).unwrap();
    note.signatures.extend(cosign(checkpoint, at(9), &witness()).unwrap().signatures);
    note
}

fn cosigned(beside: &Shaky) -> Vec<Cosigned> {
    witnessed::cosigned(beside, &keys()[0], &[witness_key()]).unwrap()
}

#[test]
fn every_entry_is_proved_against_the_cosigned_checkpoint_where_it_can_be() {
    let (disk, beside, book) = log(300, 700);
    for n in [0, 1, 255, 256, 299, 300, 511, 512, 699] {
        let proof = EntryProof::make(&disk, n, &cosigned(&beside)).unwrap();
        let again = EntryProof::parse(proof.to_string().as_bytes()).unwrap();
        assert_eq!(again, proof);
        let seen = n < 300;
        let proved = again.verify(&keys()[0], &[witness_key()], usize::from(seen)).unwrap();
        assert_eq!(proved.checkpoint.size, if seen { 300 } else { 700 });
        assert_eq!(proved.witnesses.len(), usize::from(seen));
        let Row::Kept(stored) = &book.rows[n as usize] else { panic!() };
        assert_eq!(proved.entry, Some(stored.entry().unwrap()));
        assert!(again.verify(&keys()[0], &[witness_key()], 2).is_err(), "one witness is not two");
    }
    assert!(EntryProof::make(&disk, 700, &[]).is_err());
}

#[test]
fn another_implementation_verifies_our_proof() {
    let (disk, beside, book) = log(300, 700);
    let proof = EntryProof::make(&disk, 42, &cosigned(&beside)).unwrap();
    // The note, by `signed_note`; the checkpoint, by `tlog_tiles`; the path, by `ct-merkle`.
    let theirs = signed_note::Note::from_bytes(proof.note.to_string().as_bytes()).unwrap();
    let key = StandardVerifier::new(&keys()[0].to_string()).unwrap();
    let (verified, others) = theirs.verify(&VerifierList::new(vec![Box::new(key)])).unwrap();
    assert_eq!((verified.len(), others.len()), (1, 1));
    let checkpoint = tlog_tiles::Checkpoint::from_bytes(theirs.text()).unwrap();
    let Row::Kept(stored) = &book.rows[42] else { panic!() };
    let path: Vec<u8> = proof.path.iter().flat_map(|digest| digest.0).collect();
    let root = ct_merkle::RootHash::<Sha256>::new(checkpoint.hash().0.into(), checkpoint.size());
    let path = InclusionProof::<Sha256>::from_bytes(path);
    root.verify_inclusion(&stored.commitment().0, 42, &path).unwrap();
}

#[test]
fn aud_7_1_a_proof_has_one_spelling() {
    let (disk, beside, _) = log(3, 9);
    let good = EntryProof::make(&disk, 1, &cosigned(&beside)).unwrap().to_string();
    for bad in [
        good.replace("index 1", "index 01"),
        good.replace("index 1", "index 2"),
        good.replace("@v1", "@v2"),
        good.replace("extra ", "extra  "),
        good.trim_end().to_owned(),
        String::new(),
    ] {
        assert_eq!(EntryProof::parse(bad.as_bytes()).unwrap_err().check.id, "AUD-7.1", "{bad}");
    }
}

#[test]
fn aud_7_2_a_proof_by_another_key_proves_nothing() {
    let (disk, beside, _) = log(3, 9);
    let proof = EntryProof::make(&disk, 1, &cosigned(&beside)).unwrap();
    let other = Pen::new(1, ORIGIN).verifier().unwrap();
    assert_eq!(proof.verify(&other, &[], 0).unwrap_err().check.id, "AUD-7.2");
}

#[test]
fn aud_7_3_another_entry_another_salt_another_path() {
    let (disk, beside, book) = log(300, 700);
    let proof = EntryProof::make(&disk, 42, &cosigned(&beside)).unwrap();
    let refused = |proof: EntryProof| {
        let text = proof.to_string();
        let proof = EntryProof::parse(text.as_bytes()).unwrap();
        assert_eq!(proof.verify(&keys()[0], &[], 0).unwrap_err().check.id, "AUD-7.3");
    };
    let Row::Kept(stored) = &book.rows[42] else { panic!() };
    let mut salted = stored.clone();
    salted.salt[0] ^= 1;
    refused(EntryProof { row: Row::Kept(salted), ..proof.clone() });
    let mut told = stored.clone();
    told.line = told.line.replace("FI-2026/0042", "FI-2026/0043");
    refused(EntryProof { row: Row::Kept(told), ..proof.clone() });
    let mut path = proof.path.clone();
    path[3].0[0] ^= 1;
    refused(EntryProof { path, ..proof.clone() });
    refused(EntryProof { path: proof.path[1..].to_vec(), ..proof.clone() });
    // An erased entry is proved by its commitment, and by no other.
    let erased = Row::Erased { n: 42, commitment: stored.commitment() };
    let proved = EntryProof { row: erased, ..proof.clone() }.verify(&keys()[0], &[], 0).unwrap();
    assert_eq!((proved.entry, proved.index), (None, 42));
    refused(EntryProof { row: Row::Erased { n: 42, commitment: Digest([1; 32]) }, ..proof });
}

#[test]
fn aud_7_4_a_cosignature_that_does_not_hold_is_an_error_whatever_the_quorum() {
    let (disk, beside, _) = log(3, 9);
    let mut proof = EntryProof::make(&disk, 1, &cosigned(&beside)).unwrap();
    assert_eq!(proof.verify(&keys()[0], &[], 1).unwrap_err().check.id, "AUD-7.4");
    let last = proof.note.signatures.last_mut().unwrap();
    last.signature[20] ^= 1;
    assert_eq!(proof.verify(&keys()[0], &[witness_key()], 0).unwrap_err().check.id, "AUD-7.4");
    assert!(proof.verify(&keys()[0], &[], 0).is_ok(), "of a witness whose key is not known nothing is asked");
}

#[test]
fn aud_5_4_what_lies_beside_the_log_is_signed_by_it() {
    let (_, beside, _) = log(3, 9);
    let other = Pen::new(1, ORIGIN).verifier().unwrap();
    let broken = witnessed::cosigned(&beside, &other, &[witness_key()]).unwrap_err();
    assert_eq!((broken.check.id, broken.file.as_str()), ("AUD-5.4", "witnessed/ke-ctc"));
    beside.put("keys", b"no key\n".to_vec());
    assert_eq!(witnessed::keys(&beside).unwrap_err().check.id, "AUD-5.4");
}

#[test]
fn aud_5_5_the_cosignature_holds() {
    let (_, beside, _) = log(3, 9);
    let broken = witnessed::cosigned(&beside, &keys()[0], &[]).unwrap_err();
    assert_eq!(broken.check.id, "AUD-5.5");
    let stranger = WitnessKey::new(WITNESS, &pen().public()).unwrap();
    // The name of the witness with another key: the line is somebody else's.
    assert_eq!(witnessed::cosigned(&beside, &keys()[0], &[stranger]).unwrap_err().check.id, "AUD-5.5");
}

#[test]
fn aud_5_6_a_changed_row_is_named() {
    let (disk, _, mut book) = log(3, 600);
    assert_eq!(compare_rows(&disk, &mut book.clone()).unwrap(), 600);
    book.grow(5);
    assert_eq!(compare_rows(&disk, &mut book.clone()).unwrap(), 600, "what is not published yet is not looked at");
    for n in [0, 255, 256, 599] {
        let mut changed = book.clone();
        let Row::Kept(stored) = &mut changed.rows[n] else { panic!() };
        stored.line = stored.line.replace("FI-2026/0042", "FI-2026/0043");
        let broken = compare_rows(&disk, &mut changed).unwrap_err();
        assert_eq!((broken.check.id, broken.entry), ("AUD-5.6", Some(n as u64)));
        let mut gone = book.clone();
        gone.rows.remove(n);
        assert_eq!(compare_rows(&disk, &mut gone).unwrap_err().check.id, "AUD-5.6");
    }
    book.blank(100, 100);
    assert!(compare_rows(&disk, &mut book).is_ok(), "an erased row has the same leaf");
}

#[test]
fn a_log_built_again_and_signed_by_its_own_key_does_not_hold_what_was_cosigned() {
    let (disk, beside, mut book) = log(300, 700);
    let known: Vec<Checkpoint> = cosigned(&beside).into_iter().map(|one| one.checkpoint).collect();
    assert!(verify_against(&disk, None, &known).is_ok());
    let Row::Kept(stored) = &mut book.rows[17] else { panic!() };
    stored.line = stored.line.replace("FI-2026/0042", "FI-2026/0043");
    let rebuilt = Shaky::default();
    book.publish(rebuilt.clone()).unwrap();
    assert!(verify_against(&rebuilt, None, &[]).is_ok(), "by itself it is sound");
    let broken = verify_against(&rebuilt, None, &known).unwrap_err();
    assert_eq!((broken.check.id, broken.covers), ("AUD-5.2", Some((0, 299))));
    // And no proof of it can borrow the cosignature.
    let proof = EntryProof::make(&rebuilt, 17, &cosigned(&beside)).unwrap();
    assert_eq!(proof.verify(&keys()[0], &[witness_key()], 1).unwrap_err().check.id, "AUD-7.3");
    assert!(rebuilt.read("checkpoint").unwrap().is_some());
}
