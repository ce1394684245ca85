//! The tests of the promises in [`crate::checks`]; here, and not beside the crate, because erasure is tested inside.

use crate::{Algorithm, Candidate, Direction, EntryId, Index, LogOdds, Rule, What};
use model::subject::{Identifier, IdentifierKind, Name, Organisation, PartialDate, Person, Sex};
use model::{Personal, State, Subject};
use proptest::prelude::*;

fn person(names: &[&str]) -> Person {
    Person { names: names.iter().map(|name| Name::new(name)).collect(), ..Person::named("") }
}

fn state(code: &str) -> Personal<State> {
    Personal::new(State::parse(code).unwrap())
}

fn passport(value: &str, issuer: &str) -> Identifier {
    let issuer = Some(State::parse(issuer).unwrap());
    Identifier { kind: IdentifierKind::Passport, value: Personal::from(value), issuer }
}

fn organisation(name: &str) -> Subject {
    let names = vec![Name::new(name)];
    Subject::Organisation(Organisation { names, states: vec![], identifiers: vec![], addresses: vec![], remarks: None })
}

fn full(name: &str, birth: &str, nationality: &str, document: &str) -> Subject {
    Subject::Person(Person {
        birth: PartialDate::parse(birth),
        sex: Some(Sex::Male),
        nationalities: vec![state(nationality)],
        identifiers: vec![passport(document, nationality)],
        ..person(&[name])
    })
}

fn held() -> Vec<(EntryId, Subject)> {
    let subjects = [
        full("Otso Canaryson Testinen", "1971-04-05", "FIN", "FT 123456"),
        full("Otso Testinen", "1994-11-30", "EST", "KX-998877"),
        full("Wanjiru Samplewa Mwangi", "1980-02-29", "KEN", "A1112223"),
        Subject::Person(person(&["Muhammad Hussein al-Misali", "محمد حسين المثالي"])),
        Subject::Person(person(&["Xi Jinping Lieren"])),
        organisation("Exemplar Trading Co., Ltd."),
        organisation("OOO Primerstroy"),
    ];
    (1..).zip(subjects).map(|(at, subject)| (EntryId::new(format!("e{at}")), subject)).collect()
}

fn index() -> Index {
    Index::build(held(), Algorithm::V1)
}

fn by_name(name: &str) -> Subject {
    Subject::Person(person(&[name]))
}

fn first(name: &str) -> Candidate {
    index().screen(&by_name(name), 5).into_iter().next().unwrap()
}

fn entries(candidates: &[Candidate]) -> Vec<&str> {
    candidates.iter().map(|candidate| candidate.entry.as_str()).collect()
}

#[test]
fn scr_1_1_no_candidate_by_a_trait_alone() {
    let mut asked = person(&["\u{1F600}"]);
    asked.birth = PartialDate::parse("1971-04-05");
    asked.sex = Some(Sex::Male);
    asked.nationalities = vec![state("FIN")];
    assert!(index().screen(&Subject::Person(asked.clone()), 10).is_empty());
    asked.names = vec![Name::new("Nobody Unlike")];
    assert!(index().screen(&Subject::Person(asked.clone()), 10).is_empty());
    asked.identifiers = vec![passport("ft123456", "FIN")];
    assert_eq!(entries(&index().screen(&Subject::Person(asked), 10)), ["e1"]);
}

#[test]
fn scr_1_2_ordering_never_ties() {
    let twins = ["b", "a", "c"].map(|id| (EntryId::new(id), by_name("Otso Testinen")));
    let index = Index::build(twins, Algorithm::V1);
    let found = index.screen(&by_name("Otso Testinen"), 10);
    assert_eq!(entries(&found), ["a", "b", "c"]);
    let found = self::index().screen(&by_name("Testinen Otso"), 10);
    assert_eq!(
        entries(&found)[..2],
        ["e2", "e1"],
        "word order is free; the extra name of e1 speaks a little against it"
    );
    assert!(found[0].probability > found[1].probability && found[0].log_odds > found[1].log_odds);
}

