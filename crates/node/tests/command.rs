//! The command as a user runs it: a child process, its exit code, what stands on stdout, what on stderr.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what a test builds on must be there, or it says where it is not"
)]

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn comity(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_comity"));
    command.env_remove("COMITY_KEY_FILE").env_remove("CREDENTIALS_DIRECTORY");
    command.args(arguments).output().unwrap()
}

/// Runs it with `--json`: the exit code and the one document.
fn json(arguments: &[&str]) -> (i32, Value) {
    let out = comity(&[arguments, &["--json"]].concat());
    let text = String::from_utf8(out.stdout).unwrap();
    let document = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}"));
    (out.status.code().unwrap(), document)
}

fn stderr(out: &Output) -> String {
    String::from_utf8(out.stderr.clone()).unwrap()
}

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

const BASIS: &[&str] = &["law", "basis", "--kind", "information", "--offence", "terrorist-financing"];

fn basis(rest: &[&str]) -> (i32, Value) {
    json(&[BASIS, rest].concat())
}

#[test]
fn parties_of_a_convention_on_a_day() {
    let (code, document) = json(&["law", "parties", "UN-ICSFT-1999", "--on", "2005-01-01"]);
    assert_eq!(code, 0);
    assert_eq!((document["instrument"].as_str(), document["on"].as_str()), (Some("UN-ICSFT-1999"), Some("2005-01-01")));
    let parties = document["parties"].as_array().unwrap();
    assert_eq!(document["count"].as_u64().unwrap() as usize, parties.len());
    assert!(parties.len() > 100);
    for party in parties {
        assert!(party["state"].is_string() && party["verification"].is_string());
        assert!(party["since"].as_str().unwrap() <= "2005-01-01");
    }
    assert!(document["undated"].is_array());
    let page = comity(&["law", "parties", "UN-ICSFT-1999", "--on", "2005-01-01"]);
    let page = String::from_utf8(page.stdout).unwrap();
    assert!(page.contains(&format!("{} bound on 2005-01-01", parties.len())), "{page}");
}

#[test]
fn covered_is_0_and_a_gap_is_1() {
    let (code, covered) = basis(&["--from", "FIN", "--to", "KEN", "--on", "2026-11-23"]);
    assert_eq!((code, covered["decision"].as_str()), (0, Some("covered")));
    assert!(covered["certainty"].is_string() && covered["gap"].is_null());
    let first = &covered["bases"][0];
    for field in ["instrument", "article", "since", "verification", "conditions"] {
        assert!(!first[field].is_null(), "{field}: {first}");
    }
    let (code, before) = basis(&["--from", "FIN", "--to", "KEN", "--on", "2001-01-01"]);
    assert_eq!((code, before["decision"].as_str()), (1, Some("gap")));
    assert!(before["gap"]["sentence"].is_string() && before["bases"].as_array().unwrap().is_empty());
    let page = comity(&[BASIS, &["--from", "FIN", "--to", "XXA"]].concat());
    assert_eq!(page.status.code(), Some(1));
    assert!(String::from_utf8(page.stdout).unwrap().starts_with("NOT COVERED"));
}

