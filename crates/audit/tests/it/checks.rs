//! One test for each check of `verify`, by its id; those of witnesses and proofs are in their files.

use crate::pen::{Book, ORIGIN, Pen, keys, pen};
use crate::shaky::Shaky;
use audit::checks::{
    ALL, AUD_1_1, AUD_1_2, AUD_1_3, AUD_1_4, AUD_1_5, AUD_1_6, AUD_2_1, AUD_2_2, AUD_2_3, AUD_3_1, AUD_3_2, AUD_3_3,
    AUD_3_4, AUD_3_5, AUD_4_1, AUD_4_2, AUD_5_1, AUD_5_2, AUD_5_3,
};
use audit::note::Note;
use audit::verify::{Broken, verify_on};
use audit::{Checkpoint, Entry, Event, Row, Signer, Tree, bundle, tile, verify};
use model::{Check, Digest};

fn published(mut book: Book) -> Shaky {
    let disk = Shaky::default();
    book.publish(disk.clone()).unwrap();
    disk
}

fn broken(disk: &Shaky, check: &'static Check) -> Broken {
    let broken = verify_on(disk, None, None).unwrap_err();
    assert_eq!(broken.check, check, "{broken}");
    broken
}

/// A log of up to 255 rows laid down by hand, as an insider with the log key would do it.
fn by_hand(rows: &[Row], signer: &Pen, change: impl Fn(&mut Checkpoint)) -> Shaky {
    let disk = Shaky::default();
    let mut tree = Tree::new();
    rows.iter().for_each(|row| tree.append(row.leaf()));
    let leaves: Vec<Digest> = rows.iter().map(Row::leaf).collect();
    let lines: String = rows.iter().map(|row| bundle::write_row(row) + "\n").collect();
    disk.put(&format!("tile/0/000.p/{}", rows.len()), tile::bytes(&leaves));
    disk.put(&format!("entries/000.p/{}", rows.len()), lines.into_bytes());
    let mut checkpoint = Checkpoint { origin: ORIGIN.to_owned(), size: tree.size(), root: tree.root() };
    change(&mut checkpoint);
    disk.put("checkpoint", Note::sign(checkpoint.to_string(), signer).unwrap().to_string().into_bytes());
    disk.put("vkey", format!("{}\n", signer.verifier().unwrap()).into_bytes());
    disk
}

#[test]
fn every_check_has_a_test() {
    // That a log stays smaller is seen over two checkpoints, by a node: its test plays two of them.
    let of_nodes = include_str!("../../../testkit/tests/checks/witnessing.rs");
    let own = [include_str!("checks.rs"), include_str!("witness.rs"), include_str!("entry_proofs.rs")];
    let source = own.concat() + of_nodes;
    for check in ALL {
        let name = format!("fn {}_", check.id.to_lowercase().replace(['-', '.'], "_"));
        assert!(source.contains(&name), "no test for {}", check.id);
    }
}

#[cfg(unix)]
#[test]
fn aud_1_1_a_link_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let mut book = Book::of(3);
    book.publish(audit::disk::Folder::at(&log)).unwrap();
    assert!(verify(&log, None).is_ok());
    std::os::unix::fs::symlink("/dev/null", log.join("extra")).unwrap();
    assert_eq!(verify(&log, None).unwrap_err().check, &AUD_1_1);
}

#[test]
fn aud_1_2_a_key_whose_id_does_not_fit() {
    let disk = published(Book::of(3));
    let text = String::from_utf8(disk.files()["vkey"].clone()).unwrap();
    disk.put("vkey", text.replacen("fi-nbi", "fi-nbj", 1).into_bytes());
    assert_eq!(broken(&disk, &AUD_1_2).covers, Some((0, 2)));
}

#[test]
fn aud_1_3_another_key_than_the_one_given() {
    let disk = published(Book::of(3));
    let other = Pen::new(1, ORIGIN).verifier().unwrap().to_string();
    assert_eq!(verify_on(&disk, Some(&other), None).unwrap_err().check, &AUD_1_3);
    assert!(verify_on(&disk, Some(&keys()[0].to_string()), None).is_ok());
}

