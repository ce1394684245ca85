//! Paths and tests that the hand-written pages name: each must exist. A word in back quotes that holds a `/` and begins
//! with a folder or file of this repository is a path; one in the column of tests in `SECURITY.md` is a test.

use super::proofs::Proofs;
use std::fs;
use std::path::Path;

const PAGES: &[&str] = &[
    "README.md",
    "ARCHITECTURE.md",
    "SECURITY.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/limits.md",
    "spec/README.md",
    "spec/parcel.md",
    "spec/message.md",
];

/// Words in back quotes that begin like this are paths of the repository.
const FOLDERS: &[&str] =
    &["bench/", "crates/", "demo/", "docs/", "fuzz/", "lawbook/", "policies/", "spec/", "xtask/", ".ci/", ".cargo/"];

/// What else may stand for a proof in `SECURITY.md`.
const COMMANDS: &[&str] = &["cargo xtask tidy", "cargo deny"];

/// Looks up every path and every test that a page names.
pub fn check() -> Result<(), String> {
    let proofs = Proofs::scan()?;
    let mut missing = Vec::new();
    for page in PAGES {
        let text = fs::read_to_string(page).map_err(|e| format!("{page}: {e}"))?;
        let folder = Path::new(page).parent().unwrap_or(Path::new(""));
        for word in quoted(&text) {
            if FOLDERS.iter().any(|start| word.starts_with(start)) && !word.contains(['*', '<', ' ', '{']) {
                missing.extend(absent(page, Path::new(word)));
            } else if is_test(word) && !proofs.has(word) {
                missing.push(format!("{page}: there is no test `{word}`"));
            }
        }
        for word in proving(&text).filter(|word| !COMMANDS.contains(word) && !word.contains(['/', '.'])) {
            if !is_test(word) && !proofs.has(word) {
                missing.push(format!("{page}: there is no test `{word}`"));
            }
        }
        for target in linked(&text) {
            missing.extend(absent(page, &folder.join(target)));
        }
    }
    if missing.is_empty() { Ok(()) } else { Err(missing.join("\n")) }
}

fn absent(page: &str, path: &Path) -> Option<String> {
    (!path.exists()).then(|| format!("{page}: `{}` does not exist", path.display()))
}

/// Names of tests are the only lower-case words of four parts or more that pages put in back quotes.
fn is_test(word: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    word.chars().all(plain) && word.split('_').count() >= 4
}

/// Words in the last column of a table whose last heading is *Proved by*: each is a test, or a command that CI runs.
fn proving(text: &str) -> impl Iterator<Item = &str> {
    let mut inside = false;
    let rows = prose(text).filter(move |line| {
        let row = line.starts_with('|');
        inside = row && (inside || line.trim_end().ends_with("| Proved by |"));
        inside
    });
    let last = rows.filter_map(|line| line.trim_end().trim_end_matches('|').rsplit('|').next());
    last.flat_map(|cell| cell.split('`').skip(1).step_by(2))
}

/// Words between single back quotes, outside of fenced blocks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    prose(text).flat_map(|line| line.split('`').skip(1).step_by(2))
}

/// Targets of links into the repository.
fn linked(text: &str) -> impl Iterator<Item = &str> {
    let targets = prose(text).flat_map(|line| line.split("](").skip(1).filter_map(|rest| rest.split(')').next()));
    let targets = targets.map(|target| target.split('#').next().unwrap_or_default());
    targets.filter(|target| !target.is_empty() && !target.contains("://"))
}

fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut fenced = false;
    text.lines().filter(move |line| {
        let fence = line.starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_found_in_prose_alone() {
        let text = "see `crates/law` and [it](docs/a.md#b), not [that](https://x.org)\n```\n`crates/none`\n```\n";
        assert_eq!(quoted(text).collect::<Vec<_>>(), ["crates/law"]);
        assert_eq!(linked(text).collect::<Vec<_>>(), ["docs/a.md"]);
    }

    #[test]
    fn every_quoted_word_of_the_column_of_proofs_is_looked_up() {
        let text =
            "| A | `none` | Proved by |\n|---|---|---|\n| a | `b` | `short_name`, `x` in `.ci/run` |\n\n| `q` |\n";
        assert_eq!(proving(text).collect::<Vec<_>>(), ["short_name", "x", ".ci/run"]);
    }

    #[test]
    fn tests_are_told_from_other_words() {
        assert!(is_test("seal_1_2_only_one_spelling"));
        assert!(!is_test("size_class") && !is_test("cargo test") && !is_test("SEAL_1_2_X"));
    }
}
