//! `comity demo`: a federation in one process, and five stories on real law and real lists.

use std::path::PathBuf;
use std::process::ExitCode;

/// How the demonstration is played.
#[derive(Debug, Clone)]
pub struct Options {
    /// Without pauses.
    pub headless: bool,
    /// One JSON document on stdout.
    pub json: bool,
    /// Where the nodes live.
    pub directory: PathBuf,
}

/// Plays the demonstration; success only if every story came out as it must.
pub fn run(options: &Options) -> ExitCode {
    let _ = options;
    ExitCode::FAILURE
}
