//! Offences and their elements: what a definition is made of, and how two compare.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod house;

use law::Lawbook;
use law::lawbook::element::Facet;
use law::offence::{Charge, Comparison, Defined, Related, Verdict, compare};
use model::time::Date;
use model::{Finding, InstrumentId, Offence, Verification};
use proptest::prelude::*;
use std::sync::LazyLock;

static BOOK: LazyLock<Lawbook> = LazyLock::new(house::lawbook);

/// `offence`, or `offence@INSTRUMENT`.
fn charge(words: &str) -> Charge {
    let (offence, instrument) = words.split_once('@').map_or((words, None), |(o, i)| (o, Some(i)));
    let instrument = instrument.map(|id| InstrumentId::parse(id).unwrap());
    Charge::of_offence(&BOOK, &Offence::parse(offence).unwrap(), instrument.as_ref()).unwrap()
}

fn written(text: &str) -> Charge {
    Charge::read(BOOK.elements(), "charge.toml", text.as_bytes()).unwrap()
}

fn compared(first: &Charge, second: &Charge) -> Finding<Comparison> {
    compare(&BOOK, first, second, Date::constant(2026, 11, 25))
}

fn verdict(first: &str, second: &str) -> Verdict {
    compared(&charge(first), &charge(second)).decision.verdict
}

const NATIONAL: &str = r#"
title = "Financing, national code"
[[definition]]
cite = "Code s. 15"
verification = "sourced"
elements.conduct = ["provide-funds", "collect-funds"]
elements.intent = ["knowing-use"]
elements.object = ["treaty-listed-offence"]
"#;

#[test]
fn every_definition_of_the_vocabulary_says_what_is_done_and_is_marked_as_not_read() {
    let definitions: Vec<_> = BOOK.offences().flat_map(|offence| &offence.defined_by).collect();
    // The rows of the collection of definitions: 101, each by its instrument and element.
    assert_eq!(definitions.len(), 101);
    for one in definitions {
        assert!(!one.elements.conduct.is_empty(), "{} {}", one.instrument, one.element);
        assert!(one.elements.unknown(BOOK.elements()).is_none(), "{} {}", one.instrument, one.element);
    }
    assert!(BOOK.offences().all(|offence| offence.verification == Verification::Unverified));
    for facet in Facet::ALL {
        assert!(BOOK.elements().all().any(|element| element.facet == facet), "{}", facet.as_str());
    }
}

#[test]
fn law_7_1_a_definition_is_made_of_elements_of_the_vocabulary() {
    assert_eq!(written(NATIONAL).definitions.len(), 1);
    for (from, to, words) in [
        ("provide-funds", "provide-fund", "provide-fund"),
        ("knowing-use", "provide-funds", "intent"),
        ("elements.conduct = [\"provide-funds\", \"collect-funds\"]", "elements.conduct = []", "what is done"),
        ("verification = \"sourced\"", "verification = \"checked\"", "unknown variant"),
        ("title =", "label =", "label"),
    ] {
        let bad = Charge::read(BOOK.elements(), "charge.toml", NATIONAL.replace(from, to).as_bytes()).unwrap_err();
        assert!(bad.to_string().contains(words) && bad.to_string().contains("charge.toml"), "{bad}");
    }
    let none = Charge::read(BOOK.elements(), "charge.toml", b"title = \"empty\"\ndefinition = []").unwrap_err();
    assert!(none.to_string().contains("at least one"), "{none}");
    assert!(Charge::read(BOOK.elements(), "charge.toml", &vec![b'#'; 70_000]).is_err());
}

#[test]
fn a_lawbook_with_an_element_out_of_place_is_refused() {
    for (file, from, to, words) in [
        ("elements.toml", "within = [\"serious-violence\"]", "within = [\"serious-violenc\"]", "no element"),
        ("elements.toml", "within = [\"serious-violence\"]", "within = [\"compel\"]", "another facet"),
        ("elements.toml", "within = [\"serious-violence\"]", "within = [\"kill\"]", "lies within it"),
        ("elements.toml", "id = \"kill\"", "id = \"threaten\"", "stands twice"),
        ("offences.toml", "elements.conduct = [\"access-system\"]", "elements.conduct = [\"access\"]", "access"),
    ] {
        let mut files = house::files();
        let (_, bytes) = files.iter_mut().find(|(path, _)| path == file).unwrap();
        *bytes = String::from_utf8(bytes.clone()).unwrap().replacen(from, to, 1).into_bytes();
        let bad = house::read(&files).unwrap_err();
        assert!(bad.to_string().contains(words), "{from} -> {to}: {bad}");
    }
}

