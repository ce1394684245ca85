//! Verifies the log of a node, for an overseer who has this crate alone: a copy of the folder `log`, and the verifier
//! key as it was received on another way.
//!
//! `cargo run -p audit --example verify -- FOLDER [VKEY [OLDER-CHECKPOINT-FILE]]`; exit 0 if it holds, 1 if it does not,
//! 2 if it was not called so.

use audit::{Broken, Checkpoint, Verified, VerifierKey, verify, verify_since};
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [folder] => Ok(verify(Path::new(folder), None)),
        [folder, vkey] => Ok(verify(Path::new(folder), Some(vkey))),
        [folder, vkey, older] => since(folder, vkey, older),
        _ => Err("usage: verify FOLDER [VKEY [OLDER-CHECKPOINT-FILE]]".to_owned()),
    };
    let (text, code) = match outcome {
        Ok(Ok(verified)) => (holds(&verified), 0),
        Ok(Err(broken)) => (format!("BROKEN  {broken}\n        {}", broken.check.sentence), 1),
        Err(because) => (because, 2),
    };
    match writeln!(io::stdout(), "{text}") {
        Ok(()) => ExitCode::from(code),
        Err(_) => ExitCode::from(3),
    }
}

fn since(folder: &str, vkey: &str, older: &str) -> Result<Result<Verified, Broken>, String> {
    let key = VerifierKey::parse(vkey).map_err(|error| error.to_string())?;
    let note = std::fs::read(older).map_err(|error| format!("{older}: {error}"))?;
    let older = Checkpoint::open(&note, &key).map_err(|error| error.to_string())?;
    Ok(verify_since(Path::new(folder), Some(vkey), &older))
}

fn holds(verified: &Verified) -> String {
    let key = if verified.key_given { "the key given" } else { "the key that lay in the folder: compare it" };
    format!(
        "HOLDS   {} entries of {}, {} of them erased and said so\n        root {}\n        key  {} ({key})",
        verified.size, verified.origin, verified.erased, verified.root, verified.vkey
    )
}
