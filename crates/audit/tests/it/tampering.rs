//! One byte changed anywhere is found and named.

use crate::pen::Book;
use crate::shaky::Shaky;
use audit::tile::{FULL, Piece};
use audit::verify::{Broken, verify_on};
use proptest::prelude::*;

fn published(mut book: Book) -> (Shaky, u64) {
    let disk = Shaky::default();
    let size = book.publish(disk.clone()).unwrap().size;
    verify_on(&disk, None, None).unwrap();
    (disk, size)
}

/// Changes the byte at `place` of `path`, verifies, and looks at what is named.
fn change(disk: &Shaky, size: u64, path: &str, place: usize, with: u8) {
    let good = disk.files()[path].clone();
    let mut bad = good.clone();
    bad[place] ^= with;
    disk.put(path, bad);
    let broken = verify_on(disk, None, None).expect_err(path);
    disk.put(path, good.clone());
    named(&broken, size, path, &good, place);
}

fn named(broken: &Broken, size: u64, path: &str, good: &[u8], place: usize) {
    let what = format!("{path} byte {place}: {broken}");
    assert_eq!(broken.file, path, "{what}");
    match Piece::parse(path) {
        Some(piece) if piece.level.is_none() => {
            let line = good[..place].iter().filter(|byte| **byte == b'\n').count() as u64;
            assert_eq!(broken.entry, Some(piece.index * u64::from(FULL) + line), "{what}");
        }
        Some(piece) if piece.level == Some(0) => {
            assert_eq!(broken.entry, Some(piece.index * u64::from(FULL) + place as u64 / 32), "{what}");
        }
        Some(piece) => {
            let (first, last) = broken.covers.expect(&what);
            let all = piece.covers(size);
            assert!(all.0 <= first && first <= last && last <= all.1, "{what}");
        }
        None => assert_eq!(broken.covers, Some((0, size - 1)), "{what}"),
    }
}

#[test]
fn every_byte_of_every_file_of_a_small_log() {
    let mut book = Book::of(6);
    book.erase(1, 2);
    let (disk, size) = published(book);
    let mut changes = 0;
    for (path, bytes) in disk.files() {
        for (place, byte) in bytes.iter().enumerate() {
            for with in [0x01, 0x20, 0x80, byte ^ b'\n', byte ^ b'"'] {
                if with != 0 {
                    change(&disk, size, &path, place, with);
                    changes += 1;
                }
            }
        }
    }
    assert!(changes > 10_000, "{changes}");
}

#[test]
fn every_hash_of_every_tile_and_every_byte_of_the_notes_of_a_log_of_two_bundles() {
    let mut book = Book::of(300);
    book.erase(100, 200);
    let (disk, size) = published(book);
    for (path, bytes) in disk.files().into_iter().filter(|(path, _)| !path.starts_with("entries")) {
        let step = if path.starts_with("tile/0") { 31 } else { 1 };
        for place in (0..bytes.len()).step_by(step) {
            change(&disk, size, &path, place, 1 << (place % 8));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_byte_of_any_bundle(file in any::<prop::sample::Index>(), place in any::<prop::sample::Index>(), with in 1_u8..) {
        thread_local!(static LOG: (Shaky, u64) = {
            let mut book = Book::of(580);
            book.erase(100, 300);
            published(book)
        });
        LOG.with(|(disk, size)| {
            let bundles: Vec<(String, Vec<u8>)> =
                disk.files().into_iter().filter(|(path, _)| path.starts_with("entries")).collect();
            let (path, bytes) = &bundles[file.index(bundles.len())];
            change(disk, *size, path, place.index(bytes.len()), with);
        });
    }

    #[test]
    fn a_file_cut_short_or_made_longer(file in any::<prop::sample::Index>(), place in any::<prop::sample::Index>(), add in any::<u8>()) {
        thread_local!(static LOG: (Shaky, u64) = published(Book::of(300)));
        LOG.with(|(disk, _)| {
            let files: Vec<(String, Vec<u8>)> = disk.files().into_iter().collect();
            let (path, bytes) = &files[file.index(files.len())];
            for bad in [bytes[..place.index(bytes.len())].to_vec(), [&bytes[..], &[add]].concat()] {
                disk.put(path, bad);
                let broken = verify_on(disk, None, None).expect_err(path);
                disk.put(path, bytes.clone());
                assert_eq!(&broken.file, path, "{broken}");
                assert!(broken.entry.is_some() || broken.covers.is_some(), "{broken}");
            }
        });
    }
}
