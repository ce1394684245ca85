//! The demonstration as a user plays it: a child process, its document, and what it leaves behind. Each promise is held
//! against the files and rows that were left, not against what was told.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up has failed")]

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::Duration;
use tempfile::TempDir;

fn comity(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_comity"));
    command.env_remove("COMITY_KEY_FILE").env_remove("CREDENTIALS_DIRECTORY").args(arguments);
    command
}

fn demo(directory: &Path) -> Command {
    comity(&["demo", "--headless", "--json", "--dir", directory.to_str().unwrap()])
}

/// One finished demonstration, shared by the tests that only look at it.
struct Played {
    _keep: TempDir,
    directory: PathBuf,
    output: Output,
    document: Value,
}

fn played() -> &'static Played {
    static PLAYED: OnceLock<Played> = OnceLock::new();
    PLAYED.get_or_init(|| {
        let keep = tempfile::tempdir().unwrap();
        let directory = keep.path().join("federation");
        let output = demo(&directory).output().unwrap();
        let document = serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {}", said(&output)));
        Played { _keep: keep, directory, output, document }
    })
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn nodes() -> Vec<String> {
    let nodes = played().document["nodes"].as_array().unwrap();
    nodes.iter().map(|node| node.as_str().unwrap().to_owned()).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// A copy of the log of a node, to be damaged.
fn copy_of_log(node: &str) -> (TempDir, PathBuf) {
    let from = played().directory.join(node).join("log");
    let keep = tempfile::tempdir().unwrap();
    for file in files(&from) {
        let to = keep.path().join("log").join(file.strip_prefix(&from).unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(&file, to).unwrap();
    }
    let log = keep.path().join("log");
    (keep, log)
}

fn flip(file: &Path, at: usize) {
    let mut bytes = fs::read(file).unwrap();
    bytes[at] ^= 1;
    fs::write(file, bytes).unwrap();
}

/// The steps of a story, whole.
fn steps(story: u64) -> Vec<&'static Value> {
    let steps = played().document["steps"].as_array().unwrap();
    steps.iter().filter(|step| step["story"].as_u64() == Some(story)).collect()
}

#[test]
fn every_story_comes_out_as_it_must() {
    let Played { output, document, .. } = played();
    let stories = document["stories"].as_array().unwrap();
    assert_eq!(stories.len(), 9);
    for story in stories {
        let expected = story["expected"].as_array().unwrap();
        assert!(!expected.is_empty());
        for expected in expected {
            assert_eq!(expected["holds"], true, "{}: {}", story["title"], expected["what"]);
        }
        assert!(!steps(story["story"].as_u64().unwrap()).is_empty());
    }
    assert_eq!(document["held"], true);
    assert_eq!(output.status.code(), Some(0), "{}", said(output));
}

#[test]
fn the_directory_holds_one_folder_per_node_and_the_keys_lie_beside_it() {
    let names = |folder: &Path| -> BTreeSet<String> {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    let nodes: BTreeSet<String> = nodes().into_iter().collect();
    assert_eq!(nodes.len(), 6, "six nodes");
    assert_eq!(names(&played().directory), nodes);
    let keys = nodes.iter().map(|node| format!("{node}.key")).collect();
    assert_eq!(names(&node::key_place::keys_of(&played().directory)), keys);
}

#[test]
fn the_log_of_every_node_holds_and_breaks_with_one_byte_of_any_file() {
    for node in nodes() {
        let whole = audit::verify(&played().directory.join(&node).join("log"), None).unwrap();
        assert!(whole.size > 5 && whole.origin.contains(&node));
        let (_keep, log) = copy_of_log(&node);
        // Every file of the small log of the relay; of the others the first and last of each kind.
        let all = files(&log);
        let every = all.len().div_ceil(12).max(1);
        for file in all.iter().step_by(every).chain(all.last()) {
            let middle = fs::metadata(file).unwrap().len() as usize / 2;
            flip(file, middle);
            let broken = audit::verify(&log, None).expect_err(&file.display().to_string());
            if file.strip_prefix(&log).unwrap().starts_with("entries") {
                assert!(broken.entry.is_some() || broken.covers.is_some(), "{broken}");
            }
            flip(file, middle);
        }
        assert!(audit::verify(&log, None).is_ok(), "{node}: as it was");
    }
}

#[test]
fn a_changed_entry_is_named_by_the_command() {
    let node = &nodes()[0];
    let (keep, log) = copy_of_log(node);
    let bundle = files(&log.join("entries")).remove(0);
    let text = fs::read_to_string(&bundle).unwrap();
    let third = text.match_indices("\"at\":\"2026").nth(3).unwrap().0 + 7;
    flip(&bundle, third);
    let verdict = comity(&["audit", "verify", "--json", "--dir", keep.path().to_str().unwrap()]).output().unwrap();
    assert_eq!(verdict.status.code(), Some(1));
    let verdict: Value = serde_json::from_slice(&verdict.stdout).unwrap();
    assert_eq!((verdict["holds"].as_bool(), verdict["entry"].as_u64()), (Some(false), Some(3)), "{verdict}");
}

#[test]
fn no_name_lies_in_clear_in_any_file() {
    // The persons of the stories, and family names of the synthetic people.
    let shown: String = steps(1).into_iter().chain(steps(2)).map(Value::to_string).collect();
    let canaries = ["Esimerkki", "Koekallio", "Mallikoski", "Malikoski", "Testilampi", "Примеров", "المثالي"];
    assert!(canaries.iter().any(|name| shown.contains(name)), "the canaries are the people of the stories");
    for file in files(&played().directory) {
        let bytes = fs::read(&file).unwrap();
        for name in canaries {
            let found = bytes.windows(name.len()).any(|window| window == name.as_bytes());
            assert!(!found, "a name in {}", file.display());
        }
    }
}

#[test]
fn nobody_of_the_real_list_is_shown() {
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/lists/ofac/sdn.csv");
    let list = String::from_utf8_lossy(&fs::read(list).unwrap()).into_owned();
    let told = played().document.to_string().to_uppercase();
    let names = list.lines().filter(|line| line.contains("\"individual\"")).filter_map(|line| line.split('"').nth(1));
    let mut looked = 0;
    for name in names {
        let Some((family, given)) = name.split_once(", ") else { continue };
        looked += 1;
        let turned = format!("{given} {family}").to_uppercase();
        assert!(!told.contains(&name.to_uppercase()) && !told.contains(&turned), "a real name is shown");
    }
    assert!(looked > 4000, "{looked}");
}

#[test]
fn the_neutral_answers_are_one_in_text_size_and_time() {
    let facts: Vec<&str> = steps(4)
        .into_iter()
        .flat_map(|step| step["facts"].as_array().into_iter().flatten())
        .filter_map(|fact| fact.as_str().filter(|fact| fact.contains(" bytes, as of ")))
        .collect();
    assert_eq!(facts.len(), 3, "no hit, a hit that is not released, barred");
    let what: BTreeSet<&str> = facts.iter().map(|fact| fact.split_once(": ").unwrap().0).collect();
    let answer: BTreeSet<&str> = facts.iter().map(|fact| fact.split_once(": ").unwrap().1).collect();
    assert_eq!((what.len(), answer.len()), (3, 1), "{facts:?}");
    // The log of the side that was asked shows that the cases did differ: screened without, with, and with a bar.
    let asked = nodes().into_iter().find(|node| node.starts_with("fi-")).unwrap();
    let entries = node::published::entries(&played().directory.join(asked).join("log")).unwrap();
    let neutral: BTreeSet<_> = entries
        .iter()
        .filter_map(|entry| match &entry.event {
            audit::Event::NeutralAnswered { exchange, .. } => Some(*exchange),
            _ => None,
        })
        .collect();
    let (mut nobody, mut hits, mut barred) = (0, 0, 0);
    for entry in &entries {
        match &entry.event {
            audit::Event::Screened { exchange, candidates: 0, .. } if neutral.contains(exchange) => nobody += 1,
            audit::Event::Screened { exchange, .. } if neutral.contains(exchange) => hits += 1,
            audit::Event::QueuedForOverseer { exchange, .. } if neutral.contains(exchange) => barred += 1,
            _ => {}
        }
    }
    assert_eq!((neutral.len(), nobody, hits, barred), (3, 1, 2, 1));
    // The asker's own log tells three times the same, but for ids and digests.
    let asker = nodes().into_iter().find(|node| node.starts_with("xx-")).unwrap();
    let entries = node::published::entries(&played().directory.join(asker).join("log")).unwrap();
    let mut came: Vec<String> = entries
        .iter()
        .filter_map(|entry| match &entry.event {
            audit::Event::Received { says, from, .. } => Some(format!("{} {says:?} from {from}", entry.at)),
            _ => None,
        })
        .collect();
    assert_eq!(came.len(), 3);
    came.dedup();
    assert_eq!(came.len(), 1, "{came:?}");
}

#[test]
fn the_command_for_each_question_answers_it() {
    let questions = played().document["questions"].as_array().unwrap();
    assert_eq!(questions.len(), 5);
    for question in questions {
        let command = question["command"].as_str().unwrap();
        let words: Vec<&str> = command.split(' ').skip(1).collect();
        let output = comity(&words).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{command}: {}", said(&output));
        assert!(String::from_utf8(output.stdout).unwrap().lines().count() >= 3, "{command}");
    }
    let account = questions[0]["command"].as_str().unwrap();
    let words: Vec<&str> = account.split(' ').skip(1).chain(["--json"]).collect();
    let account: Value = serde_json::from_slice(&comity(&words).output().unwrap().stdout).unwrap();
    for field in ["why-allowed", "who-has-it", "when-due"] {
        assert!(!account[field].as_array().unwrap().is_empty(), "{field}");
    }
    let why = account["why-allowed"].to_string();
    for wanted in ["UN-ICSFT-1999", "single-case", "death-penalty", "released by"] {
        assert!(why.contains(wanted), "{wanted}: {why}");
    }
}

#[test]
fn no_account_is_given_from_a_log_that_does_not_hold() {
    let command = played().document["questions"][0]["command"].as_str().unwrap();
    let exchange = command.split(' ').nth(4).unwrap();
    let node = Path::new(command.split(' ').nth(3).unwrap()).file_name().unwrap().to_str().unwrap();
    let (keep, log) = copy_of_log(node);
    let directory = keep.path().to_str().unwrap();
    let unknown = comity(&["account", "--dir", directory, &model::ExchangeId([7; 16]).to_string()]).output().unwrap();
    assert_eq!(unknown.status.code(), Some(1));
    assert_eq!(comity(&["account", "--dir", directory, exchange]).output().unwrap().status.code(), Some(0));
    flip(&files(&log.join("entries"))[0], 200);
    let broken = comity(&["account", "--dir", directory, exchange]).output().unwrap();
    assert_eq!(broken.status.code(), Some(1));
    assert!(String::from_utf8(broken.stdout).unwrap().starts_with("BROKEN"));
}

#[test]
fn a_used_directory_is_left_as_it_is() {
    let before: Vec<(PathBuf, Vec<u8>)> =
        files(&played().directory).into_iter().map(|file| (file.clone(), fs::read(file).unwrap())).collect();
    let again = demo(&played().directory).output().unwrap();
    assert_eq!(again.status.code(), Some(2));
    assert!(said(&again).contains("--dir"), "the remedy: {}", said(&again));
    let after: Vec<(PathBuf, Vec<u8>)> =
        files(&played().directory).into_iter().map(|file| (file.clone(), fs::read(file).unwrap())).collect();
    assert!(before == after, "nothing changed");
}

#[test]
fn an_interrupted_demonstration_is_not_taken_up_and_not_harmed() {
    let keep = tempfile::tempdir().unwrap();
    let directory = keep.path().join("federation");
    let mut child = demo(&directory).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    while fs::read_dir(&directory).map_or(0, Iterator::count) < 2 {
        assert!(child.try_wait().unwrap().is_none(), "it ended before it began");
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let left = files(&directory);
    let again = demo(&directory).output().unwrap();
    assert_eq!(again.status.code(), Some(2), "{}", said(&again));
    assert!(said(&again).contains("--dir") && said(&again).contains("remove"));
    assert_eq!(files(&directory), left);
}