#[test]
fn aud_1_4_another_spelling_or_another_signature() {
    let disk = published(Book::of(3));
    let note = String::from_utf8(disk.files()["checkpoint"].clone()).unwrap();
    disk.put("checkpoint", note.replacen("\n3\n", "\n03\n", 1).into_bytes());
    broken(&disk, &AUD_1_4);
    let mut twice = Note::parse(note.as_bytes()).unwrap();
    twice.signatures.push(twice.signatures[0].clone());
    disk.put("checkpoint", twice.to_string().into_bytes());
    broken(&disk, &AUD_1_4);
}

#[test]
fn aud_1_5_a_checkpoint_that_the_key_did_not_sign() {
    let disk = published(Book::of(3));
    let note = String::from_utf8(disk.files()["checkpoint"].clone()).unwrap();
    disk.put("checkpoint", note.replacen("\n3\n", "\n4\n", 1).into_bytes());
    broken(&disk, &AUD_1_5);
}

#[test]
fn aud_1_6_a_checkpoint_of_another_origin() {
    let disk = by_hand(&Book::of(3).rows, &pen(), |checkpoint| checkpoint.origin = "elsewhere".to_owned());
    broken(&disk, &AUD_1_6);
}

#[test]
fn aud_2_1_a_missing_file() {
    let disk = published(Book::of(300));
    for path in disk.files().into_keys() {
        let bytes = disk.take(&path).unwrap();
        let found = broken(&disk, &AUD_2_1);
        assert_eq!(found.file, path);
        disk.put(&path, bytes);
    }
    disk.take("entries/001.p/44");
    assert_eq!(broken(&disk, &AUD_2_1).covers, Some((256, 299)));
}

#[test]
fn aud_2_1_a_log_cut_short_under_its_checkpoint() {
    let (short, long) = (published(Book::of(200)), published(Book::of(300)));
    short.put("checkpoint", long.files()["checkpoint"].clone());
    broken(&short, &AUD_2_1);
}

#[test]
fn aud_2_1_a_log_that_claims_to_be_endless() {
    let disk = by_hand(&Book::of(3).rows, &pen(), |checkpoint| checkpoint.size = u64::MAX);
    broken(&disk, &AUD_2_1);
}

#[test]
fn aud_2_2_a_file_that_does_not_belong() {
    let disk = published(Book::of(300));
    for path in ["notes.txt", "tile/0/002", "tile/0/001.p/43", "entries/000.tmp", "tile/7/000", "checkpoint.old"] {
        disk.put(path, b"x".to_vec());
        assert_eq!(broken(&disk, &AUD_2_2).file, path);
        disk.take(path);
    }
    assert!(verify_on(&disk, None, None).is_ok());
}

#[test]
fn aud_2_3_a_tile_of_another_length() {
    let disk = published(Book::of(3));
    disk.put("tile/0/000.p/3", vec![0; 64]);
    assert_eq!(broken(&disk, &AUD_2_3).covers, Some((0, 2)));
}

#[test]
fn aud_3_1_an_entry_in_the_place_of_another() {
    let mut rows = Book::of(3).rows;
    rows.swap(1, 2);
    assert_eq!(broken(&by_hand(&rows, &pen(), |_| {}), &AUD_3_1).entry, Some(1));
}

#[test]
fn aud_3_2_an_entry_exchanged_for_another() {
    let disk = published(Book::of(300));
    let path = "entries/000";
    let text = String::from_utf8(disk.files()[path].clone()).unwrap();
    let forged = Row::Kept(Entry::draw(77, crate::pen::at(1), crate::pen::read_event(9), [4; 32]).unwrap());
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let changed = text.replacen(&lines[77], &bundle::write_row(&forged), 1);
    disk.put(path, changed.into_bytes());
    let found = broken(&disk, &AUD_3_2);
    assert_eq!((found.entry, found.file.as_str()), (Some(77), path));
    // The same with the leaf adapted: the root still tells that it is the entry.
    let mut tile = disk.files()["tile/0/000"].clone();
    tile[77 * 32..78 * 32].copy_from_slice(&forged.leaf().0);
    disk.put("tile/0/000", tile);
    assert_eq!(broken(&disk, &AUD_4_1).covers, Some((0, 255)));
}