#[test]
fn what_is_unknown_is_2_and_near_spellings_are_named() {
    let out = comity(&["law", "parties", "UN-ICSFT-1998"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(out.stdout.is_empty() && stderr(&out).contains("UN-ICSFT-1999"), "{}", stderr(&out));
    let out = comity(&["law", "basis", "--from", "Finland", "--to", "KEN", "--offence", "terrorist-financing"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("--from") && stderr(&out).contains("FIN (Finland)"), "{}", stderr(&out));
    let (code, document) = json(&["law", "basis", "--from", "FIN", "--to", "KEN", "--offence", "terorist-financing"]);
    assert_eq!((code, document["trouble"].as_str()), (2, Some("input")));
    assert!(document["remedy"].as_str().unwrap().contains("terrorist-financing"));
    for usage in [&["law"][..], &["nonsense"], &["law", "parties", "UN-ICSFT-1999", "--on", "2005-02-30"]] {
        assert_eq!(comity(usage).status.code(), Some(2), "{usage:?}");
    }
}

#[test]
fn a_state_is_found_by_what_people_call_it_and_none_cooperates_with_itself() {
    for (given, meant) in [("KENYA", "KEN (Kenya)"), ("UK", "GBR"), ("US", "USA"), ("turkey", "TUR"), ("DE", "DEU")] {
        let out = comity(&["law", "state", given]);
        assert_eq!(out.status.code(), Some(2));
        assert!(stderr(&out).contains(&format!("did you mean {meant}")), "{given}: {}", stderr(&out));
    }
    let grounds = ["law", "grounds", "--requesting", "FIN", "--requested", "FIN", "--offence", "terrorist-act"];
    for arguments in [&[BASIS, &["--from", "FIN", "--to", "FIN"]].concat(), &grounds[..]] {
        let out = comity(arguments);
        assert_eq!(out.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&out).contains("no State needs a basis with itself"), "{}", stderr(&out));
    }
    let out = comity(&[BASIS, &["--from", "FIN", "--to", "KEN", "--on", "25.11.2026"]].concat());
    assert!(stderr(&out).contains("a day is written as year, month and day: 2026-11-25"), "{}", stderr(&out));
    for (day, wanted) in
        [("-9999-01-01", "a day is written"), ("99999-01-01", "a day is written"), ("2026-02-29", "no such day")]
    {
        let out = comity(&["law", "parties", "UN-ICSFT-1999", "--on", day]);
        assert_eq!(out.status.code(), Some(2), "{day}");
        assert!(stderr(&out).contains(wanted), "{}", stderr(&out));
    }
}

#[test]
fn a_kind_is_asked_for_what_it_is_there_for_and_a_day_to_come_says_so() {
    let sentenced = ["law", "basis", "--from", "CHE", "--to", "FRA", "--kind", "sentenced-person"];
    let sentenced = [&sentenced[..], &["--offence", "terrorist-bombing", "--on", "2026-11-23"]].concat();
    let (code, found) = json(&sentenced);
    assert_eq!((code, found["question"]["purpose"].as_str()), (0, Some("prosecution")));
    let (code, found) = json(&[&sentenced[..], &["--purpose", "investigation"]].concat());
    assert_eq!((code, found["decision"].as_str()), (1, Some("gap")), "what is given is what is asked");
    let (_, found) = json(&["law", "gaps", "--kind", "sentenced-person", "--among", "COE", "--on", "2026-11-23"]);
    assert!(found["purpose"] == "prosecution" && found["kinds"][0]["covered"].as_u64() > Some(500), "{found}");
    let page = comity(&["law", "gaps", "--among", "SAARC", "--on", "2026-11-23"]);
    assert!(String::from_utf8(page.stdout).unwrap().contains("ask with --purpose prosecution"));
    let page = comity(&[BASIS, &["--from", "FIN", "--to", "KEN", "--on", "2999-01-01"]].concat());
    assert!(String::from_utf8(page.stdout).unwrap().contains("2999-01-01 has not come"));
    let (_, found) = basis(&["--from", "FIN", "--to", "KEN", "--on", "1850-01-01"]);
    assert_eq!(found["channels"].as_array().unwrap().len(), 0, "{found}");
}

#[test]
fn help_and_version_are_there() {
    let out = comity(&["--version"]);
    assert_eq!(out.status.code(), Some(0));
    assert!(String::from_utf8(out.stdout).unwrap().starts_with("comity "));
    for word in ["demo", "init", "serve", "import", "screen"] {
        let out = comity(&[word, "--help"]);
        assert_eq!(out.status.code(), Some(0));
        assert!(String::from_utf8(out.stdout).unwrap().contains("Example"), "{word}");
    }
}

#[test]
fn a_closed_pipe_ends_the_output_quietly() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_comity"))
        .args(["law", "parties", "UN-ICSFT-1999"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let out = child.wait_with_output().unwrap();
    assert_eq!((out.status.code(), stderr(&out).as_str()), (Some(0), ""));
}

fn tables(folder: &Path) -> (String, String) {
    let entities = "entity_id\tschema\tname\taliases\tdob\tnationality\tids\n\
                    e-1\tPerson\tAino Maria Testinen\t\t1980-02-03\t\t\n\
                    e-2\tPerson\tVeikko Mallinen\t\t1971\t\t\n";
    let queries = "query_id\tname\tschema\tdob\tnationality\tkind\nq-1\tTestinen, Aino\tPerson\t1980\t\t\n";
    let (a, b) = (folder.join("entities.tsv"), folder.join("queries.tsv"));
    std::fs::write(&a, entities).unwrap();
    std::fs::write(&b, queries).unwrap();
    (a.display().to_string(), b.display().to_string())
}

#[test]
fn screening_writes_a_table_and_says_1_for_no_hit() {
    let folder = tempfile::tempdir().unwrap();
    let (entities, queries) = tables(folder.path());
    let out = folder.path().join("run.tsv").display().to_string();
    let (code, done) = json(&["screen", "--entities", &entities, "--queries", &queries, "--out", &out]);
    assert_eq!(code, 0, "{done}");
    assert_eq!((done["queries"].as_u64(), done["queries_with_candidates"].as_u64()), (Some(1), Some(1)));
    let run = std::fs::read_to_string(&out).unwrap();
    let mut lines = run.lines();
    assert_eq!(lines.next(), Some("query_id\trank\tcandidate_id\tscore"));
    assert!(lines.next().unwrap().starts_with("q-1\t1\te-1\t"), "{run}");
    let same = comity(&["screen", "--entities", &entities, "--queries", &queries, "--out", "-"]);
    assert_eq!(String::from_utf8(same.stdout).unwrap(), run);
    let again = ["screen", "--entities", &entities, "--queries", &queries, "--out", &out];
    let again = comity(&again);
    assert_eq!(again.status.code(), Some(2), "a result that stands there is not replaced unasked");
    assert!(stderr(&again).contains("--overwrite"));
    let none = ["screen", "--entities", &entities, "--queries", &queries, "--out", &out, "--threshold", "1"];
    let none: Vec<&str> = none.into_iter().chain(["--overwrite"]).collect();
    assert_eq!(comity(&none).status.code(), Some(1));
    let onto = ["screen", "--entities", &entities, "--queries", &queries, "--out", &entities, "--overwrite"];
    let onto = comity(&onto);
    assert_eq!(onto.status.code(), Some(2), "the table that is read is not replaced");
    assert!(stderr(&onto).contains("--out") && std::fs::read_to_string(&entities).unwrap().starts_with("entity_id"));
    let missing = comity(&["screen", "--entities", "no-such.tsv", "--queries", &queries, "--out", &out, "--overwrite"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(stderr(&missing).contains("no-such.tsv"));
    std::fs::write(folder.path().join("queries.tsv"), "nonsense\n").unwrap();
    let bad = comity(&["screen", "--entities", &entities, "--queries", &queries, "--out", &out, "--overwrite"]);
    assert_eq!(bad.status.code(), Some(2));
    assert!(stderr(&bad).contains("queries.tsv:1"), "{}", stderr(&bad));
}

#[test]
fn a_bad_row_is_told_with_its_line_and_does_not_stop_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let (entities, queries) = tables(folder.path());
    let queries_text = "{\"id\":\"q-1\",\"name\":\"Testinen, Aino\"}\n{\"id\":\n\
                        {\"id\":\"q-3\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Veikko Mallinen\"]}}\n";
    std::fs::write(&queries, queries_text).unwrap();
    let mut twice = std::fs::read_to_string(&entities).unwrap();
    twice.push_str("e-2\tPerson\tSomebody Else\t\t\t\t\n");
    std::fs::write(&entities, twice).unwrap();
    let out = folder.path().join("run.tsv").display().to_string();
    let (code, done) = json(&["screen", "--entities", &entities, "--queries", &queries, "--out", &out, "--explain"]);
    assert_eq!(code, 0, "{done}");
    let counts =
        ["queries_with_candidates", "query_rows_refused", "entity_rows_refused"].map(|name| done[name].as_u64());
    assert_eq!(counts, [Some(2), Some(1), Some(1)], "{done}");
    let refused = std::fs::read_to_string(format!("{out}.refused.tsv")).unwrap();
    assert!(refused.contains("entities.tsv\t4\tid\tFMT-1.4") && refused.contains("queries.tsv\t2\t\tFMT-3.4"));
    let why = std::fs::read_to_string(format!("{out}.why.txt")).unwrap();
    assert!(why.contains("q-3 -> e-2") && why.contains("Veikko Mallinen | Veikko Mallinen"), "{why}");
    let shown = ["screen", "--entities", &entities, "--queries", &queries, "--out", "-", "--explain=json"];
    let shown = String::from_utf8(comity(&shown).stdout).unwrap();
    let first: Value = serde_json::from_str(shown.lines().next().unwrap()).unwrap();
    assert_eq!((first["query_id"].as_str(), first["algorithm"].as_str()), (Some("q-1"), Some("v1")));
    assert!(first["explanation"]["pieces"].as_array().unwrap().len() > 2);
}

#[test]
fn an_index_is_kept_and_found_torn() {
    let folder = tempfile::tempdir().unwrap();
    let (entities, queries) = tables(folder.path());
    let kept = folder.path().join("entities.index").display().to_string();
    let first = ["screen", "--entities", &entities, "--queries", &queries, "--out", "-", "--keep-index", &kept];
    let first = comity(&first);
    assert_eq!(first.status.code(), Some(0), "{}", stderr(&first));
    let second = comity(&["screen", "--entities", &kept, "--queries", &queries, "--out", "-"]);
    assert_eq!((second.status.code(), &second.stdout), (Some(0), &first.stdout), "{}", stderr(&second));
    let bytes = std::fs::read(&kept).unwrap();
    std::fs::write(&kept, &bytes[..bytes.len() / 2]).unwrap();
    let torn = comity(&["screen", "--entities", &kept, "--queries", &queries, "--out", "-"]);
    assert_eq!(torn.status.code(), Some(2));
    assert!(stderr(&torn).contains("--keep-index"), "{}", stderr(&torn));
}

#[test]
fn a_run_that_was_broken_off_is_taken_up() {
    let folder = tempfile::tempdir().unwrap();
    let (entities, queries) = tables(folder.path());
    std::fs::write(&queries, "query_id\tname\nq-1\tTestinen, Aino\nq-2\tMallinen\nq-3\tAino Maria\n").unwrap();
    let out = folder.path().join("run.tsv").display().to_string();
    let resume = ["screen", "--entities", &entities, "--queries", &queries, "--out", &out, "--resume"];
    assert_eq!(comity(&resume).status.code(), Some(2), "there is nothing to take up");
    let (_, whole) = json(&["screen", "--entities", &entities, "--queries", &queries, "--out", &out]);
    let run = std::fs::read_to_string(&out).unwrap();
    std::fs::remove_file(&out).unwrap();
    let kept: Vec<&str> = run.lines().take(2).collect();
    let kept = format!("{}\n", kept.join("\n"));
    assert!(kept.contains("q-1") && !kept.contains("q-2"));
    let stamp = |path: &str| {
        let about = std::fs::metadata(path).unwrap();
        let since = about.modified().unwrap().duration_since(std::time::UNIX_EPOCH).unwrap();
        serde_json::json!([about.len(), since.as_nanos() as u64])
    };
    let mut summary = whole.clone();
    for (count, value) in [("queries", 1), ("queries_with_candidates", 1), ("candidates", 1)] {
        summary[count] = value.into();
    }
    let checkpoint = serde_json::json!({
        "setting": {"entities": stamp(&entities), "queries": stamp(&queries), "top": 10, "threshold": "0",
                    "explain": null, "algorithm": "v1", "program": env!("CARGO_PKG_VERSION")},
        "summary": summary,
        "lengths": [kept.len(), 0, 0],
    });
    std::fs::write(format!("{out}.part"), format!("{kept}q-2\t1\thalf a li")).unwrap();
    std::fs::write(format!("{out}.part.json"), checkpoint.to_string()).unwrap();
    let again = comity(&["screen", "--entities", &entities, "--queries", &queries, "--out", &out]);
    assert!(stderr(&again).contains("--resume"), "{}", stderr(&again));
    let other = ["--top", "3"];
    let other: Vec<&str> = resume.into_iter().chain(other).collect();
    assert_eq!(comity(&other).status.code(), Some(2), "other options are another run");
    let (code, done) = json(&resume);
    assert_eq!((code, done["resumed"].as_bool(), done["queries"].as_u64()), (0, Some(true), Some(3)), "{done}");
    assert_eq!(std::fs::read_to_string(&out).unwrap(), run);
    assert!(!Path::new(&format!("{out}.part.json")).exists() && !Path::new(&format!("{out}.part")).exists());
}

#[test]
fn a_table_that_cannot_be_read_leaves_no_file_and_every_row_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let (entities, queries) = tables(folder.path());
    let out = folder.path().join("run.tsv").display().to_string();
    let before = std::fs::read_dir(folder.path()).unwrap().count();
    std::fs::write(&entities, "name\tdob\nAino\t1980\n").unwrap();
    let screen = ["screen", "--entities", &entities, "--queries", &queries, "--out", &out];
    assert_eq!(comity(&screen).status.code(), Some(2));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), before, "nothing is left");
    // A quotation mark that is never closed costs its own row alone.
    let rows = "entity_id,name,dob\ne-1,\"Aino Testinen,1980\ne-2,Otto Mallinen,1970\ne-2,Twice,1971\ne-4,Maria\n";
    std::fs::write(&entities, rows).unwrap();
    std::fs::write(&queries, "query_id\tname\nq-1\tOtto Mallinen\nq-1\tOtto\n").unwrap();
    let (code, done) = json(&screen);
    let counts = ["entities", "entity_rows_refused", "queries", "query_ids_again"].map(|count| done[count].as_u64());
    assert_eq!((code, counts), (0, [Some(1), Some(3), Some(2), Some(1)]), "{done}");
    let none = comity(&[&screen[..], &["--overwrite", "--top", "0"]].concat());
    assert!(none.status.code() == Some(2) && stderr(&none).contains("from 1 on"), "{}", stderr(&none));
}

fn init(dir: &str) -> (i32, Value) {
    json(&[
        "init",
        "--dir",
        dir,
        "--authority",
        "fi-spoc",
        "--state",
        "FIN",
        "--name",
        "Test desk",
        "--zone",
        "Europe/Helsinki",
    ])
}

#[test]
fn founding_writes_keys_beside_the_directory_and_shows_the_code_once() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("fi-spoc").display().to_string();
    let (code, founded) = init(&dir);
    assert_eq!(code, 0, "{founded}");
    let one_time = founded["one_time_code"].as_str().unwrap();
    assert_eq!(one_time.len(), 24);
    for file in ["key_file", "root_file"] {
        let path = Path::new(founded[file].as_str().unwrap());
        assert!(!path.starts_with(&dir));
        assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600, "{file}");
    }
    assert_eq!(founded["fingerprint_words"].as_str().unwrap().split_whitespace().count(), 19);
    let plain: String = one_time.chars().filter(|c| *c != '-').collect();
    for entry in std::fs::read_dir(&dir).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        for text in [one_time, &plain] {
            assert!(!bytes.windows(text.len()).any(|window| window == text.as_bytes()), "the code is stored in clear");
        }
    }
    let (code, again) = init(&dir);
    assert_eq!((code, again["trouble"].as_str()), (2, Some("input")));
}

