//! The golden table is current, complete, and sees every single policy.

use policy::{Action, MINIMISATION, Policies, golden, golden_table, house};
use std::collections::BTreeSet;
use std::path::Path;

fn committed() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/policy-table.md")
}

/// Rewrite with `COMITY_WRITE_GOLDEN=1 cargo test -p policy --test golden`, or with `cargo xtask docs`.
#[test]
fn the_table_is_current() {
    let table = golden_table(&house::policies().unwrap());
    if std::env::var_os("COMITY_WRITE_GOLDEN").is_some() {
        std::fs::write(committed(), &table).unwrap();
    }
    let found = std::fs::read_to_string(committed()).unwrap_or_default();
    let stale = table.lines().zip(found.lines()).find(|(now, then)| now != then);
    assert!(found == table, "docs/policy-table.md is stale, first at {stale:?}: run `cargo xtask docs`");
}

#[test]
fn no_action_is_forgotten_and_every_cell_could_be_evaluated() {
    let policies = house::policies().unwrap();
    let mut seen = BTreeSet::new();
    for line in golden::lines(&policies) {
        assert!(!line.marks.contains(&'!'), "{line:?}");
        assert_eq!(line.marks.len(), 9, "{line:?}");
        if line.marks.contains(&'✔') {
            seen.insert(line.row.split([' ', ',']).next().unwrap().to_owned());
        }
    }
    let all: BTreeSet<String> = Action::ALL.iter().map(ToString::to_string).collect();
    assert_eq!(seen, all, "every action is permitted to somebody somewhere in the table");
}

/// The policy with this id taken out of its file: its text ends at the next blank line.
fn without(id: &str) -> Vec<(&'static str, String)> {
    let drop_it = |text: &str| {
        let kept: Vec<&str> = text.split("\n\n").filter(|part| !part.contains(&format!("@id(\"{id}\")"))).collect();
        kept.join("\n\n")
    };
    house::FILES
        .iter()
        .map(|(file, text)| (*file, if *file == MINIMISATION { (*text).to_owned() } else { drop_it(text) }))
        .collect()
}

/// Dropping any one policy changes at least one cell.
#[test]
fn every_policy_is_seen() {
    let whole = house::policies().unwrap();
    let ids: Vec<String> = whole.rules().map(|rule| rule.id.clone()).collect();
    let unseen = |id: &&String| {
        let files = without(id);
        let files: Vec<(&str, &str)> = files.iter().map(|(file, text)| (*file, text.as_str())).collect();
        let reduced = Policies::load(house::SCHEMA, &files, whole.version().clone()).unwrap();
        assert_eq!(reduced.rules().count(), ids.len() - 1, "{id} is one paragraph of its file");
        // Where it does not bear it decides nothing, so only the lines where it does are compared.
        let bears = whole.bears_on(id);
        let asked = |action, kind| bears.contains(&(action, kind));
        golden::lines_on(&reduced, asked).zip(golden::lines_on(&whole, asked)).all(|(now, then)| now == then)
    };
    let halves: Vec<_> = ids.chunks(ids.len().div_ceil(2)).collect();
    let unseen: Vec<&String> = std::thread::scope(|scope| {
        let threads: Vec<_> =
            halves.iter().map(|half| scope.spawn(|| half.iter().filter(unseen).collect::<Vec<_>>())).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert!(unseen.is_empty(), "no cell of the table depends on {unseen:?}");
}
