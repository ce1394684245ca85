//! Writes the vectors of `spec/vectors/v1` from fixed seeds. They are frozen at the release of version 1: after that, run
//! this only into a new folder. ML-DSA-65 signatures are hedged, so two runs differ in them and in what covers them.
//!
//! `cargo run -p seal --example make-vectors-of-seal -- DIR`

#[path = "../tests/wire/forge/mod.rs"]
#[expect(clippy::unwrap_used, clippy::panic, reason = "shared with the tests")]
mod forge;

use data_encoding::BASE64;
use forge::Setting;
use forge::cases::{Case, Kind, all, judge};
use seal::keys::fingerprint_words;
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("which folder?")?;
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    let setting = Setting::new(1);
    let cases = all(&setting);
    write(folder, "setting.json", &setting_json(&setting)?)?;
    for kind in Kind::ALL {
        let lines: Result<Vec<String>, _> =
            cases.iter().filter(|case| case.kind == kind).map(|case| case_json(&setting, case)).collect();
        write(folder, kind.file(), &format!("{{\"version\": 1, \"cases\": [\n{}\n]}}\n", lines?.join(",\n")))?;
    }
    Ok(())
}

fn write(folder: &Path, name: &str, text: &str) -> std::io::Result<()> {
    std::fs::File::create(folder.join(name))?.write_all(text.as_bytes())
}

fn setting_json(setting: &Setting) -> Result<String, Box<dyn std::error::Error>> {
    let value = json!({
        "about": "test keys, never to be used: the root that readers pin, the card they hold, the private epoch key (32-byte seed, then from and until as big-endian nanoseconds)",
        "now": setting.now.to_string(),
        "pinned_root": setting.pinned(),
        "fingerprint_words": fingerprint_words(&setting.pinned()),
        "card": BASE64.encode(setting.card.bytes()),
        "epoch_secret": BASE64.encode(&setting.epoch.to_bytes()?),
    });
    Ok(serde_json::to_string_pretty(&value)? + "\n")
}

/// One case as a line; it is judged first, so that no wrong vector is written.
fn case_json(setting: &Setting, case: &Case) -> Result<String, Box<dyn std::error::Error>> {
    let found = judge(&setting.reader(), case.kind, case.at, &case.bytes);
    let (reads, fault) = match (found, case.fault) {
        (Ok(reads), None) => (serde_json::to_value(reads)?, Value::Null),
        (Err(fault), Some(wanted)) if fault.check.id == wanted => (Value::Null, json!(wanted)),
        (found, wanted) => return Err(format!("{}: wanted {wanted:?}, found {found:?}", case.name).into()),
    };
    let line = json!({
        "name": case.name, "at": case.at.to_string(), "fault": fault, "reads": reads, "bytes": BASE64.encode(&case.bytes),
    });
    Ok(serde_json::to_string(&line)?)
}
