//! `cargo xtask peers`: two nodes as processes, killed at random moments, on a bad network; see the example `peers` of
//! `testkit`, to which the options go. Both programs are built first, with the features that the tests build them with.

use crate::program::{cargo, run as run_command};
use std::process::Command;

/// Builds and plays.
pub fn run(options: &[&str]) -> Result<(), String> {
    let selection = ["-p", "node", "-p", "testkit", "-p", "xtask", "--bins", "--examples"];
    run_command(cargo().args(["build", "--locked", "--quiet"]).args(selection), "building")?;
    let mut play = Command::new("target/debug/examples/peers");
    run_command(play.args(["--program", "target/debug/comity"]).args(options), "the peers")
}
