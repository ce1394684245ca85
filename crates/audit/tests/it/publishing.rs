//! Publishing: little by little or at once gives the same files; what was signed is never left.

use crate::pen::{Book, ORIGIN, Pen, keys, pen};
use crate::shaky::Shaky;
use audit::verify::verify_on;
use audit::{Entry, Event, Publisher, Row, Signer, verify};
use proptest::prelude::*;

#[test]
fn a_folder_on_a_real_disk_verifies() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let mut book = Book::of(300);
    let mut publisher = Publisher::open(&log, &keys(), &mut book).unwrap();
    assert_eq!(publisher.checkpoint(), None);
    let first = publisher.publish(&mut book, &pen()).unwrap();
    assert_eq!(first.size, 300);
    book.grow(300);
    book.erase(10, 20);
    let second = publisher.publish(&mut book, &pen()).unwrap();
    drop(publisher);
    let verified = verify(&log, Some(&keys()[0].to_string())).unwrap();
    assert_eq!((verified.size, verified.root, verified.erased), (601, second.root, 11));
    assert!(verified.key_given && verified.origin == ORIGIN);
    assert!(!log.join("tile/0/001.p").exists(), "the partial pieces of older sizes are gone, and their folder");
    let mut publisher = Publisher::open(&log, &keys(), &mut book).unwrap();
    assert_eq!(publisher.publish(&mut book, &pen()).unwrap(), second, "nothing new, nothing signed");
    assert!(!verify(&log, None).unwrap().key_given);
}

#[test]
fn an_empty_log_is_a_log() {
    let (disk, mut book) = (Shaky::default(), Book::default());
    assert_eq!(book.publish(disk.clone()).unwrap().size, 0);
    assert_eq!(verify_on(&disk, None, None).unwrap().size, 0);
    book.grow(1);
    book.publish(disk.clone()).unwrap();
    assert_eq!(verify_on(&disk, None, None).unwrap().size, 1);
}

#[test]
fn a_missing_file_is_written_again_from_the_rows() {
    let (disk, mut book) = (Shaky::default(), Book::of(600));
    book.publish(disk.clone()).unwrap();
    let before = disk.files();
    for path in before.keys().filter(|path| *path != "checkpoint") {
        disk.take(path);
        book.publish(disk.clone()).unwrap();
        assert_eq!(disk.files(), before, "{path}");
    }
    for path in ["tile/0/002.p/88", "entries/002.p/88", "tile/1/000.p/2"] {
        disk.put(path, b"rubbish\n".to_vec());
        book.publish(disk.clone()).unwrap();
        assert_eq!(disk.files(), before, "{path}");
    }
}

#[test]
fn rows_that_were_changed_are_not_signed() {
    let (disk, mut book) = (Shaky::default(), Book::of(300));
    book.publish(disk.clone()).unwrap();
    let before = disk.files();
    let mut changed = book.clone();
    let entry = Entry { n: 299, at: crate::pen::at(0), event: crate::pen::read_event(1) };
    changed.rows[299] = Row::Kept(Entry::draw(299, entry.at, entry.event, [1; 32]).unwrap());
    changed.grow(1);
    let refused = changed.publish(disk.clone()).unwrap_err();
    assert!(refused.because.contains("row 299 is not what was signed"), "{refused}");
    // An old backup: the rows end before what was signed.
    let mut old = Book { rows: book.rows[..200].to_vec() };
    let refused = old.publish(disk.clone()).unwrap_err();
    assert!(refused.because.contains("row 299 was published and is no longer there"), "{refused}");
    // Deep in the log a changed row is found when the tiles are rebuilt from it.
    disk.take("tile/0/000");
    let mut changed = book.clone();
    changed.rows[7] = Row::Erased { n: 7, commitment: changed.rows[8].leaf() };
    let refused = changed.publish(disk.clone()).unwrap_err();
    assert!(refused.because.contains("do not give the root that was signed"), "{refused}");
    book.publish(disk.clone()).unwrap();
    assert_eq!(disk.files(), before);
}

