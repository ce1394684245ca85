//! Power is lost at every step of a publication: what stands is the old log or the new one, and opening it again ends
//! where the rows say.

use crate::pen::{Book, keys, pen};
use crate::shaky::Shaky;
use audit::checks::{AUD_2_2, AUD_3_3};
use audit::verify::verify_on;
use audit::{Checkpoint, Publisher};

/// The log as it stands after the crash: whole, or whole with files too many, or with a line blanked before its erasure
/// was published. Never with a file or an entry wrong.
fn stands(disk: &Shaky, old: Option<&Checkpoint>, place: &str) {
    if disk.files().contains_key("checkpoint") {
        if let Err(broken) = verify_on(disk, None, old) {
            assert!([&AUD_2_2, &AUD_3_3].contains(&broken.check), "{place}: {broken}");
        }
    } else {
        assert!(old.is_none(), "{place}: the checkpoint is gone");
    }
}

fn lose_power_everywhere(before: u64, more: u64, erase: Option<(u64, u64)>) {
    let (start, mut old_book) = (Shaky::default(), Book::of(before));
    let old = (before > 0).then(|| old_book.publish(start.clone()).unwrap());
    let mut book = old_book.clone();
    book.grow(more);
    if let Some((first, last)) = erase {
        book.erase(first, last);
    }
    let wanted = Shaky::default();
    book.publish(wanted.clone()).unwrap();
    for seed in 0..4 {
        for fuel in 1.. {
            let place = format!("{before}+{more} seed {seed} step {fuel}");
            let disk = start.copy();
            let mut publisher = Publisher::open_on(Box::new(disk.clone()), &keys(), &mut old_book).unwrap();
            disk.with_fuel(fuel, seed * 7919 + fuel);
            let outcome = publisher.publish(&mut book.clone(), &pen());
            disk.restart();
            stands(&disk, old.as_ref(), &place);
            if outcome.is_ok() {
                // What was answered for has outlived the loss of power; pieces of the older size may have come back.
                let note = disk.files()["checkpoint"].clone();
                assert_eq!(Checkpoint::open(&note, &keys()[0]).unwrap().size, book.size(), "{place}");
                if let Err(broken) = verify_on(&disk, None, None) {
                    assert_eq!(broken.check, &AUD_2_2, "{place}: {broken}");
                }
            }
            // A second loss while the first is being repaired.
            disk.with_fuel(fuel / 2 + 1, seed);
            if let Ok(mut publisher) = Publisher::open_on(Box::new(disk.clone()), &keys(), &mut book.clone()) {
                let _ = publisher.publish(&mut book.clone(), &pen());
            }
            disk.restart();
            stands(&disk, old.as_ref(), &place);
            book.clone().publish(disk.clone()).unwrap();
            assert_eq!(disk.files(), wanted.files(), "{place}");
            if outcome.is_ok() {
                break;
            }
        }
    }
}

#[test]
fn the_first_publication() {
    lose_power_everywhere(0, 3, None);
    lose_power_everywhere(0, 300, None);
}

#[test]
fn within_one_bundle() {
    lose_power_everywhere(5, 2, None);
    lose_power_everywhere(5, 0, Some((1, 3)));
}

#[test]
fn over_the_edge_of_a_bundle() {
    lose_power_everywhere(250, 6, None);
    lose_power_everywhere(250, 10, Some((3, 252)));
    lose_power_everywhere(256, 1, None);
    lose_power_everywhere(600, 300, Some((100, 700)));
}

#[test]
fn a_full_disk_is_a_failure_and_the_next_call_goes_on() {
    let (disk, mut book) = (Shaky::default(), Book::of(10));
    let mut publisher = Publisher::open_on(Box::new(disk.clone()), &keys(), &mut book).unwrap();
    publisher.publish(&mut book, &pen()).unwrap();
    book.grow(500);
    for fuel in 1..20 {
        disk.with_fuel(fuel, fuel);
        assert!(publisher.publish(&mut book, &pen()).is_err());
        disk.with_fuel(u64::MAX, 0);
    }
    assert_eq!(publisher.publish(&mut book, &pen()).unwrap().size, 510);
    assert_eq!(verify_on(&disk, None, None).unwrap().size, 510);
}
