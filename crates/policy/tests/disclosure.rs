//! Withheld opens to its own permit and to no other.

mod scene;

use model::{DraftId, RecordId, Role};
use policy::{Action, Actor, Ask, Machine, Resource, ResourceId, ResourceKind, Withheld, golden, house};
use scene::{ask, circumstances, draft, officer, unit};
use std::collections::BTreeMap;

#[test]
fn pol_3_1_only_the_resource_of_the_permit_opens() {
    let policies = house::policies().unwrap();
    let desk = || officer("desk-1", &[Role::DeskOfficer], "north");
    let item = draft(&["desk-1"]);
    let permit = ask(&policies, desk(), Action::ReadMessage, &item, &circumstances()).unwrap();
    assert_eq!(Withheld::new("canary", item.id().clone()).disclose(&permit), Ok("canary"));
    let refusal = Withheld::new("canary", ResourceId::Draft(DraftId([2; 16]))).disclose(&permit).unwrap_err();
    assert_eq!(refusal.check.id, "POL-3.1");
    assert!(!format!("{refusal} {refusal:?}").contains("canary"));
}

#[test]
fn pol_3_1_a_permit_to_let_something_happen_opens_nothing() {
    let policies = house::policies().unwrap();
    let approver = officer("appr-1", &[Role::Approver], "north");
    let item = draft(&["desk-1"]);
    let permit = ask(&policies, approver, Action::Release, &item, &circumstances()).unwrap();
    assert!(Withheld::new("canary", item.id().clone()).disclose(&permit).is_err());
}

#[test]
fn pol_3_1_the_permit_for_the_holdings_opens_records_and_nothing_else() {
    let policies = house::policies().unwrap();
    let machine = Actor::Machine(Machine::Screening);
    let holdings = Resource::of_node(ResourceId::Holdings);
    let question =
        Ask { actor: &machine, action: Action::IndexHoldings, resource: &holdings, circumstances: &circumstances() };
    let permit = policies.permit(&question).unwrap();
    let id = RecordId([3; 16]);
    assert!(Withheld::new((), ResourceId::Record(id)).disclose(&permit).is_ok());
    assert!(Withheld::new((), ResourceId::Marker(id)).disclose(&permit).is_ok());
    assert!(Withheld::new((), ResourceId::Draft(DraftId([2; 16]))).disclose(&permit).is_err());
    let person = officer("desk-1", &[Role::DeskOfficer], "north");
    assert!(ask(&policies, person, Action::IndexHoldings, &holdings, &circumstances()).is_err(), "no person gets one");
}

/// Whatever else opens a row to a person opens it only where reading would: in every scene of the golden table.
#[test]
fn pol_3_1_nothing_opens_to_a_person_what_reading_would_not() {
    let policies = house::policies().unwrap();
    let mut blocks: BTreeMap<String, BTreeMap<String, Vec<char>>> = BTreeMap::new();
    for line in golden::lines(&policies) {
        blocks.entry(line.block).or_default().insert(line.row, line.marks);
    }
    let row = |action: Action, kind: ResourceKind| match action.kinds().len() {
        1 => action.to_string(),
        _ => format!("{action} ({})", kind.as_str().to_lowercase()),
    };
    let reading = [Action::ReadMessage, Action::ReadRecord, Action::ReadMarker, Action::ReadCandidates];
    let mut compared = 0;
    for action in Action::ALL.iter().copied().filter(|action| action.opens() && !reading.contains(action)) {
        for kind in action.kinds().iter().copied().filter(|kind| kind.has_content()) {
            let read = reading.iter().find(|read| read.kinds().contains(&kind)).unwrap();
            for (block, rows) in &blocks {
                let (Some(opened), Some(read)) = (rows.get(&row(action, kind)), rows.get(&row(*read, kind))) else {
                    continue;
                };
                for person in 0..4 {
                    let escalates = opened[person] == '✔' && read[person] != '✔';
                    assert!(!escalates, "{action} opens {kind:?} where reading would not: {block}");
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 500, "{compared}");
}

#[test]
fn a_withheld_value_prints_nothing() {
    let closed = Withheld::new("Canary Q. Testname", ResourceId::Record(RecordId([3; 16])));
    assert_eq!(format!("{closed:?} {closed:#?}"), "<withheld> <withheld>");
}

#[test]
fn a_marker_is_not_opened_as_a_record() {
    let id = RecordId([3; 16]);
    let policies = house::policies().unwrap();
    let desk = officer("desk-1", &[Role::DeskOfficer], "north");
    let record = Resource::row(ResourceId::Record(id), unit("north"));
    let permit = ask(&policies, desk, Action::ReadRecord, &record, &circumstances()).unwrap();
    assert!(Withheld::new((), ResourceId::Marker(id)).disclose(&permit).is_err());
}

#[test]
fn what_must_not_compile_does_not() {
    trybuild::TestCases::new().compile_fail("tests/compile/*.rs");
}
