//! The OFAC importer on the real list, on broken copies of a small one, and on arbitrary bytes.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use formats::ofac::{Files, read};
use formats::{BadDocument, Guards, List, Progress};
use model::Subject;
use proptest::prelude::*;
use std::path::Path;

const SDN: &str = "36,\"EXEMPLAR AIRLINES\",-0- ,\"EXA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"Tax ID No. 123456 (Exampleland).\"\r\n\
    37,\"TESTINEN, Otso\",\"individual\",\"EXA] [EXB\",\"Treasurer\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 04 May 1971; nationality Exam\"\r\n\
    38,\"BOAT ONE\",\"vessel\",\"EXA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n";
const ALT: &str = "36,12,\"aka\",\"EXEMPLAR-AIR\",-0- \r\n38,13,\"aka\",\"BOAT\",-0- \r\n";
const ADD: &str = "36,25,\"1 Street\",\"Portvale\",\"Exampleland\",-0- \r\n37,26,-0- ,-0- ,-0- ,-0- \r\n";
const COMMENTS: &str = "37,\"pleland; Gender Male.\"\r\n";

fn small(sdn: &str, alt: &str, add: &str, comments: &str) -> Result<List, BadDocument> {
    let [sdn, alt, add, comments] = [sdn, alt, add, comments].map(str::as_bytes);
    read(&Files { sdn, alt, add, comments }, &Guards::SMALL, &mut |_| {})
}

fn refused(sdn: &str, alt: &str, add: &str, comments: &str) -> (&'static str, String, u64, String) {
    let bad = small(sdn, alt, add, comments).unwrap_err();
    assert!(!bad.because.is_empty() && !bad.remedy.is_empty());
    assert!(!bad.to_string().contains("TESTINEN"), "no name in a refusal");
    (bad.check.id, bad.file, bad.line, bad.field)
}

fn at(check: &'static str, file: &str, line: u64, field: &str) -> (&'static str, String, u64, String) {
    (check, file.to_owned(), line, field.to_owned())
}

#[test]
fn a_small_list_is_read_whole() {
    let list = small(SDN, ALT, ADD, COMMENTS).unwrap();
    assert_eq!(list.entries.iter().map(|entry| entry.id.as_str()).collect::<Vec<_>>(), ["ofac-36", "ofac-37"]);
    assert_eq!((list.skipped[0].kind.as_str(), list.skipped[0].count), ("vessel", 1));
    assert_eq!(list.entries[1].programmes, ["EXA", "EXB"]);
    let Subject::Organisation(airline) = &list.entries[0].subject else { panic!("an organisation") };
    assert_eq!(airline.names.len(), 2);
    assert_eq!(airline.states[0].expose().as_str(), "XXA");
    assert_eq!(airline.addresses[0].expose(), "1 Street, Portvale, Exampleland");
    assert_eq!(airline.identifiers[0].value.expose(), "123456");
    let Subject::Person(person) = &list.entries[1].subject else { panic!("a person") };
    assert_eq!(person.birth.map(|date| date.expose()).as_deref(), Some("1971-05-04"));
    assert_eq!(person.nationalities[0].expose().as_str(), "XXA", "the remark goes on in the comments");
    assert_eq!(person.remarks.as_ref().map(|text| text.expose().as_str()), Some("Title: Treasurer"));
    assert!(person.addresses.is_empty());
}

#[test]
fn fmt_1_2_too_few_or_too_many_entries() {
    let files = Files { sdn: SDN.as_bytes(), alt: b"", add: b"", comments: b"" };
    for guards in [Guards { min_entries: 3, ..Guards::SMALL }, Guards { max_entries: 2, ..Guards::SMALL }] {
        assert_eq!(read(&files, &guards, &mut |_| {}).unwrap_err().check.id, "FMT-1.2");
    }
    assert_eq!(read(&files, &Guards::OFAC, &mut |_| {}).unwrap_err().check.id, "FMT-1.1");
}

#[test]
fn fmt_1_3_rows_with_other_columns() {
    assert_eq!(refused(&SDN.replacen("\"EXA\",", "", 1), ALT, ADD, COMMENTS), at("FMT-1.3", "sdn.csv", 1, ""));
    assert_eq!(refused(SDN, "36,12,\"aka\"\r\n", ADD, COMMENTS), at("FMT-1.3", "alt.csv", 1, ""));
    let cut = &SDN[..SDN.len() - 30];
    assert_eq!(refused(cut, ALT, ADD, COMMENTS), at("FMT-1.3", "sdn.csv", 3, ""));
    let html = "<html><body>Service unavailable, please try again later. Service unavailable.</body></html>";
    assert_eq!(refused(html, ALT, ADD, COMMENTS).0, "FMT-1.3");
    let open = SDN.replacen("\"DOB", "\"\"DOB", 1).replace("Exam\"", &format!("{}\"", "x".repeat(9_000)));
    assert_eq!(refused(&open, ALT, ADD, COMMENTS).0, "FMT-1.3");
}

#[test]
fn fmt_1_4_ids_that_repeat_or_are_none() {
    assert_eq!(refused(&SDN.replacen("37,", "36,", 1), ALT, ADD, ""), at("FMT-1.4", "sdn.csv", 2, "ent_num"));
    assert_eq!(refused(&SDN.replacen("37,", "x7,", 1), ALT, ADD, ""), at("FMT-1.4", "sdn.csv", 2, "ent_num"));
}

#[test]
fn fmt_1_5_references_to_nothing() {
    assert_eq!(refused(SDN, &ALT.replacen("36", "99", 1), ADD, ""), at("FMT-1.5", "alt.csv", 1, "ent_num"));
    assert_eq!(refused(SDN, ALT, &ADD.replacen("37", "99", 1), ""), at("FMT-1.5", "add.csv", 2, "ent_num"));
    assert_eq!(refused(SDN, ALT, ADD, "99,\"x\"\r\n"), at("FMT-1.5", "sdn_comments.csv", 1, "ent_num"));
}

