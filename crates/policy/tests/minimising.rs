//! Minimisation: what goes, what stays, and what an officer may decide otherwise.

#![expect(clippy::unwrap_used, reason = "a test that cannot build its scene fails")]

use model::subject::{Identifier, IdentifierKind, Person};
use model::{DataCategory, Field, FieldId, Kind, Personal, Subject, TransferGround};
use policy::{Minimised, Override, Sending, house};
use std::collections::BTreeSet;

fn subject() -> Subject {
    let mut person = Person::named("Canary Testname");
    person.identifiers =
        vec![Identifier { kind: IdentifierKind::Phone, value: Personal::from("000 111"), issuer: None }];
    person.addresses = vec![Personal::from("Nowhere 1")];
    person.remarks = Some(Personal::from("canary remark"));
    Subject::Person(person)
}

fn minimise(
    ground: &TransferGround,
    category: DataCategory,
    covered: Option<&BTreeSet<DataCategory>>,
    overrides: &[Override],
) -> Result<Minimised, model::Refusal> {
    let subjects = [subject()];
    let sending = Sending { subjects: &subjects, covered, kind: Kind::Information, category, ground };
    house::policies().unwrap().minimise(&sending, overrides)
}

fn single_case() -> TransferGround {
    TransferGround::SingleCase { cite: "Dir. (EU) 2016/680 art. 38(1)(d)".into() }
}

fn over(field: Field, goes: bool, reason: &str) -> Override {
    let field = FieldId { subject: 0, field };
    Override { field, goes, reason: Personal::from(reason), by: "desk-1".parse().unwrap() }
}

fn going(minimised: &Minimised) -> Vec<Field> {
    minimised.going().map(|decision| decision.field.field).collect()
}

#[test]
fn the_table_decides_by_the_ground() {
    let adequate = TransferGround::Adequacy { cite: "a decision".into() };
    let minimised = minimise(&adequate, DataCategory::Personal, None, &[]).unwrap();
    assert_eq!(going(&minimised), [Field::Name, Field::Identifiers]);
    let minimised = minimise(&single_case(), DataCategory::Personal, None, &[]).unwrap();
    assert_eq!(going(&minimised), [Field::Name]);
    assert_eq!(minimised.apply(&[subject()])[0].filled(), [Field::Name]);
    assert!(minimised.staying().all(|decision| !decision.because.is_empty()));
}

#[test]
fn pol_4_1_a_category_the_arrangement_does_not_cover_does_not_go() {
    let ordinary = BTreeSet::from([DataCategory::Personal]);
    let ask = |category, covered| minimise(&single_case(), category, covered, &[]).map_err(|refusal| refusal.check.id);
    assert!(ask(DataCategory::Personal, Some(&ordinary)).is_ok());
    assert_eq!(ask(DataCategory::Special, Some(&ordinary)), Err("POL-4.1"));
    assert_eq!(ask(DataCategory::None, None), Err("POL-4.1"), "it names a subject");
    let none = minimise(&TransferGround::NoPersonalData, DataCategory::Personal, None, &[]).unwrap_err();
    assert_eq!(none.check.id, "POL-4.1");
}

#[test]
fn pol_4_2_an_override_gives_its_reason_and_is_recorded() {
    let with = |overrides: &[Override]| minimise(&single_case(), DataCategory::Personal, None, overrides);
    let minimised = with(&[over(Field::Remarks, true, "he uses this alias only there")]).unwrap();
    assert_eq!(going(&minimised), [Field::Name, Field::Remarks]);
    let decided = minimised.going().find_map(|decision| decision.decided.as_ref()).unwrap();
    assert_eq!(decided.by.as_str(), "desk-1");
    assert!(!format!("{minimised:?}").contains("alias"), "the reason is personal");
    for bad in [
        vec![over(Field::Remarks, true, "  ")],
        vec![over(Field::Name, false, "held back")],
        vec![over(Field::Birth, true, "not filled")],
        vec![over(Field::Remarks, true, "a"), over(Field::Remarks, false, "b")],
    ] {
        assert_eq!(with(&bad).unwrap_err().check.id, "POL-4.2");
    }
}
