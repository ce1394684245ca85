//! `comity law offence` and `comity law compare` as a user runs them.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use serde_json::Value;
use std::process::{Command, Output};

fn comity(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_comity")).args(arguments).output().unwrap()
}

fn json(arguments: &[&str]) -> (i32, Value) {
    let out = comity(&[arguments, &["--json"]].concat());
    let text = String::from_utf8(out.stdout).unwrap();
    let document = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}"));
    (out.status.code().unwrap(), document)
}

fn page(arguments: &[&str]) -> (i32, String) {
    let out = comity(arguments);
    (out.status.code().unwrap(), String::from_utf8(out.stdout).unwrap())
}

#[test]
fn an_offence_shows_its_definitions_and_their_elements() {
    let (code, all) = json(&["law", "offence"]);
    assert_eq!((code, all["count"].as_u64().unwrap()), (0, 21));
    let definitions: u64 =
        all["offences"].as_array().unwrap().iter().map(|row| row["definitions"].as_u64().unwrap()).sum();
    assert_eq!(definitions, 101);
    let (code, one) = json(&["law", "offence", "terrorist-financing"]);
    assert_eq!((code, one["as_charged"].as_bool()), (0, Some(false)));
    for definition in one["definitions"].as_array().unwrap() {
        assert!(definition["cite"].is_string() && definition["elements"]["conduct"].is_array(), "{definition}");
    }
    let (_, shown) = page(&["law", "offence", "terrorist-financing"]);
    assert!(shown.contains("UN-ICSFT-1999 art. 2(1)(b) [unverified]") && shown.contains("provide-funds:"), "{shown}");
    let (_, shown) = page(&["law", "offence", "separatism"]);
    assert!(shown.contains("label as charged"), "{shown}");
}

#[test]
fn two_definitions_are_compared_and_a_person_decides() {
    let european_arab = ["law", "compare", "terrorist-act@EU-TERR-2017", "terrorist-act@ARAB-TERR-1998"];
    let (code, found) = json(&european_arab);
    assert_eq!((code, &found["verdict"]), (0, &Value::from("partial")));
    let (_, shown) = page(&european_arab);
    assert!(shown.starts_with("PARTIAL [unverified]") && shown.contains("self-determination"), "{shown}");
    assert!(shown.contains("a person decides on dual criminality"), "{shown}");
    let (_, more) = page(&[&european_arab[..], &["--explain"]].concat());
    assert!(more.len() > shown.len() && more.contains("the other has the same"), "{more}");
    let (code, none) = json(&["law", "compare", "separatism", "money-laundering"]);
    assert_eq!((code, &none["verdict"]), (1, &Value::from("none")));
    assert!(none["reasons"].as_array().unwrap().iter().any(|reason| reason["check"] == "LAW-7.3"));
}

#[test]
fn a_national_definition_is_read_from_a_file_and_a_fault_in_it_has_a_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("code.toml");
    let text = "title = \"Code\"\n[[definition]]\ncite = \"s. 15\"\nverification = \"sourced\"\n\
                elements.conduct = [\"provide-funds\"]\n";
    std::fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap();
    let (code, found) = json(&["law", "compare", path, "terrorist-financing@UN-ICSFT-1999"]);
    assert_eq!((code, &found["verdict"]), (0, &Value::from("partial")));
    std::fs::write(path, text.replace("provide-funds", "provide-fund")).unwrap();
    let out = comity(&["law", "compare", path, "terrorist-financing"]);
    let said = String::from_utf8(out.stderr).unwrap();
    assert!(out.status.code() == Some(2) && said.contains("provide-fund") && said.contains("LAW-7.1"), "{said}");
}

#[test]
fn bad_words_name_what_was_meant() {
    for (arguments, words) in [
        (&["law", "offence", "terorist-financing"][..], "did you mean terrorist-financing"),
        (&["law", "compare", "terrorist-act@EU-TERR-2018", "recruitment"], "did you mean EU-TERR-2017"),
        (&["law", "compare", "recruitment@UN-ICSFT-1999", "recruitment"], "choose among"),
        (&["law", "compare", "/no/such/file.toml", "recruitment"], "/no/such/file.toml"),
        (&["law", "compare", "recruitment"], "<B>"),
    ] {
        let out = comity(arguments);
        let said = String::from_utf8(out.stderr).unwrap();
        assert!(out.status.code() == Some(2) && said.contains(words), "{arguments:?}: {said}");
    }
}