#[test]
fn scr_1_3_order_of_insertion_and_removals_do_not_matter() {
    let queries = ["Otso Testinen", "Mohamed Husain Misali", "محمد حسين", "Exemplar", "Primer Stroy", "J. Lieren"];
    let (plain, mut other) = (index(), Index::empty(Algorithm::V1));
    for (id, subject) in held().into_iter().rev() {
        other.insert(EntryId::new(format!("gone-{id}")), by_name("Otso Mohammed Exemplarsson Lierenovich"));
        assert!(!other.insert(id, subject));
    }
    for (id, _) in held() {
        assert!(other.remove(&EntryId::new(format!("gone-{id}"))));
    }
    for query in queries {
        assert_eq!(plain.screen(&by_name(query), 10), other.screen(&by_name(query), 10), "{query}");
    }
}

#[test]
fn scr_1_4_removal_is_erasure() {
    let mut index = index();
    let holds = |index: &Index, text: &str| {
        let residue = index.residue();
        residue.windows(text.len()).any(|window| window.eq_ignore_ascii_case(text.as_bytes()))
    };
    let own = ["canaryson", "knrsn", "otsocanaryson", "FT123456", "1971-04-05", "FIN"];
    for text in own {
        assert!(holds(&index, text), "{text} is there before");
    }
    assert!(index.remove(&EntryId::new("e1")));
    for text in own {
        assert!(!holds(&index, text), "{text} is gone after");
    }
    assert!(holds(&index, "testinen"), "another subject has it too");
    assert!(!index.remove(&EntryId::new("e1")) && !index.contains(&EntryId::new("e1")));
    assert_eq!(index.len(), held().len() - 1);
    for (id, _) in held() {
        index.remove(&id);
    }
    assert!(index.is_empty() && index.residue().iter().all(|byte| *byte == b'\n'));
    assert!(index.screen(&by_name("Otso Testinen"), 10).is_empty());
}

#[test]
fn scr_1_6_absence_is_not_contradiction() {
    let found = index().screen(&by_name("Wanjiru Samplewa Mwangi"), 1);
    let birth = found[0].explanation.pieces.iter().find(|piece| piece.what == What::Birth).unwrap();
    assert_eq!((birth.direction, birth.weight, birth.rule), (Direction::Absent, LogOdds(0), Rule::NotStated));
    let mut asked = person(&["Wanjiru Samplewa Mwangi"]);
    asked.birth = PartialDate::parse("1955-01-01");
    let found = index().screen(&Subject::Person(asked), 1);
    let birth = found[0].explanation.pieces.iter().find(|piece| piece.what == What::Birth).unwrap();
    assert_eq!(birth.direction, Direction::Against);
    assert!(birth.weight < LogOdds(0));
}

#[test]
fn scr_1_7_a_candidate_names_its_algorithm() {
    let candidate = first("Otso Testinen");
    assert_eq!((candidate.algorithm, candidate.algorithm.to_string().as_str()), (Algorithm::V1, "v1"));
    assert_eq!(serde_json::to_string(&Algorithm::V1).unwrap(), "\"v1\"");
}

#[test]
fn scr_1_8_debug_tells_no_value() {
    let mut asked = person(&["Otso Canaryson"]);
    asked.identifiers = vec![passport("FT 123456", "FIN")];
    let index = index();
    let found = index.screen(&Subject::Person(asked), 3);
    let exposed = found[0].explanation.expose();
    assert!(
        exposed.to_string().contains("Canaryson") && serde_json::to_string(&exposed).unwrap().contains("Canaryson")
    );
    let shown = format!("{index:?} {found:?} {exposed:?}").to_lowercase();
    for value in ["canaryson", "testinen", "ft 123456", "ft123456", "1971"] {
        assert!(!shown.contains(value), "{value}");
    }
}

