//! `cargo xtask peers`: two nodes as processes, killed at random moments, on a bad network; see the example `peers` of
//! `testkit`, to which the options go. Both programs are built first, with the features that the tests build them with.

use std::process::Command;

/// Builds and plays.
pub fn run(options: &[&str]) -> Result<(), String> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let selection = ["-p", "node", "-p", "testkit", "-p", "xtask", "--bins", "--examples"];
    let mut build = Command::new(cargo);
    build.args(["build", "--locked", "--quiet"]).args(selection);
    done("building", build.status())?;
    let mut play = Command::new("target/debug/examples/peers");
    play.args(["--program", "target/debug/comity"]).args(options);
    done("the peers", play.status())
}

fn done(what: &str, status: std::io::Result<std::process::ExitStatus>) -> Result<(), String> {
    let status = status.map_err(|e| format!("{what}: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{what} did not pass")) }
}
