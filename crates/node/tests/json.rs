//! `docs/json.md` names every field that the words it describes print with `--json`.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

/// The fields of each word, as the page names them.
fn documented() -> BTreeMap<String, BTreeSet<String>> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/json.md");
    let mut words: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut word = String::new();
    for line in std::fs::read_to_string(page).unwrap().lines() {
        if let Some(heading) = line.strip_prefix("## `") {
            heading.trim_end_matches('`').clone_into(&mut word);
            words.entry(word.clone()).or_default();
        } else if let Some(row) = line.strip_prefix("| `") {
            let fields =
                row.split(" | ").next().unwrap().split('`').filter(|field| !field.trim_matches([',', ' ']).is_empty());
            words.get_mut(&word).unwrap().extend(fields.map(str::to_owned));
        }
    }
    words
}

/// Every path to something that is neither a list nor an object, and every empty one.
fn paths(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let dot = if path.is_empty() { "" } else { "." };
                paths(value, &format!("{path}{dot}{name}"), found);
            }
        }
        Value::Array(elements) => elements.iter().for_each(|element| paths(element, &format!("{path}[]"), found)),
        _ => {
            found.insert(path.to_owned());
        }
    }
}

fn names(fields: &BTreeSet<String>, path: &str) -> bool {
    fields.iter().any(|field| field == path || field.strip_suffix('*').is_some_and(|start| path.starts_with(start)))
}

