//! Notes, keys and checkpoints against the `signed_note` and `tlog_tiles` crates.

use crate::pen::{ORIGIN, Pen, pen};
use audit::note::{BadNote, Note, NoteSignature};
use audit::{Checkpoint, Signer, VerifierKey};
use model::{Digest, Failure};
use signed_note::{StandardVerifier, Verifier, VerifierList};

fn checkpoint() -> Checkpoint {
    Checkpoint { origin: ORIGIN.to_owned(), size: 42, root: Digest([9; 32]) }
}

#[test]
fn our_signed_checkpoint_is_theirs() {
    let note = Note::sign(checkpoint().to_string(), &pen()).unwrap().to_string();
    let key = pen().verifier().unwrap();
    let theirs = StandardVerifier::new(&key.to_string()).unwrap();
    assert_eq!(theirs.key_id().to_be_bytes(), key.id());
    let read = signed_note::Note::from_bytes(note.as_bytes()).unwrap();
    let (verified, unknown) = read.verify(&VerifierList::new(vec![Box::new(theirs)])).unwrap();
    assert_eq!((verified.len(), unknown.len()), (1, 0));
    let theirs = tlog_tiles::Checkpoint::from_bytes(read.text()).unwrap();
    assert_eq!((theirs.origin(), theirs.size(), theirs.hash().0), (ORIGIN, 42, [9; 32]));
    assert_eq!(Checkpoint::open(note.as_bytes(), &key), Ok(checkpoint()));
}

#[test]
fn the_published_example_of_a_checkpoint_reads() {
    let text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    let read = Checkpoint::parse(text).unwrap();
    assert_eq!((read.origin.as_str(), read.size), ("example.com/behind-the-sofa", 20_852_163));
    assert_eq!(read.to_string(), text);
}

#[test]
fn a_key_has_one_spelling() {
    let text = pen().verifier().unwrap().to_string();
    assert_eq!(VerifierKey::parse(&text).unwrap().to_string(), text);
    for (place, byte) in text.bytes().enumerate() {
        for other in [byte ^ 0x20, byte ^ 1, b'+', b' '] {
            let mut changed = text.clone().into_bytes();
            changed[place] = other;
            let Ok(changed) = String::from_utf8(changed) else { continue };
            assert!(changed == text || VerifierKey::parse(&changed).is_err(), "{changed}");
        }
    }
    assert!(VerifierKey::parse(&format!("{text}\n")).is_err());
    for name in ["", "two words", "a+b", "a\u{a0}b"] {
        assert_eq!(VerifierKey::new(name, &pen().public()), Err(BadNote::Key));
    }
}

#[test]
fn a_checkpoint_has_one_spelling() {
    let text = checkpoint().to_string();
    for other in [
        text.replace("42", "042"),
        text.replace("42", "+42"),
        text.replace('=', ""),
        text.replace("CQk=", "CQl="),
        format!("{text}extension\n"),
        text.trim_end().to_owned(),
        text.replacen(ORIGIN, "", 1),
    ] {
        assert!(Checkpoint::parse(&other).is_err(), "{other}");
    }
}

#[test]
fn a_note_may_carry_a_cosignature_and_every_one_of_a_known_key_must_hold() {
    let mut note = Note::sign(checkpoint().to_string(), &pen()).unwrap();
    let witness = Pen::new(1, "comity.invalid/witness");
    let cosigned = Note::sign(checkpoint().to_string(), &witness).unwrap();
    note.signatures.extend(cosigned.signatures);
    let read = Note::parse(note.to_string().as_bytes()).unwrap();
    assert_eq!(read.verify(&pen().verifier().unwrap()), Ok(()));
    assert_eq!(read.verify(&witness.verifier().unwrap()), Ok(()));
    let stranger = Pen::new(1, ORIGIN).verifier().unwrap();
    assert_eq!(read.verify(&stranger), Err(BadNote::NotSigned(ORIGIN.to_owned())));
    note.signatures[1].signature[7] ^= 1;
    assert_eq!(
        note.verify(&witness.verifier().unwrap()),
        Err(BadNote::WrongSignature("comity.invalid/witness".to_owned()))
    );
    let many = NoteSignature { name: "x".to_owned(), id: [0; 4], signature: vec![0; 64] };
    note.signatures = vec![many; 33];
    assert!(Note::parse(note.to_string().as_bytes()).is_err());
}

#[test]
fn a_signer_that_signs_wrongly_is_noticed_before_anything_is_written() {
    struct Broken(Pen);
    impl Signer for Broken {
        fn name(&self) -> &str {
            self.0.name()
        }
        fn public(&self) -> [u8; 32] {
            self.0.public()
        }
        fn sign(&self, _: &[u8]) -> Result<[u8; 64], Failure> {
            self.0.sign(b"another text")
        }
    }
    assert!(Note::sign(checkpoint().to_string(), &Broken(pen())).is_err());
}
