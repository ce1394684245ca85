//! The importer of the consolidated list on the synthetic list, on broken copies of it, and on arbitrary bytes.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use formats::un::read;
use formats::{BadDocument, Guards, List};
use model::Subject;
use model::subject::{IdentifierKind, Sex};
use proptest::prelude::*;

const SYNTHETIC: &str = include_str!("../../../demo/lists/un-shaped-synthetic.xml");
const ONE: &str = r#"<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="2026-11-01"><INDIVIDUALS><INDIVIDUAL>
<DATAID>1</DATAID><FIRST_NAME>OTSO</FIRST_NAME><SECOND_NAME>TESTINEN &amp; &#x41;</SECOND_NAME>
<UN_LIST_TYPE>EX</UN_LIST_TYPE><REFERENCE_NUMBER>EXi.001</REFERENCE_NUMBER><GENDER>Male</GENDER>
<NAME_ORIGINAL_SCRIPT>Отсо Тестинен</NAME_ORIGINAL_SCRIPT><COMMENTS1><![CDATA[a <b>]]></COMMENTS1>
<NATIONALITY><VALUE>Exampleland</VALUE><VALUE>Neighbourland</VALUE></NATIONALITY>
<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME>Otso T; Testi</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1971-05-04</DATE></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1970</FROM_YEAR><TO_YEAR>1973</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_PLACE_OF_BIRTH><CITY>Portvale</CITY><COUNTRY>Exampleland</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>XX1234567</NUMBER><ISSUING_COUNTRY>Exampleland</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT>
<NEW_FIELD_OF_LATER>x</NEW_FIELD_OF_LATER></INDIVIDUAL></INDIVIDUALS><ENTITIES></ENTITIES></CONSOLIDATED_LIST>"#;

fn small(xml: &str) -> Result<List, BadDocument> {
    read(xml.as_bytes(), &Guards::SMALL, &mut |_| {})
}

fn refused(xml: &str) -> (&'static str, u64) {
    let bad = small(xml).unwrap_err();
    assert!(!bad.because.is_empty() && !bad.remedy.is_empty() && bad.file == "consolidated.xml");
    assert!(!bad.to_string().contains("TESTINEN"), "no name in a refusal");
    (bad.check.id, bad.line)
}

#[test]
fn one_person_with_every_field() {
    let list = small(ONE).unwrap();
    assert_eq!(list.generated.as_deref(), Some("2026-11-01"));
    assert_eq!((list.entries[0].id.as_str(), list.entries[0].reference.as_deref()), ("un-1", Some("EXi.001")));
    let Subject::Person(person) = &list.entries[0].subject else { panic!("a person") };
    let names: Vec<&str> = person.names.iter().map(|name| name.expose()).collect();
    assert_eq!(names, ["OTSO TESTINEN & A", "Отсо Тестинен", "Otso T", "Testi"]);
    assert_eq!(person.birth.map(|date| date.expose()).as_deref(), Some("1971-05-04"));
    assert_eq!(person.birth_place.as_ref().map(|place| place.expose().as_str()), Some("Portvale, Exampleland"));
    assert_eq!(person.sex, Some(Sex::Male));
    assert_eq!(person.nationalities.len(), 1);
    assert_eq!(person.identifiers[0].kind, IdentifierKind::Passport);
    let remarks = person.remarks.as_ref().unwrap().expose();
    for kept in ["a <b>", "NATIONALITY: Neighbourland", "DATE_OF_BIRTH: BETWEEN  1970 1973"] {
        assert!(remarks.contains(kept), "{kept} in {remarks}");
    }
}

#[test]
fn the_synthetic_list_is_read_whole() {
    let mut told = 0;
    let list = read(SYNTHETIC.as_bytes(), &Guards::SMALL, &mut |_| told += 1).unwrap();
    let persons = list.entries.iter().filter(|entry| matches!(entry.subject, Subject::Person(_))).count();
    assert_eq!((persons, list.entries.len() - persons, list.skipped.len()), (60, 15, 0));
    assert!(told > 0);
    let windows = SYNTHETIC.replace('\n', "\r\n");
    assert_eq!(small(&format!("\u{FEFF}{windows}")).unwrap().entries.len(), 75);
    assert_eq!(read(SYNTHETIC.as_bytes(), &Guards::UN, &mut |_| {}).unwrap_err().check.id, "FMT-1.1");
}