#[test]
fn every_channel_finds_its_entry() {
    assert_eq!(first("محمد حسين المثالى").entry.as_str(), "e4");
    for (query, entry, rule) in [
        ("TESTINEN, Otso Canaryson", "e1", Rule::NameEqual),
        ("Wanjirru Samplewa", "e3", Rule::NameEdits),
        ("Mwnagi Wanjiru", "e3", Rule::NameEdits),
        ("Wanjiru Soumpoulewo Mwangi", "e3", Rule::NameConsonants),
        ("Prime Stroy Primerstroy", "e7", Rule::NameEqual),
        ("Primer Stroy", "e7", Rule::NameJoined),
        ("Jin Ping Lieren", "e5", Rule::NameJoined),
        ("W. Samplewa Mwangi", "e3", Rule::NameInitial),
    ] {
        let found = first(query);
        assert_eq!(found.entry.as_str(), entry, "{query}");
        let rules: Vec<Rule> = found.explanation.pieces.iter().map(|piece| piece.rule).collect();
        assert!(rules.contains(&rule), "{query}: {rules:?}");
    }
}

#[test]
fn an_arabic_spelling_meets_the_latin_one() {
    let latin_only = [(EntryId::new("x"), by_name("Muhammad Hussein Misali"))];
    let index = Index::build(latin_only, Algorithm::V1);
    let found = index.screen(&by_name("محمد حسين"), 1);
    assert_eq!(entries(&found), ["x"]);
    assert!(found[0].log_odds > found[0].explanation.prior, "{}", found[0].explanation.expose());
}

#[test]
fn a_legal_form_says_little_and_a_number_is_never_nearly_right() {
    let index = Index::build(
        [(EntryId::new("a"), organisation("Exemplar Trading Ltd")), (EntryId::new("b"), organisation("11420 Ltd"))],
        Algorithm::V1,
    );
    assert!(index.screen(&organisation("Another Ltd"), 5).is_empty());
    assert!(index.screen(&organisation("11421 Ltd"), 5).is_empty());
    assert_eq!(entries(&index.screen(&organisation("Ltd 11420"), 5)), ["b"]);
}

#[test]
fn evidence_raises_and_lowers() {
    let sum = |subject: Subject| index().screen(&subject, 9).into_iter().find(|c| c.entry.as_str() == "e1").unwrap();
    let named = sum(by_name("Otso Canaryson Testinen"));
    let agreeing = sum(full("Otso Canaryson Testinen", "1971-04-05", "FIN", "FT-123456"));
    let contradicting = sum(full("Otso Canaryson Testinen", "1930-01-01", "KEN", "ZZ 000000"));
    assert!(agreeing.probability > named.probability && named.probability > contradicting.probability);
    assert!(agreeing.probability > 0.99, "{}", agreeing.probability);
    let swapped = sum(full("Otso Canaryson Testinen", "1971-05-04", "FIN", "FT-123456"));
    assert!(swapped.explanation.pieces.iter().any(|piece| piece.rule == Rule::BirthNear));
}

#[test]
fn duplicates_replace_and_hostile_subjects_do_no_harm() {
    let mut index = index();
    assert!(index.insert(EntryId::new("e1"), by_name("Someone Else")));
    assert!(index.screen(&by_name("Canaryson"), 3).is_empty());
    let many: Vec<String> = (0..10_000).map(|at| format!("Alias{at} Canaryson")).collect();
    let many = Subject::Person(person(&many.iter().map(String::as_str).collect::<Vec<_>>()));
    index.insert(EntryId::new("many"), many.clone());
    let found = index.screen(&many, 3);
    assert_eq!(entries(&found)[..1], ["many"]);
    for odd in ["", "x", &"y".repeat(10_000), "\u{202E}\u{200D}", "al bin von", "🙂🙃"] {
        index.insert(EntryId::new("odd"), by_name(odd));
        index.screen(&by_name(odd), 3);
        assert!(index.remove(&EntryId::new("odd")));
    }
    assert!(index.screen(&by_name("Canaryson"), 0).is_empty());
}