#[test]
fn law_7_2_two_definitions_are_compared_element_by_element() {
    // The same definition covers itself.
    assert_eq!(verdict("hostage-taking@UN-HOSTAGES-1979", "hostage-taking@UN-HOSTAGES-1979"), Verdict::Match);
    // Seizure by force is seizure by any means; the other way it is a part only.
    let narrow = "title = \"Force\"\n[[definition]]\ncite = \"A 1\"\nverification = \"sourced\"\n\
                  elements.conduct = [\"seize-aircraft\"]\nelements.object = [\"aircraft-in-flight\"]";
    let wide =
        narrow.replace("\"seize-aircraft\"", "\"seize-aircraft-by-any-means\"").replace("in-flight", "in-service");
    let (narrow, wide) = (written(narrow), written(&wide));
    let found = compared(&narrow, &wide).decision;
    assert_eq!(found.verdict, Verdict::Match);
    assert!(found.pairs[0].elements.iter().all(|one| one.related == Related::Held), "{:?}", found.pairs);
    let found = compared(&wide, &narrow).decision;
    assert_eq!(found.verdict, Verdict::Partial);
    assert!(found.pairs[0].elements.iter().all(|one| one.related == Related::Narrower), "{:?}", found.pairs);
    // Nothing in common.
    assert_eq!(verdict("money-laundering", "aircraft-seizure@ICAO-HAGUE-1970"), Verdict::None);
    // An exclusion of the requested side alone: it depends on the facts.
    let found = compared(&charge("terrorist-act@EU-TERR-2017"), &charge("terrorist-act@ARAB-TERR-1998")).decision;
    assert_eq!(found.verdict, Verdict::Partial);
    let alone = |element: &str| {
        let all = found.pairs.iter().flat_map(|pair| &pair.elements);
        all.filter(|one| one.element == element).any(|one| one.related == Related::OnlyThere)
    };
    assert!(alone("self-determination") && !alone("armed-forces-in-conflict"), "{:?}", found.pairs);
    // The intent that only the second asks for is named.
    let any = written(&NATIONAL.replace("elements.intent = [\"knowing-use\"]\n", ""));
    let found = compared(&any, &written(NATIONAL)).decision;
    assert_eq!(found.verdict, Verdict::Partial);
    let asked = found.pairs[0].elements.iter().find(|one| one.facet == Facet::Intent).unwrap();
    assert_eq!((asked.element.as_str(), asked.related), ("knowing-use", Related::OnlyThere));
    // The other way the second asks for nothing there.
    let found = compared(&written(NATIONAL), &any).decision;
    assert_eq!((found.verdict, found.verification), (Verdict::Match, Verification::Sourced));
    assert!(found.cautions.iter().any(|caution| caution.contains("a person decides")));
    // What rests on one definition that nobody read is not read.
    let found = compared(&written(NATIONAL), &charge("terrorist-financing"));
    assert_eq!(found.decision.verification, Verification::Unverified);
    assert!(found.reasons.iter().all(|reason| reason.check == "LAW-7.2" && reason.cites.len() == 2));
}

#[test]
fn law_7_3_a_label_as_charged_matches_nothing_by_itself() {
    for label in ["extremism", "separatism"] {
        for other in BOOK.offences().filter(|offence| offence.id.as_str() != label) {
            let found = compared(&charge(label), &charge(other.id.as_str()));
            assert_ne!(found.decision.verdict, Verdict::Match, "{label} {}", other.id);
            assert!(found.reasons.iter().any(|reason| reason.check == "LAW-7.3"), "{label} {}", other.id);
        }
        assert_eq!(verdict(label, "terrorist-financing"), Verdict::None);
    }
    // A label that a requester invents, with conduct that is an offence elsewhere: a part, never more.
    let invented = NATIONAL.replace("title = ", "as_charged = true\ntitle = ");
    let found = compared(&written(&invented), &written(NATIONAL)).decision;
    assert_eq!(found.verdict, Verdict::Partial);
}

/// Whether two definitions have nothing in common.
fn apart(one: &Defined, other: &Defined) -> bool {
    let alone = |one: &Defined| Charge { title: String::new(), as_charged: false, definitions: vec![one.clone()] };
    compared(&alone(one), &alone(other)).decision.verdict == Verdict::None
}

fn any_charge() -> impl Strategy<Value = Charge> {
    let ids: Vec<Offence> = BOOK.offences().map(|offence| offence.id.clone()).collect();
    proptest::sample::select(ids).prop_map(|id| Charge::of_offence(&BOOK, &id, None).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Every charge covers itself; none is better for fewer definitions on the requested side.
    #[test]
    fn a_charge_covers_itself_and_more_definitions_never_cover_less(one in any_charge(), other in any_charge()) {
        prop_assert_eq!(compared(&one, &one).decision.verdict, Verdict::Match);
        let before = compared(&one, &other).decision;
        let mut wider = other.clone();
        wider.definitions.extend(one.definitions.iter().take(1).cloned());
        let after = compared(&one, &wider).decision;
        for (pair, then) in before.pairs.iter().zip(&after.pairs) {
            prop_assert!(then.verdict <= pair.verdict);
        }
    }

    /// Nothing in common is the same from both sides.
    #[test]
    fn nothing_in_common_is_symmetric(one in any_charge(), other in any_charge()) {
        for (a, b) in one.definitions.iter().zip(&other.definitions) {
            prop_assert_eq!(apart(a, b), apart(b, a));
        }
    }

    /// Arbitrary text is refused or read, never more.
    #[test]
    fn reading_a_definition_never_fails_otherwise(text in "\\PC{0,200}") {
        let _ = Charge::read(BOOK.elements(), "charge.toml", text.as_bytes());
    }
}