#[test]
fn the_root_secret_does_not_land_on_the_disk_because_a_medium_is_not_mounted() {
    let folder = tempfile::tempdir().unwrap();
    let (dir, medium) = (folder.path().join("desk"), folder.path().join("stick"));
    let (dir, root) = (dir.display().to_string(), medium.join("desk.root").display().to_string());
    let words =
        ["init", "--dir", &dir, "--authority", "desk", "--state", "FIN", "--name", "Desk", "--root-file", &root];
    let out = comity(&words);
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("stick") && stderr(&out).contains("mount"), "{}", stderr(&out));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left");
    std::fs::create_dir(&medium).unwrap();
    assert_eq!(comity(&words).status.code(), Some(0));
    assert!(Path::new(&root).is_file() && !Path::new(&format!("{dir}.root")).exists());
}

#[test]
fn a_node_is_founded_for_a_state_of_the_lawbook_and_under_a_name() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("desk").display().to_string();
    let long = "a".repeat(201);
    for (state, name, wanted) in [
        ("QQQ", "Test desk", "no State of the lawbook"),
        ("FIM", "Test desk", "FIN"),
        ("FIN", " ", "empty"),
        ("FIN", "two\nlines", "control character"),
        ("FIN", long.as_str(), "200"),
    ] {
        let out = comity(&["init", "--dir", &dir, "--authority", "desk", "--state", state, "--name", name]);
        assert_eq!(out.status.code(), Some(2), "{state} {wanted}");
        assert!(stderr(&out).contains(wanted), "{}", stderr(&out));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left");
    }
}