#[test]
fn fmt_2_1_no_declaration_no_entity_and_well_formed() {
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    assert_eq!(refused(&ONE.replacen("<CONSOLIDATED_LIST", &format!("{bomb}<CONSOLIDATED_LIST"), 1)).0, "FMT-2.1");
    assert_eq!(refused(&ONE.replacen("&amp;", "&a;", 1)), ("FMT-2.1", 2));
    assert_eq!(refused(&ONE.replacen("&#x41;", "&#0;", 1)), ("FMT-2.1", 2));
    assert_eq!(refused(&ONE.replacen("</FIRST_NAME>", "</LAST_NAME>", 1)), ("FMT-2.1", 2));
    assert_eq!(refused(&ONE[..ONE.len() / 2]).0, "FMT-2.1");
    assert_eq!(refused(&ONE[..ONE.len() - 3]).0, "FMT-2.1");
    assert_eq!(refused(&format!("{ONE}<MORE/>")).0, "FMT-2.1");
    assert_eq!(refused(&ONE[..ONE.len() - "</CONSOLIDATED_LIST>".len()]).0, "FMT-2.1");
}

#[test]
fn fmt_2_2_depth_and_size_are_bounded() {
    let deep = format!("{}{}", "<A>".repeat(3_000), "</A>".repeat(3_000));
    assert_eq!(refused(&ONE.replacen("<NEW_FIELD_OF_LATER>", &format!("{deep}<NEW_FIELD_OF_LATER>"), 1)).0, "FMT-2.2");
    let wide = "<A/>".repeat(30_000);
    assert_eq!(refused(&ONE.replacen("<NEW_FIELD_OF_LATER>", &format!("{wide}<NEW_FIELD_OF_LATER>"), 1)).0, "FMT-2.2");
    assert_eq!(refused(&ONE.replacen("OTSO", &"x".repeat(70_000), 1)).0, "FMT-2.2");
}

#[test]
fn fmt_2_3_another_shape_is_refused() {
    assert_eq!(refused(&ONE.replace("CONSOLIDATED_LIST", "OTHER_LIST")).0, "FMT-2.3");
    assert_eq!(refused(&ONE.replace("ENTITIES", "VESSELS")).0, "FMT-2.3");
    assert_eq!(refused(&ONE.replace("<INDIVIDUAL>", "<PERSON>").replace("</INDIVIDUAL>", "</PERSON>")).0, "FMT-2.3");
    assert_eq!(refused(&format!("<html>{}</html>", "Service unavailable. ".repeat(10))).0, "FMT-2.3");
}

#[test]
fn ids_and_names_are_checked() {
    assert_eq!(refused(&ONE.replacen("<DATAID>1<", "<DATAID>one<", 1)).0, "FMT-1.4");
    let from = ONE.find("<INDIVIDUAL>").unwrap();
    let to = ONE.find("</INDIVIDUALS>").unwrap();
    let twice = ONE.replacen("</INDIVIDUALS>", &format!("{}</INDIVIDUALS>", &ONE[from..to]), 1);
    assert_eq!(refused(&twice).0, "FMT-1.4");
    assert_eq!(refused(&ONE.replacen("OTSO", "", 1).replacen("TESTINEN &amp; &#x41;", "", 1)).0, "FMT-1.6");
    let bare = "<CONSOLIDATED_LIST><INDIVIDUALS></INDIVIDUALS><ENTITIES></ENTITIES></CONSOLIDATED_LIST>";
    assert_eq!(refused(bare), ("FMT-1.2", 0));
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in any::<Vec<u8>>()) {
        let guards = Guards { min_bytes: 0, ..Guards::SMALL };
        let refused = read(&bytes, &guards, &mut |_| {}).is_err();
        prop_assert!(refused);
    }

    #[test]
    fn arbitrary_markup_never_panics(text in "(<[A-C/!?][A-Z]{0,3}/?>|&[a-z#0-9]{1,4};|]]>|<!--|-->|[a-z ]){0,40}") {
        let wrapped = ONE.replacen("<NEW_FIELD_OF_LATER>", &format!("{text}<NEW_FIELD_OF_LATER>"), 1);
        let _ = small(&wrapped);
    }

    #[test]
    fn a_cut_list_is_never_taken(at in 0..ONE.len() - 1) {
        if let Some(cut) = ONE.get(..at) {
            prop_assert!(small(cut).is_err());
        }
    }
}
