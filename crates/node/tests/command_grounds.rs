//! `comity law grounds` as a user runs it.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use serde_json::Value;
use std::process::{Command, Output};

const BOMBER: &[&str] = &[
    "law",
    "grounds",
    "--requesting",
    "TUR",
    "--requested",
    "CHE",
    "--offence",
    "terrorist-bombing",
    "--on",
    "2026-11-25",
];

fn comity(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_comity")).args(arguments).output().unwrap()
}

fn json(arguments: &[&str]) -> (i32, Value) {
    let out = comity(&[arguments, &["--json"]].concat());
    let text = String::from_utf8(out.stdout).unwrap();
    let document = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}"));
    (out.status.code().unwrap(), document)
}

fn page(arguments: &[&str]) -> String {
    String::from_utf8(comity(arguments).stdout).unwrap()
}

fn ground<'a>(found: &'a Value, instrument: &str, id: &str) -> &'a Value {
    let set = found["sets"].as_array().unwrap().iter().find(|set| set["instrument"] == instrument).unwrap();
    set["grounds"].as_array().unwrap().iter().find(|ground| ground["id"] == id).unwrap()
}

#[test]
fn grounds_come_with_article_and_fact_and_a_person_decides() {
    let (code, found) = json(&[BOMBER, &["--fact", "regarded-as-political", "--nationality", "CHE"]].concat());
    assert_eq!(code, 0);
    let nationals = ground(&found, "COE-ETS024", "nationals");
    assert_eq!((&nationals["outcome"], &nationals["force"]), (&Value::from("applies"), &Value::from("optional")));
    assert_eq!(nationals["facts"][0]["told"], "found");
    assert_eq!(ground(&found, "COE-ETS024", "political-offence")["outcome"], "excluded");
    assert!(found["following"]["duties"].as_array().unwrap().iter().any(|duty| duty["cite"] == "COE-ETS024 art. 6(2)"));
    let shown = page(&[BOMBER, &["--fact", "risk-of-torture"]].concat());
    assert!(shown.contains("raised, two persons: Non-refoulement") && shown.contains("a person decides"), "{shown}");
    assert!(shown.contains("If it is refused:") && shown.contains("To be established"), "{shown}");
    let explained = page(&[BOMBER, &["--fact", "risk-of-torture", "--explain"]].concat());
    assert!(explained.len() > shown.len() && explained.contains("risk-of-torture [given]"), "{explained}");
}

#[test]
fn a_mandatory_ground_under_all_that_serves_is_an_answer_that_is_no() {
    let asked = ["law", "grounds", "--under", "UN-MODEL-EXTRADITION-1990", "--requesting", "USA", "--requested", "KEN"];
    let asked = [&asked[..], &["--offence", "terrorist-financing", "--fact", "persecution"]].concat();
    let (code, found) = json(&asked);
    assert_eq!((code, &found["sets"][0]["conclusion"]), (1, &Value::from("mandatory")));
    let (code, found) = json(&[&asked[..asked.len() - 1], &["not persecution"]].concat());
    assert_eq!((code, &found["sets"][0]["conclusion"]), (0, &Value::from("open")));
}

#[test]
fn a_case_is_read_from_toml_and_json_and_arguments_go_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let toml = folder.path().join("case.toml");
    let text = "requesting = \"FRA\"\nrequested = \"DEU\"\nkind = \"surrender\"\noffence = \"terrorist-act\"\n\
                on = 2026-11-25\n[penalty]\nrequesting_months = 240\n[facts]\nlapsed-in-requested = true\n\
                requested-has-jurisdiction = true\n";
    std::fs::write(&toml, text).unwrap();
    let toml = toml.to_str().unwrap();
    let (code, found) = json(&["law", "grounds", toml]);
    assert_eq!((code, &ground(&found, "EU-EAW-2002", "lapse-of-time")["outcome"]), (0, &Value::from("applies")));
    let (_, found) = json(&["law", "grounds", toml, "--fact", "not requested-has-jurisdiction"]);
    assert_eq!(ground(&found, "EU-EAW-2002", "lapse-of-time")["outcome"], "not-applicable");
    let case = folder.path().join("case.json");
    let text = r#"{"requesting":"FRA","requested":"DEU","kind":"surrender","offence":"terrorist-act","on":"2026-11-25",
                   "facts":{"below-age-of-responsibility":true}}"#;
    std::fs::write(&case, text).unwrap();
    let (code, found) = json(&["law", "grounds", case.to_str().unwrap()]);
    assert_eq!((code, &ground(&found, "EU-EAW-2002", "age")["force"]), (1, &Value::from("mandatory")));
    std::fs::write(&case, text.replace("below-age", "bellow-age")).unwrap();
    let out = comity(&["law", "grounds", case.to_str().unwrap()]);
    let said = String::from_utf8(out.stderr).unwrap();
    assert!(out.status.code() == Some(2) && said.contains("bellow-age") && said.contains("LAW-8.2"), "{said}");
}

#[test]
fn bad_words_name_what_was_meant_and_the_facts_are_listed() {
    for (arguments, words) in [
        (&["--fact", "regarded-as-politcal"][..], "did you mean regarded-as-political"),
        (&["--under", "COE-ETS025"], "COE-ETS024"),
        (&["--nationality", "Kenya"], "KEN"),
        (&["--kind", "extraditing"], "choose among"),
        (&["--fact", "persecution", "--fact", "not persecution"], "to hold and not to hold"),
        (&["/no/such/case.toml"], "/no/such/case.toml"),
    ] {
        let out = comity(&[BOMBER, arguments].concat());
        let said = String::from_utf8(out.stderr).unwrap();
        assert!(out.status.code() == Some(2) && said.contains(words), "{arguments:?}: {said}");
    }
    let out = comity(&["law", "grounds", "--requesting", "TUR"]);
    let said = String::from_utf8(out.stderr).unwrap();
    assert!(out.status.code() == Some(2) && said.contains("--requested") && said.contains("give it"), "{said}");
    let (_, facts) = json(&["law", "grounds", "--facts"]);
    assert!(facts.as_array().unwrap().len() > 50);
    assert!(page(&["law", "grounds", "--facts"]).contains("The proceedings:"));
}