#[test]
fn every_field_that_is_printed_is_documented() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("case.toml");
    let text = "requesting = \"USA\"\nrequested = \"DEU\"\nkind = \"extradition\"\noffence = \"terrorist-financing\"\n\
                on = 2026-11-25\nnationalities = [\"DEU\"]\nconfirmed = [\"bilateral-treaty-in-force\"]\n\
                penalty = { requesting_months = 240, requested_months = 120, sentence_months = 60 }\n\
                [facts]\npersecution = false\npunishable-by-death = true\n\
                [[decision]]\ngate = \"death-penalty\"\nanswer = \"passes\"\nby = [\"a\", \"b\"]\nreasons = \"assurance\"\n";
    std::fs::write(&case, text).unwrap();
    let case = case.to_str().unwrap();
    let named =
        text.replace("USA", "TUR").replace("DEU", "CHE").replace("terrorist-financing", "obstruction-of-justice");
    let second = folder.path().join("second.toml");
    std::fs::write(&second, format!("under = \"COE-ETS024\"\n{named}")).unwrap();
    let second = second.to_str().unwrap();
    let arab = "extradition-arab-provisional-arrest";
    let from = ["--from", "2026-11-20T10:00Z"];
    let site = folder.path().join("site");
    let on = ["--on", "2026-11-23"];
    let between = |pair: [&'static str; 2], kind: &'static str, offence: &'static str| -> [&'static str; 12] {
        let [from, to] = pair;
        let [on, day] = on;
        ["law", "basis", "--from", from, "--to", to, "--kind", kind, "--offence", offence, on, day]
    };
    let bombing = "terrorist-bombing";
    let runs: &[(&str, &[&[&str]])] = &[
        (
            "comity law basis",
            &[
                &between(["EST", "TUR"], "extradition", bombing),
                &between(["FIN", "SWE"], "information", "terrorist-act"),
                &between(["CHE", "KEN"], "extradition", "extremism"),
                &between(["KEN", "FIN"], "information", bombing),
                &between(["GBR", "FRA"], "extradition", "terrorist-act"),
                &between(["HKG", "FIN"], "information", "terrorist-act"),
                &[
                    &between(["EST", "KEN"], "freezing-confiscation", bombing)[..],
                    &["--confirmed", "organised-criminal-group-transnational", "--from-body", "police"],
                ]
                .concat(),
            ],
        ),
        (
            "comity law parties",
            &[
                &["law", "parties", "COE-CETS196"],
                &["law", "parties", "CIS-MINSK-1993"],
                &["law", "parties", "UN-HOSTAGES-1979", "--on", "1995-01-01"],
                &["law", "parties", "EU-EIO-2014"],
            ],
        ),
        (
            "comity law state",
            &[
                &["law", "state", "UKR", "--explain"],
                &["law", "state", "KEN"],
                &["law", "state", "CHE"],
                &["law", "state", "MNE", "--on", "2006-10-02"],
            ],
        ),
        (
            "comity law instrument",
            &[
                &["law", "instrument"],
                &["law", "instrument", "UN-UNTOC-2000", "--explain"],
                &["law", "instrument", "EU-UK-TCA-2020"],
                &["law", "instrument", "COE-ETS024"],
                &["law", "instrument", "SCO-SHANGHAI-2001"],
                &["law", "instrument", "COE-CETS217"],
            ],
        ),
        (
            "comity law gaps",
            &[
                &["law", "gaps", "--state", "KEN", "--kind", "mla"],
                &["law", "gaps", "--among", "AU", "--state", "KEN", "--confirmed", "own-initiative"],
            ],
        ),
        ("comity law gaps --matrix", &[&["law", "gaps", "--matrix", "--state", "FIN", "--state", "KEN"]]),
        (
            "comity law what-if",
            &[
                &["law", "what-if", "--join", "KEN", "COE-ETS185", "--confirmed", "own-initiative"],
                &["law", "what-if", "--leave", "UGA", "UN-ICSFT-1999", "--kind", "information"],
            ],
        ),
        ("comity law calendar", &[&["law", "calendar"]]),
        ("comity law check", &[&["law", "check"], &["law", "check", "--leave", "UGA", "UN-ICSFT-1999"]]),
        ("comity law book", &[&["law", "book", "--state", "KEN", "--state", "ITA", "--out", site.to_str().unwrap()]]),
        ("comity law offence", &[&["law", "offence"]]),
        ("comity law offence OFFENCE", &[&["law", "offence", "terrorist-act"], &["law", "offence", "extremism"]]),
        (
            "comity law compare",
            &[
                &["law", "compare", "terrorist-act@EU-TERR-2017", "terrorist-act@ARAB-TERR-1998"],
                &["law", "compare", "extremism", "terrorist-act"],
            ],
        ),
        ("comity law grounds", &[&["law", "grounds", case], &["law", "grounds", second]]),
        ("comity law grounds --facts", &[&["law", "grounds", "--facts"]]),
        ("comity clock --list", &[&["clock", "--list"]]),
        (
            "comity clock CLOCK",
            &[
                &["clock", "epoc-enforcement", from[0], from[1], "--executing", "FIN", "--requesting", "EST"],
                &["clock", arab, from[0], from[1], "--now", "2026-11-21T10:00Z"],
                &["clock", "eio-recognition", from[0], from[1], "--now", "2026-11-21T10:00Z"],
                &["clock", "epoc-pr-preservation", from[0], from[1], "--event", "met@2026-11-21T10:00Z"],
                &["clock", "epoc-production", from[0], from[1], "--event", "suspend:8(4)@2026-11-20T11:00Z"],
            ],
        ),
    ];
    let documented = documented();
    assert_eq!(
        documented.keys().map(String::as_str).collect::<BTreeSet<_>>(),
        runs.iter().map(|(word, _)| *word).collect()
    );
    for (word, runs) in runs {
        let mut found = BTreeSet::new();
        for arguments in *runs {
            let out = Command::new(env!("CARGO_BIN_EXE_comity")).args(*arguments).arg("--json").output().unwrap();
            let said = String::from_utf8_lossy(&out.stderr).into_owned();
            assert!(out.status.code().is_some_and(|code| code < 2), "{arguments:?}: {said}");
            paths(
                &serde_json::from_slice(&out.stdout).unwrap_or_else(|e| panic!("{arguments:?}: {e}")),
                "",
                &mut found,
            );
        }
        let fields = &documented[*word];
        let missing: Vec<&String> = found.iter().filter(|path| !names(fields, path)).collect();
        assert!(missing.is_empty(), "docs/json.md, {word}: not named: {missing:?}");
    }
}