#[test]
fn a_founding_that_fails_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("fi-spoc.root"), "in the way").unwrap();
    let dir = folder.path().join("fi-spoc");
    let (code, refused) = init(&dir.display().to_string());
    assert_eq!(code, 2);
    assert!(refused["because"].as_str().unwrap().contains("not written over"), "{refused}");
    assert!(!dir.exists() && !folder.path().join("fi-spoc.key").exists());
    assert_eq!(std::fs::read_to_string(folder.path().join("fi-spoc.root")).unwrap(), "in the way");
}

#[test]
fn a_list_is_imported_whole_and_a_changed_byte_of_the_log_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("fi-spoc").display().to_string();
    assert_eq!(init(&dir).0, 0);
    let list = folder.path().join("list.xml");
    let text = std::fs::read_to_string(repository("demo/lists/un-shaped-synthetic.xml")).unwrap();
    std::fs::write(&list, &text).unwrap();
    let list = list.display().to_string();
    let import = |more: &[&str]| json(&[&["import", "--dir", &dir, "--list", "un", &list], more].concat());
    let (code, refused) = import(&[]);
    assert_eq!((code, refused["trouble"].as_str()), (2, Some("input")), "a small file is suspicious: {refused}");
    assert!(refused["remedy"].as_str().unwrap().contains("--small"), "{refused}");
    let (code, first) = import(&["--small"]);
    assert_eq!(code, 0, "{first}");
    let added = first["added"].as_u64().unwrap();
    assert!(added > 3);
    let (code, second) = import(&["--small"]);
    assert_eq!((code, second["unchanged"].as_u64(), second["added"].as_u64()), (0, Some(added), Some(0)));
    std::fs::write(&list, &text[..text.len() / 2]).unwrap();
    let (code, broken) = import(&["--small"]);
    assert_eq!(code, 2);
    assert!(broken["line"].as_u64().unwrap() > 0, "{broken}");
    assert_eq!(broken["file"].as_str(), Some(list.as_str()), "as it was given: {broken}");

    let (code, verdict) = json(&["audit", "verify", "--dir", &dir]);
    assert_eq!((code, verdict["holds"].as_bool()), (0, Some(true)), "{verdict}");
    let vkey = verdict["vkey"].as_str().unwrap().to_owned();
    assert_eq!(json(&["audit", "verify", "--dir", &dir, "--vkey", &vkey]).1["key_given"].as_bool(), Some(true));
    // A node at work puts files down before the checkpoint that knows them: no accusation for that moment.
    let passing = Path::new(&dir).join("log/entries/passing.tmp");
    std::fs::write(&passing, "").unwrap();
    let written = std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_millis(300));
        std::fs::remove_file(passing).unwrap();
    });
    assert_eq!(json(&["audit", "verify", "--dir", &dir]).0, 0);
    written.join().unwrap();
    // Rows that are there and cannot be read are told, not passed over.
    let (rows, aside) = (Path::new(&dir).join("comity.db"), folder.path().join("aside"));
    assert!(verdict["rows"].as_u64() > Some(0) && verdict["rows_not_read"].is_null(), "{verdict}");
    std::fs::rename(&rows, &aside).unwrap();
    std::fs::create_dir(&rows).unwrap();
    let (code, verdict) = json(&["audit", "verify", "--dir", &dir]);
    assert!(code == 0 && verdict["rows"].is_null() && verdict["rows_not_read"].is_string(), "{verdict}");
    std::fs::remove_dir(&rows).unwrap();
    std::fs::rename(&aside, &rows).unwrap();
    spoil(&Path::new(&dir).join("log/entries"));
    let (code, verdict) = json(&["audit", "verify", "--dir", &dir]);
    assert_eq!((code, verdict["holds"].as_bool()), (1, Some(false)));
    assert!(verdict["file"].is_string() && verdict["because"].is_string(), "{verdict}");
    assert_eq!(json(&["audit", "verify", "--dir", "no-such-node"]).0, 2);
}

