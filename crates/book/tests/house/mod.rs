//! The lawbook of the repository, read for tests.

#![expect(clippy::expect_used, reason = "a test stops where it fails")]

use law::Lawbook;
use model::RulesetVersion;
use std::path::{Path, PathBuf};

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lawbook")
}

pub fn files() -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    collect(&folder(), &folder(), &mut files);
    files.sort();
    files
}

pub fn read(files: &[(String, Vec<u8>)]) -> Result<Lawbook, law::BadLawbook> {
    let borrowed: Vec<(&str, &[u8])> = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
    Lawbook::read(&borrowed, RulesetVersion("lawbook test".to_owned()))
}

pub fn lawbook() -> Lawbook {
    read(&files()).expect("the lawbook of the repository is sound")
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the lawbook") {
        let path = entry.expect("an entry of the lawbook").path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("inside").to_string_lossy().into_owned();
            files.push((name, std::fs::read(&path).expect("a file of the lawbook")));
        }
    }
}
