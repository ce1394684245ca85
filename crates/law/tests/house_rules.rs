//! Each check has its test, and the lawbook stays small enough to be compiled in.

mod house;

use std::path::Path;

#[test]
fn every_check_has_a_test_named_after_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let texts: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| std::fs::read_to_string(entry.unwrap().path()).ok())
        .collect();
    for check in law::checks::ALL {
        let name = format!("fn {}_", check.id.to_lowercase().replace(['-', '.'], "_"));
        assert!(texts.iter().any(|text| text.contains(&name)), "no test is named `{name}...`");
        assert!(!check.sentence.is_empty() && !check.source.is_empty());
    }
}

#[test]
fn a_lawbook_stays_small() {
    // What is compiled into the program: not the situations, not what people read.
    let compiled = |path: &str| !path.starts_with("tests/") && !path.ends_with(".md");
    let bytes: usize = house::files().iter().filter(|(path, _)| compiled(path)).map(|(_, bytes)| bytes.len()).sum();
    assert!(bytes < 1_000_000, "{bytes} bytes");
}

#[test]
fn the_committed_lawbook_is_accepted_whole() {
    assert!(house::lawbook().instruments().count() >= 75);
}