#[test]
fn fmt_1_6_names_that_are_missing() {
    assert_eq!(
        refused(&SDN.replacen("\"TESTINEN, Otso\"", "-0- ", 1), ALT, ADD, ""),
        at("FMT-1.6", "sdn.csv", 2, "SDN_Name")
    );
    assert_eq!(
        refused(SDN, &ALT.replacen("\"EXEMPLAR-AIR\"", "\"\"", 1), ADD, ""),
        at("FMT-1.6", "alt.csv", 1, "alt_name")
    );
}

#[test]
fn fmt_1_8_kinds_that_are_not_known() {
    let changed = SDN.replacen("\"vessel\"", "\"spaceship\"", 1);
    assert_eq!(refused(&changed, ALT, ADD, ""), at("FMT-1.8", "sdn.csv", 3, "SDN_Type"));
}

#[test]
fn the_published_list_is_read_whole() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/lists/ofac");
    let file = |name: &str| std::fs::read(folder.join(name)).unwrap();
    let (sdn, alt, add, comments) = (file("sdn.csv"), file("alt.csv"), file("add.csv"), file("sdn_comments.csv"));
    let mut told: Vec<Progress> = Vec::new();
    let files = Files { sdn: &sdn, alt: &alt, add: &add, comments: &comments };
    let list = read(&files, &Guards::OFAC, &mut |progress| told.push(progress)).unwrap();
    let persons = list.entries.iter().filter(|entry| matches!(entry.subject, Subject::Person(_))).count();
    assert_eq!((persons, list.entries.len() - persons), (4_620, 3_673));
    let skipped: Vec<(&str, usize)> = list.skipped.iter().map(|kind| (kind.kind.as_str(), kind.count)).collect();
    assert_eq!(skipped, [("vessel", 406), ("aircraft", 277)]);
    assert!(told.len() > 20 && told.iter().all(|progress| progress.done <= progress.total));
    let of = |field| list.entries.iter().filter(|entry| entry.subject.filled().contains(&field)).count();
    assert!(of(model::Field::Birth) > 3_500 && of(model::Field::Nationalities) > 3_000);
    assert!(of(model::Field::Identifiers) > 3_000 && of(model::Field::Sex) > 1_400);
    let half = &sdn[..sdn.len() / 3];
    let cut = Files { sdn: half, ..files };
    assert!(read(&cut, &Guards::OFAC, &mut |_| {}).is_err(), "a part of the list is not the list");
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(sdn in prop::collection::vec(any::<u8>(), 0..400), alt in any::<Vec<u8>>()) {
        let guards = Guards { min_bytes: 0, ..Guards::SMALL };
        let _ = read(&Files { sdn: &sdn, alt: &alt, add: &alt, comments: &sdn }, &guards, &mut |_| {});
    }

    #[test]
    fn a_changed_byte_is_read_or_refused_with_its_place(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut sdn = SDN.as_bytes().to_vec();
        let at = at.index(sdn.len());
        sdn[at] = byte;
        match read(&Files { sdn: &sdn, alt: b"", add: b"", comments: b"" }, &Guards::SMALL, &mut |_| {}) {
            Ok(list) => prop_assert!(list.entries.len() + list.skipped.iter().map(|kind| kind.count).sum::<usize>() <= 3),
            Err(bad) => prop_assert!(bad.file == "sdn.csv" && !bad.remedy.is_empty()),
        }
    }

    #[test]
    fn remarks_lose_no_statement(statements in prop::collection::vec("[A-Za-z. ()0-9']{1,30}", 0..6)) {
        let found = formats::ofac::remarks::read(&statements.join("; "));
        let kept = found.rest.split("; ").filter(|statement| !statement.is_empty()).count();
        let fields = usize::from(found.birth.is_some()) + usize::from(found.birth_place.is_some())
            + usize::from(found.sex.is_some()) + found.nationalities.len() + found.identifiers.len() + found.names.len();
        prop_assert!(kept + fields >= statements.iter().filter(|statement| !statement.trim().is_empty()).count());
    }
}

#[test]
fn fmt_1_9_a_file_without_its_end_is_cut() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/lists/ofac");
    let [sdn, alt, add, comments] =
        ["sdn", "alt", "add", "sdn_comments"].map(|name| std::fs::read(folder.join(format!("{name}.csv"))).unwrap());
    let taken = |sdn: &[u8], alt: &[u8], add: &[u8], comments: &[u8]| {
        read(&Files { sdn, alt, add, comments }, &Guards::OFAC, &mut |_| {}).map_err(|bad| (bad.check.id, bad.file))
    };
    assert!(taken(&sdn, &alt, &add, &comments).is_ok());
    let line = |file: &[u8], at: usize| {
        let end = file.split_inclusive(|byte| *byte == b'\n').take(at).map(<[u8]>::len).sum();
        file[..end].to_vec()
    };
    assert_eq!(taken(&line(&sdn, 6_000), &alt, &add, &comments).unwrap_err(), ("FMT-1.9", "sdn.csv".to_owned()));
    assert_eq!(taken(&sdn, &line(&alt, 20), &add, &comments).unwrap_err(), ("FMT-1.9", "alt.csv".to_owned()));
    assert_eq!(taken(&sdn, &alt, &[], &comments).unwrap_err(), ("FMT-1.9", "add.csv".to_owned()));
    let cut = taken(&sdn, &alt, &add, &comments[..30]).unwrap_err();
    assert_eq!(cut, ("FMT-1.9", "sdn_comments.csv".to_owned()));
}
