//! The `comity` command: its words, and what each does.

use std::process::ExitCode;

/// Runs the command line.
pub fn run() -> ExitCode {
    crate::demo::run(&crate::demo::Options { headless: true, json: false, directory: "comity-demo".into() })
}