#[test]
fn a_row_that_is_no_entry_or_not_the_next_is_not_signed() {
    let with = |change: fn(&mut Book)| {
        let mut book = Book::of(5);
        change(&mut book);
        book.publish(Shaky::default()).unwrap_err().because
    };
    let gap = with(|book| drop(book.rows.remove(3)));
    assert!(gap.contains("row 4 where 3 was due"), "{gap}");
    let rubbish = with(|book| {
        let Row::Kept(stored) = &mut book.rows[2] else { unreachable!() };
        stored.line.push(' ');
    });
    assert!(rubbish.contains("row 2: not in canonical form"), "{rubbish}");
    let other = with(|book| {
        let Row::Kept(stored) = &mut book.rows[2] else { unreachable!() };
        stored.line = stored.line.replacen("\"n\":2", "\"n\":1", 1);
    });
    assert!(other.contains("row 2 holds entry 1"), "{other}");
    let ahead = with(|book| {
        let ground = audit::Code::parse("retention").unwrap();
        book.add(Event::EntriesErased { first: 2, last: 5, ground, by: None });
    });
    assert!(ahead.contains("do not come before it"), "{ahead}");
}

#[test]
fn a_checkpoint_by_a_stranger_is_not_taken_over() {
    let (disk, mut book) = (Shaky::default(), Book::of(5));
    book.publish(disk.clone()).unwrap();
    let stranger = Pen::new(1, ORIGIN);
    let opened = Publisher::open_on(Box::new(disk), &[stranger.verifier().unwrap()], &mut book);
    assert!(opened.err().unwrap().because.contains("no signature by the key"));
}

#[test]
fn a_new_key_signs_the_log_that_the_old_one_signed() {
    let (disk, mut book) = (Shaky::default(), Book::of(5));
    let first = book.publish(disk.clone()).unwrap();
    let next = Pen::new(1, ORIGIN);
    let both = [keys()[0].clone(), next.verifier().unwrap()];
    let mut publisher = Publisher::open_on(Box::new(disk.clone()), &both, &mut book).unwrap();
    assert_eq!(publisher.publish(&mut book, &next).unwrap(), first, "the same log, signed anew");
    let verified = verify_on(&disk, Some(&both[1].to_string()), Some(&first)).unwrap();
    assert_eq!(verified.size, 5);
    assert!(publisher.publish(&mut book, &Pen::new(0, "comity.invalid/other")).is_err());
}

#[test]
fn a_publication_costs_what_is_new() {
    let (disk, mut book) = (Shaky::default(), Book::of(20_000));
    let mut publisher = Publisher::open_on(Box::new(disk.clone()), &keys(), &mut book).unwrap();
    publisher.publish(&mut book, &pen()).unwrap();
    let before = disk.steps();
    book.grow(10);
    let mut asked = 0;
    let mut rows = |from: u64, limit: usize| {
        assert!(from >= 20_000, "an old row was asked for");
        asked += 1;
        audit::Rows::rows(&mut book, from, limit)
    };
    publisher.publish(&mut rows, &pen()).unwrap();
    assert!(asked <= 2 && disk.steps() - before < 30, "{asked} {}", disk.steps() - before);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn little_by_little_or_at_once_gives_the_same_files(
        parts in proptest::collection::vec((0_u64..200, proptest::option::of(any::<prop::sample::Index>())), 1..8),
        reopen in any::<bool>(),
    ) {
        let (little, mut book) = (Shaky::default(), Book::of(1));
        let mut publisher = Publisher::open_on(Box::new(little.clone()), &keys(), &mut book).unwrap();
        for (grow, erase) in parts {
            book.grow(grow);
            if let Some(place) = erase {
                let first = place.index(book.rows.len()) as u64;
                book.erase(first, (first + 40).min(book.size() - 1));
            }
            publisher.publish(&mut book, &pen()).unwrap();
            if reopen {
                publisher = Publisher::open_on(Box::new(little.clone()), &keys(), &mut book).unwrap();
            }
            prop_assert!(verify_on(&little, None, None).is_ok());
        }
        let at_once = Shaky::default();
        book.publish(at_once.clone()).unwrap();
        prop_assert_eq!(little.files(), at_once.files());
    }
}
