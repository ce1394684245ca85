//! Generated documents: written by `cargo xtask docs`, compared by `cargo xtask docs --check`. What people write by
//! hand is not touched; only the paths that it names are looked up ([`paths`]). A new document is one line in
//! [`ALL`].

mod api;
mod checks;
mod command;
mod events;
mod paths;
mod policy;
mod proofs;
mod written;

use std::fs;

/// A generated document: where it stands, and how its text is made.
struct Document {
    path: &'static str,
    text: fn() -> Result<String, String>,
}

const ALL: &[Document] = &[
    Document { path: "docs/checks.md", text: checks::text },
    Document { path: "docs/audit-events.md", text: events::text },
    Document { path: "docs/policy-table.md", text: policy::text },
    Document { path: "docs/cli.md", text: command::text },
    Document { path: "docs/openapi.json", text: api::text },
];

/// Writes every generated document; one that cannot be made does not hold up the others.
pub fn write() -> Result<(), String> {
    let mut missing: Vec<String> = ALL.iter().filter_map(|document| write_one(document).err()).collect();
    missing.extend(paths::check().err());
    if missing.is_empty() { Ok(()) } else { Err(missing.join("\n")) }
}

fn write_one(document: &Document) -> Result<(), String> {
    let text = (document.text)()?;
    if fs::read_to_string(document.path).is_ok_and(|found| found == text) {
        return Ok(());
    }
    fs::write(document.path, text).map_err(|e| format!("{}: {e}", document.path))?;
    eprintln!("{}: written", document.path);
    Ok(())
}

/// Compares every generated document with what stands in the repository; every difference is named with its first line.
pub fn check() -> Result<(), String> {
    let mut wrong: Vec<String> = ALL.iter().filter_map(|document| compare(document).err()).collect();
    wrong.extend(paths::check().err());
    if !wrong.is_empty() {
        return Err(wrong.join("\n"));
    }
    eprintln!("docs: every generated document is current, and every path named by hand exists");
    Ok(())
}

fn compare(document: &Document) -> Result<(), String> {
    let wanted = (document.text)()?;
    let found = fs::read_to_string(document.path).unwrap_or_default();
    if found == wanted {
        return Ok(());
    }
    let line = first_difference(&found, &wanted);
    Err(format!("{}: stale from line {line}: run `cargo xtask docs` and commit what it writes", document.path))
}

fn first_difference(found: &str, wanted: &str) -> usize {
    let same = found.lines().zip(wanted.lines()).take_while(|(a, b)| a == b).count();
    same + 1
}

#[cfg(test)]
mod tests {
    use super::first_difference;

    #[test]
    fn a_difference_is_named_by_its_line() {
        assert_eq!(first_difference("a\nb\nc", "a\nx\nc"), 2);
        assert_eq!(first_difference("a\n", "a\nb\n"), 2);
        assert_eq!(first_difference("", "a"), 1);
    }
}
