//! `comity clock` as a user runs it.
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

fn stderr(arguments: &[&str]) -> (i32, String) {
    let out = comity(arguments);
    (out.status.code().unwrap(), String::from_utf8(out.stderr).unwrap())
}

#[test]
fn the_list_shows_each_clock_with_its_article_and_whether_it_was_read() {
    let (code, list) = json(&["clock", "--list"]);
    assert_eq!(code, 0);
    let clocks = list["clocks"].as_array().unwrap();
    assert_eq!(list["count"], clocks.len());
    assert!(clocks.len() >= 60);
    for clock in clocks {
        assert!(
            !clock["cite"].as_str().unwrap().is_empty() && !clock["effect"].as_str().unwrap().is_empty(),
            "{clock}"
        );
        assert!(["sourced", "unverified"].contains(&clock["verification"].as_str().unwrap()), "{clock}");
    }
    let page = String::from_utf8(comity(&["clock", "--list"]).stdout).unwrap();
    let line = page.lines().find(|line| line.starts_with("eio-recognition ")).unwrap();
    assert!(
        line.contains("30 calendar days") && line.contains("sourced") && line.contains("EU-EIO-2014 art. 12(3)"),
        "{line}"
    );
}

#[test]
fn a_clock_is_counted_through_what_happened_to_it() {
    let base = ["clock", "fiu-request", "--from", "2026-12-22T10:00", "--executing", "FIN"];
    let (code, found) = json(&[&base[..], &["--now", "2026-12-23T10:00"]].concat());
    assert_eq!((code, &found["clock"]["due"]), (0, &Value::from("2026-12-31T08:00:00Z")));
    assert_eq!(found["position"]["state"]["state"], "running");
    let extended = ["--event", "extend:5wd:three banks were asked@2026-12-23T09:00", "--now", "2026-12-23T10:00"];
    let (_, found) = json(&[&base[..], &extended].concat());
    assert_eq!(found["position"]["due"], "2027-01-11T08:00:00Z");
    let (code, found) = json(&[&base[..], &["--now", "2027-01-15T10:00"]].concat());
    assert_eq!((code, &found["position"]["state"]["state"]), (1, &Value::from("lapsed")));
}

#[test]
fn a_clock_is_refused_where_it_does_not_bind_and_bad_input_names_the_remedy() {
    let eio = ["clock", "eio-recognition", "--from", "2026-11-23T10:00", "--executing", "FIN", "--requesting"];
    let (code, said) = stderr(&[&eio[..], &["DNK"]].concat());
    assert!(code == 1 && said.contains("LAW-6.1") && said.contains("Denmark"), "{code} {said}");
    let (code, said) = stderr(&[&eio[..], &["EST", "--started-by", "arrest"]].concat());
    assert!(code == 1 && said.contains("LAW-6.6"), "{code} {said}");
    let (code, said) = stderr(&["clock", "eio-recognition", "--from", "2026-11-23T10:00Z", "--started-by", "arrest"]);
    assert!(code == 1 && said.contains("LAW-6.6"), "whoever asks, each act names its own start: {code} {said}");
    for (arguments, words) in [
        (&["clock", "eio-recognitoin", "--from", "2026-11-23T10:00Z"][..], "did you mean eio-recognition"),
        (&["clock", "eio-recognition", "--from", "yesterday"], "2026-11-23T10:00+02:00"),
        (&["clock", "tco-removal", "--from", "2026-03-29T03:30", "--executing", "FIN"], "with its offset"),
        (&["clock", "tco-removal", "--from", "2026-10-25T03:30", "--zone", "Europe/Helsinki"], "exists twice"),
        (&["clock", "tco-removal", "--from", "9999-12-31T10:00", "--executing", "FIN"], "leaves the calendar"),
        (
            &["clock", "tco-removal", "--from", "2026-11-23T10:00Z", "--event", "stop@2026-11-23T10:10Z"],
            "nothing that happens",
        ),
        (&["clock", "tco-removal", "--from", "2026-11-23T10:00Z", "--zone", "Mars/Base"], "IANA"),
        (&["clock"], "required"),
        (&["clock", "eio-recognition"], "competent-authority-receipt"),
        (
            &["clock", "tco-removal", "--from", "2026-11-23T10:00Z", "--requesting", "FIN", "--executing", "FIN"],
            "with itself",
        ),
    ] {
        let (code, said) = stderr(arguments);
        assert!(code == 2 && said.contains(words), "{arguments:?}: {code} {said}");
    }
}
