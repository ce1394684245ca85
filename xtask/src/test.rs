//! `cargo xtask test`: everything that must hold before a change lands, in the order of its cost.

use crate::{docs, tidy};
use std::process::Command;

/// Runs formatting, walls, lints, tests and the comparison of the generated documents.
pub fn run() -> Result<(), String> {
    tidy::run()?;
    cargo(&["fmt", "--all", "--check"])?;
    cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"])?;
    cargo(&["test", "--workspace", "--quiet"])?;
    docs::check()
}

fn cargo(words: &[&str]) -> Result<(), String> {
    println!("cargo {}", words.join(" "));
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let status = Command::new(cargo).args(words).status().map_err(|e| format!("cargo: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("cargo {} did not pass", words.join(" "))) }
}
