//! `docs/checks.md`: every check of every crate with its sentence, its source and the tests that prove it. A check
//! without a test is an error here: the table cannot be written with a hole in it.

use super::proofs::{Proof, Proofs};
use model::Check;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const HEAD: &str = "\
# Every check

Generated from the lists of checks in the code; do not edit. `cargo xtask docs` writes it, CI fails when it is stale, and
a check without a test cannot get into it.

A check has an id that is never used twice, one sentence that holds if it passes, the source of its rule (`house` is our
own; *unverified* means that the text of the source was not read), and a test whose name begins with its id, or with several.
What refuses is named by the id in answers, receipts and logs.
";

/// One list of checks: the crate that declares it, and what its checks are about.
struct List {
    krate: &'static str,
    about: &'static str,
    checks: &'static [&'static Check],
}

fn lists() -> Vec<List> {
    vec![
        List { krate: "seal", about: "Documents with a signature or a seal", checks: seal::checks::ALL },
        List { krate: "law", about: "The law between two authorities", checks: law::checks::ALL },
        List { krate: "policy", about: "What an officer may do here", checks: policy::checks::ALL },
        List { krate: "screen", about: "What screening promises", checks: screen::checks::ALL },
        List { krate: "formats", about: "Other people's documents", checks: formats::checks::ALL },
        List { krate: "audit", about: "The published log", checks: audit::checks::ALL },
        List { krate: "exchange", about: "The three chains: out, in, reading", checks: exchange::checks::ALL },
        List { krate: "desk", about: "The police information request", checks: desk::message::checks::ALL },
        List { krate: "node", about: "Arrangements", checks: node::administration::arrangements::ALL },
        List { krate: "node", about: "Partners and relays", checks: node::administration::peers::ALL },
        List { krate: "node", about: "Accounts", checks: node::administration::officers::ALL },
        List { krate: "node", about: "Imported lists", checks: node::administration::lists::ALL },
        List { krate: "node", about: "Signing in", checks: node::sign_in::checks::ALL },
        List { krate: "node", about: "Backup and restore", checks: node::backup::ALL },
    ]
}

/// The text of the document, or every check that has no test.
pub fn text() -> Result<String, String> {
    let proofs = Proofs::scan()?;
    let lists = lists();
    let mut missing = unlisted(&lists)?;
    missing.extend(repeated(&lists));
    let mut text = HEAD.to_owned();
    for list in &lists {
        let _ = write!(text, "\n## {} (`{}`)\n\n", list.about, list.krate);
        text.push_str("| Check | What holds | Source | Proved by |\n|---|---|---|---|\n");
        for check in list.checks {
            let proved = proofs.of(check.id);
            if proved.is_empty() {
                missing.push(format!("{}: no test; write `fn {}_...`", check.id, super::proofs::stem(check.id)));
            }
            let _ = writeln!(text, "| {} | {} | {} | {} |", check.id, check.sentence, check.source, cell(&proved));
        }
    }
    if missing.is_empty() { Ok(text) } else { Err(missing.join("\n")) }
}

/// The tests of one check, with a link to each file once.
fn cell(proved: &[&Proof]) -> String {
    let mut files: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for proof in proved {
        files.entry(proof.path.as_str()).or_default().push(proof.test.as_str());
    }
    let link = |(path, tests): (&str, Vec<&str>)| {
        let names: Vec<String> = tests.iter().map(|test| format!("`{test}`")).collect();
        format!("{} in [{}](../{path})", names.join(", "), path.strip_prefix("crates/").unwrap_or(path))
    };
    files.into_iter().map(link).collect::<Vec<_>>().join("; ")
}

/// Crates that declare more lists of checks than stand above.
fn unlisted(lists: &[List]) -> Result<Vec<String>, String> {
    let mut declared: BTreeMap<String, usize> = BTreeMap::new();
    for path in super::proofs::sources()? {
        let text = std::fs::read_to_string(&path).map_err(|e| format!("{path}: {e}"))?;
        if text.lines().any(|line| line.starts_with("model::checks! {")) {
            *declared.entry(path.split('/').nth(1).unwrap_or_default().to_owned()).or_default() += 1;
        }
    }
    let listed = |krate: &str| lists.iter().filter(|list| list.krate == krate).count();
    let missing = declared.into_iter().filter(|(krate, count)| listed(krate) != *count);
    Ok(missing.map(|(krate, _)| format!("{krate}: a list of checks is missing in xtask/src/docs/checks.rs")).collect())
}

/// Ids that stand twice.
fn repeated(lists: &[List]) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    let ids = lists.iter().flat_map(|list| list.checks).map(|check| check.id);
    ids.filter(|id| !seen.insert(*id)).map(|id| format!("{id}: stands twice")).collect()
}
