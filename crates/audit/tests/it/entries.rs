//! An entry has one spelling, and a commitment is what the specification says.

use crate::pen::{at, officer, read_event, salt};
use audit::bundle::{read_row, write_row};
use audit::entry::BadLine;
use audit::event::{Code, Says};
use audit::{Entry, Event, Row};
use model::{AuthorityId, CaseReference, Digest, ExchangeId, Kind, MessageId, Purpose, UnitId};
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

#[test]
fn the_line_is_what_the_documentation_shows() {
    let stored = Entry::draw(7, at(7), read_event(1), salt(7)).unwrap();
    let wanted = "{\"n\":7,\"at\":\"2026-11-23T02:13:27Z\",\"event\":\"read\",\
        \"item\":{\"record\":\"r_aeaqcaibaeaqcaibaeaqcaibae\"},\"purpose\":\"investigation\",\"case\":\"FI-2026/0042\",\
        \"officer\":\"duty-1\",\"unit\":\"spoc\",\"policies\":[\"read.need-to-know\"]}";
    assert_eq!(stored.line, wanted);
    assert_eq!(Entry::parse(&stored.line).unwrap().event.name(), "read");
}

#[test]
fn another_spelling_is_refused() {
    let line = Entry::draw(7, at(7), read_event(1), salt(7)).unwrap().line;
    for (from, to) in [
        (",", ", "),
        ("27Z", "27.000Z"),
        ("27Z", "27+00:00"),
        ("\"n\":7", "\"n\":7.0"),
        ("\"n\":7", "\"n\":7,\"n\":7"),
        ("duty", "\\u0064uty"),
        ("\"unit\"", "\"extra\":1,\"unit\""),
        ("\"event\":\"read\"", "\"event\":\"peeked\""),
        (",\"unit\":\"spoc\"", ""),
    ] {
        let other = line.replacen(from, to, 1);
        assert_ne!(other, line);
        assert!(Entry::parse(&other).is_err(), "{other}");
    }
    assert_eq!(Entry::parse(&format!("{line}\n")), Err(BadLine::NotCanonical));
    assert_eq!(Entry::parse(&" ".repeat(70_000)), Err(BadLine::TooLong));
}

#[test]
fn the_commitment_is_sha_256_of_label_salt_and_line() {
    let stored = Entry::draw(3, at(3), read_event(3), salt(3)).unwrap();
    let commitment = Sha256::new().chain_update(b"comity/v1/commitment").chain_update(stored.salt);
    let commitment = commitment.chain_update(&stored.line).finalize();
    let leaf = Sha256::new().chain_update([0]).chain_update(commitment).finalize();
    assert_eq!(stored.commitment(), Digest(commitment.into()));
    assert_eq!(stored.leaf(), Digest(leaf.into()));
    let erased = Row::Erased { n: 3, commitment: stored.commitment() };
    assert_eq!(erased.leaf(), stored.leaf(), "erasing an entry does not change the tree");
}

#[test]
fn a_row_does_not_print_its_salt() {
    let stored = Entry::draw(3, at(3), read_event(3), salt(3)).unwrap();
    assert_eq!(format!("{:?}", Row::Kept(stored)), "Kept(StoredEntry(3))");
}

fn any_event() -> impl Strategy<Value = Event> {
    let exchange = any::<[u8; 16]>().prop_map(ExchangeId);
    let message = any::<[u8; 32]>().prop_map(|bytes| MessageId(Digest(bytes)));
    let code = "[A-Za-z0-9()._:/+@-]{1,40}".prop_map(|text| Code::parse(&text).unwrap());
    let codes = proptest::collection::vec(code.clone(), 0..4);
    let authority = "[a-z0-9.-]{1,20}".prop_map(|text| AuthorityId::parse(&text).unwrap());
    let case = "[A-Za-z0-9/.:-]{1,20}".prop_map(|text| CaseReference::parse(&text).unwrap());
    prop_oneof![
        (exchange.clone(), message, any::<[u8; 32]>(), authority.clone(), any::<u64>(), codes, case.clone()).prop_map(
            |(exchange, message, envelope, to, seq, bases, case)| Event::Sent {
                exchange,
                message,
                envelope: Digest(envelope),
                to,
                seq,
                bases,
                purpose: Purpose::Threat,
                case,
            }
        ),
        (exchange, authority, case).prop_map(|(exchange, to, case)| Event::Drafted {
            exchange,
            says: Says::Request,
            kind: Kind::Information,
            officer: officer(),
            unit: UnitId::parse("spoc").unwrap(),
            purpose: Purpose::Investigation,
            case,
            to,
        }),
        (any::<u64>(), any::<u64>(), code).prop_map(|(first, last, ground)| Event::EntriesErased {
            first,
            last,
            ground,
            by: Some(officer())
        }),
    ]
}

proptest! {
    #[test]
    fn every_entry_reads_as_it_was_written(
        n in any::<u64>(),
        second in -300_000_000_000_i64..250_000_000_000,
        nano in 0..1_000_000_000_i32,
        event in any_event(),
        salt in any::<[u8; 32]>(),
    ) {
        let at = model::Instant::new(second, nano.max(0)).unwrap();
        let stored = Entry::draw(n, at, event.clone(), salt).unwrap();
        prop_assert_eq!(stored.entry().unwrap(), Entry { n, at, event });
        let row = Row::Kept(stored);
        let line = write_row(&row);
        prop_assert!(!line.contains('\n'));
        prop_assert_eq!(read_row(&line, n).unwrap().0, row.clone());
        let erased = Row::Erased { n, commitment: Digest(salt) };
        prop_assert_eq!(read_row(&write_row(&erased), n).unwrap().0, erased);
        prop_assert_eq!(read_row(&line, n ^ 1).unwrap_err(), BadLine::WrongNumber(n));
    }

    #[test]
    fn nothing_makes_reading_a_line_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let text = String::from_utf8_lossy(&bytes);
        let _ = Entry::parse(&text);
        let _ = read_row(&text, 0);
        let _ = read_row(&format!("{{\"salt\":\"{text}"), 0);
    }

    #[test]
    fn one_changed_character_is_another_line_or_none(place in any::<prop::sample::Index>(), other in " -~") {
        let row = Row::Kept(Entry::draw(5, at(5), read_event(5), salt(5)).unwrap());
        let line = write_row(&row);
        let place = place.index(line.len());
        let mut changed = line.clone();
        changed.replace_range(place..=place, &other);
        if let Ok((read, _)) = read_row(&changed, 5) {
            prop_assert_eq!(read == row, changed == line);
        }
    }
}