#[test]
fn serving_is_on_loopback_alone_and_ends_in_order() {
    use std::io::{BufRead as _, BufReader, Read as _, Write as _};
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("fi-spoc").display().to_string();
    let not_founded = comity(&["serve", "--dir", &dir]);
    assert_eq!(not_founded.status.code(), Some(2));
    assert_eq!(init(&dir).0, 0);
    let everywhere = comity(&["serve", "--dir", &dir, "--listen", "0.0.0.0:0"]);
    assert_eq!(everywhere.status.code(), Some(2));
    let mut child = Command::new(env!("CARGO_BIN_EXE_comity"))
        .args(["serve", "--dir", &dir, "--listen", "127.0.0.1:0"])
        .env_remove("COMITY_KEY_FILE")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    let address = line.trim().rsplit_once("http://").unwrap().1;
    let (address, rest) = address.split_once("; ").unwrap();
    let address = address.to_owned();
    assert_eq!(rest, "other nodes cannot come to it");
    let mut stream = std::net::TcpStream::connect(&address).unwrap();
    write!(stream, "GET /openapi.json HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    assert!(text.starts_with("HTTP/1.1 200") && text.contains("\"openapi\": \"3.1.0\""));
    let busy = comity(&["import", "--dir", &dir, "--list", "un", "--small", "no-such.xml"]);
    assert_eq!(busy.status.code(), Some(2));
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0), "{}", stderr(&ended));
    let (code, verdict) = json(&["audit", "verify", "--dir", &dir]);
    assert_eq!((code, verdict["holds"].as_bool()), (0, Some(true)), "{verdict}");
}

