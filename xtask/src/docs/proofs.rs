//! Which test proves which check: every test function under `crates/` whose name begins with the id of a check, or has it
//! after other ids. Found by
//! reading the sources line by line; nothing is run (`cargo test` does that).

use std::fs;
use std::path::Path;

/// A test function.
#[derive(Debug, PartialEq, Eq)]
pub struct Proof {
    /// The name of the function.
    pub test: String,
    /// The file, from the root of the repository.
    pub path: String,
}

/// Every test function of the workspace.
pub struct Proofs(Vec<Proof>);

impl Proofs {
    /// Reads every source file under `crates/`.
    pub fn scan() -> Result<Proofs, String> {
        let mut all = Vec::new();
        for path in sources()? {
            let text = fs::read_to_string(&path).map_err(|e| format!("{path}: {e}"))?;
            all.extend(tests_in(&text).map(|test| Proof { test: test.to_owned(), path: path.clone() }));
        }
        Ok(Proofs(all))
    }

    /// The tests of the check with this id, in the order of their files.
    pub fn of(&self, id: &str) -> Vec<&Proof> {
        let stem = stem(id);
        self.0.iter().filter(|proof| proves(&proof.test, &stem)).collect()
    }

    /// Whether there is a test of this name.
    pub fn has(&self, test: &str) -> bool {
        self.0.iter().any(|proof| proof.test == test)
    }
}

/// Whether the id stands in the name, at its beginning or behind an underscore.
fn proves(test: &str, stem: &str) -> bool {
    let starts = test.match_indices(stem).map(|(at, _)| at);
    let mut whole = starts.filter(|at| *at == 0 || test[..*at].ends_with('_'));
    whole.any(|at| test[at + stem.len()..].is_empty() || proper(&test[at + stem.len()..]))
}

/// Whether what follows an id is words, not a further number: `law_3_1_...` is not a test of LAW-3.
fn proper(rest: &str) -> bool {
    rest.strip_prefix('_').is_some_and(|words| !words.starts_with(|c: char| c.is_ascii_digit()))
}

/// The id as the names of its tests begin: `OUT-2.1` is `out_2_1`.
pub fn stem(id: &str) -> String {
    id.to_lowercase().replace(['-', '.'], "_")
}

/// Names of the functions that follow a `#[test]` line, with further attributes in between.
fn tests_in(text: &str) -> impl Iterator<Item = &str> {
    let mut after_test = false;
    text.lines().filter_map(move |line| {
        let line = line.trim_start();
        if line.starts_with("#[test]") {
            after_test = true;
            return None;
        }
        let name = line.strip_prefix("fn ").and_then(|rest| rest.split(['(', '<']).next());
        match name {
            Some(name) if std::mem::take(&mut after_test) => Some(name),
            _ => None,
        }
    })
}

/// Every Rust source under `crates/`, in order.
pub fn sources() -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    walk(Path::new("crates"), &mut found)?;
    found.sort();
    Ok(found)
}

fn walk(folder: &Path, found: &mut Vec<String>) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|e| format!("{}: {e}", folder.display()))?.path();
        if path.is_dir() {
            walk(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_functions_after_test_are_tests() {
        let text = "fn out_1_1_no() {}\n#[test]\n#[ignore]\nfn out_1_1_yes() {\n    fn out_1_1_inner() {}\n}\n";
        assert_eq!(tests_in(text).collect::<Vec<_>>(), ["out_1_1_yes"]);
    }

    #[test]
    fn a_longer_number_is_another_check() {
        let proof = |test: &str| Proof { test: test.to_owned(), path: String::new() };
        let proofs = Proofs(vec![proof("law_3_10_x"), proof("law_3_1_x"), proof("law_3_1x")]);
        assert_eq!(proofs.of("LAW-3.1"), [&proof("law_3_1_x")]);
        assert!(proofs.of("LAW-3").is_empty());
    }

    #[test]
    fn a_test_may_prove_several_checks() {
        assert!(proves("nod_3_5_nod_4_1_accounts", "nod_4_1") && proves("nod_3_5_nod_4_1_accounts", "nod_3_5"));
        assert!(!proves("cannod_4_1_x", "nod_4_1"));
    }
}