#[test]
fn a_kind_that_is_not_stated_contradicts_none() {
    use crate::{Birth, Kind, Profile};
    let of = |kind: Kind| Profile {
        names: vec![Name::new("Otso Canaryson Testinen")],
        births: PartialDate::parse("1971-04-05").map(Birth::on).into_iter().collect(),
        ..Profile::of(kind)
    };
    let sum = |query: Kind, entry: Kind| {
        let index = Index::build([(EntryId::new("a"), of(entry))], Algorithm::V1);
        index.screen(&of(query), 1)[0].log_odds
    };
    assert_eq!(sum(Kind::Unstated, Kind::Person), sum(Kind::Person, Kind::Person));
    assert_eq!(sum(Kind::Person, Kind::Unstated), sum(Kind::Person, Kind::Person));
    assert!(sum(Kind::Person, Kind::Vessel) < sum(Kind::Unstated, Kind::Vessel));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn scr_1_5_one_edit_in_one_part_is_always_compared(
        names in prop::collection::vec("[a-z]{3,12}( [a-z]{3,12}){0,2}", 1..40),
        which in any::<prop::sample::Index>(), part in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(), edit in 0..4u8, letter in b'a'..=b'z',
    ) {
        let chosen = which.index(names.len());
        let mut parts: Vec<Vec<u8>> = names[chosen].split(' ').map(|part| part.as_bytes().to_vec()).collect();
        let at = part.index(parts.len());
        let place = place.index(parts[at].len());
        match edit {
            0 => parts[at][place] = letter,
            1 => parts[at].insert(place, letter),
            2 => { parts[at].remove(place); }
            _ => { let next = (place + 1).min(parts[at].len() - 1); parts[at].swap(place, next); }
        }
        let typed: Vec<String> = parts.into_iter().map(|part| String::from_utf8(part).unwrap()).collect();
        let index = Index::build(
            names.iter().enumerate().map(|(at, name)| (EntryId::new(at.to_string()), by_name(name))), Algorithm::V1);
        let found = index.screen(&by_name(&typed.join(" ")), names.len());
        prop_assert!(found.iter().any(|candidate| candidate.entry.as_str() == chosen.to_string()));
    }

    #[test]
    fn scr_1_9_the_pieces_add_up_and_the_bound_loses_nothing(
        names in prop::collection::vec("[a-e]{1,4}( [a-e]{1,4}){0,3}", 1..120), query in "[a-e]{1,4}( [a-e]{1,4}){0,3}",
    ) {
        let index = Index::build(
            names.iter().enumerate().map(|(at, name)| (EntryId::new(at.to_string()), by_name(name))), Algorithm::V1);
        let all = index.screen(&by_name(&query), names.len());
        for candidate in &all {
            prop_assert_eq!(candidate.explanation.log_odds(), candidate.log_odds);
        }
        prop_assert!(all.windows(2).all(|pair| pair[0].log_odds >= pair[1].log_odds));
        for top in [1, 3, 10] {
            prop_assert_eq!(&index.screen(&by_name(&query), top)[..], &all[..top.min(all.len())]);
            for reached in [0.001, 0.01, 0.05, 0.3] {
                let above = all[..top.min(all.len())].iter().take_while(|candidate| candidate.probability >= reached);
                let above: Vec<Candidate> = above.cloned().collect();
                prop_assert_eq!(index.screen_from(&by_name(&query), top, reached), above);
            }
        }
    }

    #[test]
    fn any_text_is_screened_without_harm(names in prop::collection::vec(any::<String>(), 0..6), query in any::<String>()) {
        let mut index = Index::empty(Algorithm::V1);
        for (at, name) in names.iter().enumerate() {
            index.insert(EntryId::new(at.to_string()), by_name(name));
        }
        let found = index.screen(&by_name(&query), 10);
        prop_assert!(found.iter().all(|candidate| candidate.probability > 0.0 && candidate.probability < 1.0));
        for at in 0..names.len() {
            let id = EntryId::new(at.to_string());
            prop_assert!(index.remove(&id));
        }
        prop_assert!(index.residue().iter().all(|byte| *byte == b'\n'));
    }
}