/// Changes one byte of the first file below a folder.
fn spoil(folder: &Path) {
    let entry = std::fs::read_dir(folder).unwrap().next().unwrap().unwrap();
    if entry.path().is_dir() {
        return spoil(&entry.path());
    }
    let mut bytes = std::fs::read(entry.path()).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(entry.path(), bytes).unwrap();
}

#[test]
fn the_reference_names_every_word() {
    let reference = node::command::reference();
    for word in [
        "comity demo",
        "comity init",
        "comity import",
        "comity law parties",
        "comity law basis",
        "comity screen",
        "comity audit verify",
        "comity serve",
    ] {
        assert!(reference.contains(&format!("## `{word}`")), "{word}");
    }
    assert!(reference.contains("--json"));
}

#[test]
fn a_command_line_that_does_not_read_is_told_in_json_as_well() {
    for wrong in [&["law", "basis", "--from", "FIN"][..], &["nothing"], &["law", "parties", "--on", "2005-13-01", "X"]]
    {
        let (code, document) = json(wrong);
        assert_eq!(code, 2, "{wrong:?}");
        assert!(!document["because"].as_str().unwrap().is_empty(), "{document}");
    }
    let help = comity(&["law", "basis", "--help", "--json"]);
    assert!(help.status.success() && String::from_utf8(help.stdout).unwrap().contains("Usage"));
}

