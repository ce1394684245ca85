//! `cargo xtask test`: everything that must hold before a change lands, in the order of its cost. On a new machine it
//! needs a Rust toolchain and a C compiler; the formatter and the linter it adds itself where `rustup` is there.

use crate::program::{self, answers};
use crate::{docs, tidy};
use std::process::Command;
use std::time::Instant;

/// Runs walls, formatting, lints, tests and the comparison of the generated documents.
pub fn run() -> Result<(), String> {
    needs()?;
    step("walls", tidy::run)?;
    step("formatting", || cargo(&["fmt", "--all", "--check"]))?;
    step("lints", || cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]))?;
    step("tests", || cargo(&["test", "--workspace", "--quiet"]))?;
    step("documents", docs::check)
}

fn step(name: &str, run: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
    let begun = Instant::now();
    run()?;
    eprintln!("{name}: passed in {} s", begun.elapsed().as_secs());
    Ok(())
}

fn cargo(words: &[&str]) -> Result<(), String> {
    eprintln!("cargo {}", words.join(" "));
    program::run(program::cargo().args(words), &format!("cargo {}", words.join(" ")))
}

/// What must be on the machine, each with the way to get it.
fn needs() -> Result<(), String> {
    if !answers("cc") {
        return Err("no C compiler `cc`: SQLite, Zstandard and AWS-LC are built from source".to_owned());
    }
    for (command, component) in [("cargo-fmt", "rustfmt"), ("cargo-clippy", "clippy")] {
        if answers(command) {
            continue;
        }
        let added = Command::new("rustup").args(["component", "add", component]).status();
        if !added.is_ok_and(|status| status.success()) {
            return Err(format!("no `{command}`, and rustup could not add the component `{component}`"));
        }
    }
    Ok(())
}