#[test]
fn aud_3_3_an_erased_entry_without_its_erasure() {
    let mut book = Book::of(5);
    book.blank(2, 3);
    let found = broken(&published(book), &AUD_3_3);
    assert_eq!(found.entry, Some(2));
    let mut book = Book::of(5);
    book.erase(2, 3);
    let disk = published(book);
    let verified = verify_on(&disk, None, None).unwrap();
    assert_eq!((verified.erased, verified.erasures.len(), verified.erasures[0].by), (2, 1, 5));
}

#[test]
fn aud_3_4_an_erasure_that_did_not_happen() {
    let mut book = Book::of(5);
    let text = book.rows[3].clone();
    book.erase(2, 3);
    book.rows[3] = text;
    assert_eq!(broken(&by_hand(&book.rows, &pen(), |_| {}), &AUD_3_4).entry, Some(3));
}

#[test]
fn aud_3_4_an_erasure_is_never_erased() {
    let mut book = Book::of(5);
    book.erase(2, 3);
    book.grow(2);
    book.erase(0, 6);
    let verified = verify_on(&published(book), None, None).unwrap();
    assert_eq!(verified.erased, 6, "entries 0 to 6 without the erasure 5");
}

#[test]
fn aud_3_5_an_erasure_of_what_is_to_come() {
    let mut book = Book::of(3);
    let ground = audit::Code::parse("retention").unwrap();
    book.add(Event::EntriesErased { first: 1, last: 9, ground, by: None });
    assert_eq!(broken(&by_hand(&book.rows, &pen(), |_| {}), &AUD_3_5).entry, Some(3));
}

#[test]
fn aud_4_1_a_tile_above_that_does_not_fit() {
    let disk = published(Book::of(600));
    let mut tile = disk.files()["tile/1/000.p/2"].clone();
    tile[40] ^= 1;
    disk.put("tile/1/000.p/2", tile);
    assert_eq!(broken(&disk, &AUD_4_1).covers, Some((256, 511)));
}

#[test]
fn aud_4_2_a_root_that_the_entries_do_not_give() {
    let disk = by_hand(&Book::of(3).rows, &pen(), |checkpoint| checkpoint.root = Digest([1; 32]));
    assert_eq!(broken(&disk, &AUD_4_2).covers, Some((0, 2)));
}

#[test]
fn aud_5_1_a_log_rolled_back() {
    let (disk, mut book) = (Shaky::default(), Book::of(10));
    book.publish(disk.clone()).unwrap();
    let kept = disk.copy();
    book.grow(5);
    let newer = book.publish(disk.clone()).unwrap();
    let found = verify_on(&kept, None, Some(&newer)).unwrap_err();
    assert_eq!((found.check, found.covers), (&AUD_5_1, Some((10, 14))));
}

#[test]
fn aud_5_2_a_log_rewritten_and_signed_again() {
    let mut book = Book::of(10);
    let disk = published(book.clone());
    let older = Checkpoint::open(&disk.files()["checkpoint"], &keys()[0]).unwrap();
    book.rows[4] = Row::Kept(Entry::draw(4, crate::pen::at(4), crate::pen::read_event(200), [8; 32]).unwrap());
    book.grow(3);
    let rewritten = published(book.clone());
    assert!(verify_on(&rewritten, None, None).is_ok(), "it holds by itself: the insider has the key");
    assert_eq!(verify_on(&rewritten, None, Some(&older)).unwrap_err().check, &AUD_5_2);
    let mut honest = Book::of(10);
    honest.grow(3);
    assert!(verify_on(&published(honest), None, Some(&older)).is_ok());
}

#[test]
fn aud_5_3_a_checkpoint_of_another_log() {
    let disk = published(Book::of(3));
    let older = Checkpoint { origin: "comity.invalid/ke-ctc/1".to_owned(), size: 1, root: Digest([0; 32]) };
    assert_eq!(verify_on(&disk, None, Some(&older)).unwrap_err().check, &AUD_5_3);
}