#[test]
fn records_are_resolved_under_judgements() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (table, out, judged) = (path("table.csv"), path("groups.tsv"), path("judged.tsv"));
    let rows = "id,name,dob,passport\nr-1,Otso Canaryson Testinen,1971-04-05,FT123456\nr-2,\"Testinen, Otso\",,FT 123456\n\
                r-3,Wanjiru Samplewa Mwangi,1980-02-29,\nr-4,Wanjiru Samplewa Mwangi,1980-02-29,\nr-5,Nobody Unlike,,\n";
    std::fs::write(&table, rows).unwrap();
    let (code, done) = json(&["resolve", &table, "--out", &out, "--explain"]);
    assert_eq!((code, done["groups"].as_u64(), done["records"].as_u64()), (0, Some(2), Some(5)), "{done}");
    let groups = std::fs::read_to_string(&out).unwrap();
    assert_eq!(groups, "record_id\tgroup_id\nr-1\tr-1\nr-2\tr-1\nr-3\tr-3\nr-4\tr-3\n");
    let pairs = std::fs::read_to_string(format!("{out}.pairs.tsv")).unwrap();
    assert!(pairs.contains("\tidentifier\n") && pairs.contains("\tevidence\n"), "{pairs}");
    assert!(std::fs::read_to_string(format!("{out}.why.txt")).unwrap().contains("r-1 = r-2"));
    std::fs::write(&judged, "r-4\tr-3\tapart\n").unwrap();
    let apart = ["resolve", &table, "--out", &out, "--judgements", &judged, "--overwrite"];
    let (_, done) = json(&apart);
    assert_eq!((done["groups"].as_u64(), done["pairs_for_review"].as_u64()), (Some(1), Some(1)), "{done}");
    assert!(!Path::new(&format!("{out}.why.txt")).exists(), "no old evidence beside new groups");
    std::fs::write(&judged, "r-4\tr-9\tapart\n").unwrap();
    assert!(stderr(&comity(&apart)).contains("r-9"));
}

