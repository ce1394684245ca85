//! `comity backup`, `comity restore` and `comity bundle` as an administrator runs them.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up has failed")]

use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// Runs it with `--json`: the exit code and the one document.
fn json(arguments: &[&str]) -> (i32, Value) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_comity"));
    command.env_remove("COMITY_KEY_FILE").env_remove("CREDENTIALS_DIRECTORY");
    let out = command.args(arguments).arg("--json").output().unwrap();
    let text = String::from_utf8(out.stdout).unwrap();
    let document = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}"));
    (out.status.code().unwrap(), document)
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_node_is_founded_backed_up_lost_and_restored() {
    let folder = tempfile::tempdir().unwrap();
    let (dir, file) = (folder.path().join("ke-ctc"), folder.path().join("ke.cbackup"));
    let (code, _) = json(&["init", "--dir", text(&dir), "--authority", "ke-ctc", "--state", "KEN", "--name", "Test"]);
    assert_eq!(code, 0);
    let (code, made) = json(&["backup", "--dir", text(&dir), "--out", text(&file)]);
    assert_eq!((code, made["authority"].as_str(), made["incarnation"].as_u64()), (0, Some("ke-ctc"), Some(1)));
    // A second one does not overwrite the first.
    assert_eq!(json(&["backup", "--dir", text(&dir), "--out", text(&file)]).0, 2);
    let root = folder.path().join("ke-ctc.root");
    let restore =
        |more: &[&str]| json(&[&["restore", text(&file), "--dir", text(&dir), "--root", text(&root)], more].concat());
    let (code, over) = restore(&["--without-journal"]);
    assert_eq!(code, 2, "never over another node: {over}");
    std::fs::remove_dir_all(&dir).unwrap();
    let (code, asked) = restore(&[]);
    assert_eq!(code, 2);
    assert!(asked["remedy"].as_str().unwrap().contains("--without-journal"), "{asked}");
    let (code, restored) = restore(&["--without-journal"]);
    assert_eq!((code, restored["incarnation"].as_u64(), restored["journal"].as_bool()), (0, Some(2), Some(false)));
    let (code, verified) = json(&["audit", "verify", "--dir", text(&dir)]);
    assert_eq!(code, 0, "{verified}");
    // What is no bundle is told by its place; a stranger gets none.
    let (code, told) = json(&["bundle", "read", text(&file), "--dir", text(&dir)]);
    assert_eq!(code, 2);
    assert!(told["because"].as_str().unwrap().contains("BUN-1.1"), "{told}");
    let out = folder.path().join("x.cbundle");
    let (code, told) = json(&["bundle", "write", "--for", "xx-desk", "--out", text(&out), "--dir", text(&dir)]);
    assert_eq!(code, 1, "{told}");
    assert!(told.to_string().contains("BUN-3.1") && !out.exists(), "{told}");
}
