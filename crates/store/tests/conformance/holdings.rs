//! Records: opened with a permit only, found by exact identifiers without being read, gone when erased.

use crate::{Fresh, noon};
use model::record::{Origin, Record};
use model::subject::{Identifier, IdentifierKind, Person, Subject};
use model::{Handling, HandlingCode, RecordId, Retention, UnitId};
use policy::{Action, Actor, Ask, Circumstances, Machine, Permit, Resource, ResourceId};

fn phone(value: &str) -> Identifier {
    Identifier { kind: IdentifierKind::Phone, value: value.into(), issuer: None }
}

fn record(n: u8, identifiers: Vec<Identifier>) -> Record {
    let mut person = Person::named("Conformance Person");
    person.identifiers = identifiers;
    Record {
        id: RecordId([n; 16]),
        compartment: UnitId::parse("spoc").unwrap(),
        origin: Origin::Own { source: "test".to_owned() },
        subject: Subject::Person(person),
        handling: Handling::of([HandlingCode::H0]),
        retention: Retention { review: "2027-01-01".parse().unwrap(), until: "2029-01-01".parse().unwrap() },
        marker: None,
    }
}

/// The screening machine's permit for the holdings.
fn permit() -> Permit {
    let policies = policy::house::policies().unwrap();
    let (actor, resource) = (Actor::Machine(Machine::Screening), Resource::of_node(ResourceId::Holdings));
    let circumstances = Circumstances::at(noon());
    let ask = Ask { actor: &actor, action: Action::IndexHoldings, resource: &resource, circumstances: &circumstances };
    policies.permit(&ask).unwrap()
}

#[test]
fn a_record_comes_back_as_it_was_for_a_permit() {
    let fresh = Fresh::new();
    let (one, permit) = (record(1, vec![phone("+372 5555 1234")]), permit());
    fresh.visit(|tx| tx.records().put(&one, "test"));
    let mut seen = Vec::new();
    fresh.visit(|tx| {
        tx.records().for_each(|head, withheld| {
            assert_eq!(head.id, one.id);
            seen.push(withheld.disclose(&permit)?);
            Ok(())
        })
    });
    assert_eq!(seen, std::slice::from_ref(&one));
    assert_eq!(fresh.visit(|tx| tx.records().counts()), [("test".to_owned(), 1)]);
}

#[test]
fn the_blind_index_finds_the_same_identifier_however_it_is_written() {
    let fresh = Fresh::new();
    let (one, two) = (record(1, vec![phone("+372 5555 1234")]), record(2, vec![phone("+372-5555-1234"), phone("99")]));
    fresh.visit(|tx| {
        tx.records().put(&one, "test")?;
        tx.records().put(&two, "test")
    });
    let find = |identifier: Identifier| fresh.visit(|tx| tx.records().with_identifier(&identifier));
    assert_eq!(find(phone("37255551234")), [one.id, two.id]);
    assert_eq!(find(phone("9-9")), [two.id]);
    assert!(find(phone("372555512345")).is_empty(), "no prefix, no part");
    let account = Identifier { kind: IdentifierKind::Account, value: "37255551234".into(), issuer: None };
    assert!(find(account).is_empty(), "each kind has a key of its own");
}

#[test]
fn an_erased_record_is_found_by_nothing() {
    let fresh = Fresh::new();
    let one = record(1, vec![phone("123456")]);
    fresh.visit(|tx| tx.records().put(&one, "test"));
    assert!(fresh.visit(|tx| tx.records().erase(one.id)));
    assert!(!fresh.visit(|tx| tx.records().erase(one.id)), "once");
    assert!(fresh.visit(|tx| tx.records().get(one.id)).is_none());
    assert!(fresh.visit(|tx| tx.records().head(one.id)).is_none());
    assert!(fresh.visit(|tx| tx.records().with_identifier(&phone("123456"))).is_empty());
    assert!(fresh.visit(|tx| tx.records().counts()).is_empty());
    fresh.visit(|tx| tx.records().for_each(|_, _| panic!("an erased record was handed out")));
}