#[test]
fn a_resolution_reads_what_screening_reads_and_replaces_nothing_that_it_reads() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (table, out) = (path("table.tsv"), path("groups.tsv"));
    let rows = "entity_id\tname\tids\nr-1\tOtso Canaryson\tFT123456\nr-2\tCanaryson Otso\tFT123456\nr-1\tTwice\t\n";
    std::fs::write(&table, rows).unwrap();
    let (_, done) = json(&["resolve", &table, "--out", &out]);
    assert_eq!((done["records"].as_u64(), done["rows_refused"].as_u64()), (Some(2), Some(1)), "{done}");
    let left_out = std::fs::read_to_string(format!("{out}.refused.tsv")).unwrap();
    assert!(left_out.starts_with("file\tline\t") && left_out.contains("\t4\tid\t"), "{left_out}");
    let pairs = path("groups.tsv.pairs.tsv");
    for (table, out) in [(&table, &table), (&pairs, &out)] {
        let onto = comity(&["resolve", table, "--out", out, "--overwrite"]);
        assert_eq!(onto.status.code(), Some(2));
        assert!(stderr(&onto).contains("which is read"), "{}", stderr(&onto));
    }
    assert_eq!(std::fs::read_to_string(&table).unwrap(), rows);
    let dash = comity(&["resolve", &table, "--out", "-"]);
    assert!(stderr(&dash).contains("name a file"), "{}", stderr(&dash));
}

#[test]
fn a_package_is_written_over_nothing_and_a_device_is_no_lawbook() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (dir, key) = (path("desk"), path("publisher.key"));
    assert_eq!(json(&["lawbook", "key", "--out", &key]).0, 0);
    let secret = std::fs::read(&key).unwrap();
    let lawbook = repository("lawbook").display().to_string();
    let onto = comity(&["lawbook", "pack", &lawbook, "--key", &key, "--out", &key]);
    assert_eq!(onto.status.code(), Some(2));
    assert!(stderr(&onto).contains("not written over"), "{}", stderr(&onto));
    assert_eq!(std::fs::read(&key).unwrap(), secret);
    assert_eq!(init(&dir).0, 0);
    let endless = comity(&["lawbook", "install", "/dev/zero", "--dir", &dir]);
    assert_eq!(endless.status.code(), Some(2));
    assert!(stderr(&endless).contains("right file"), "{}", stderr(&endless));
}
