//! Two nodes as they are run: `comity init` and `comity serve`, each a process of its own with its own directory, key and
//! peer port on loopback; made partners and put to work through the API alone; between them a proxy that delays, cuts and
//! plays again. They are killed at random moments and started again. At the end every effect has happened once, every
//! receipt is matched, and every log verifies and was cosigned by the other.
//!
//! `cargo xtask peers -- --kills 200`. Options: `--program PATH` (the command), `--kills N`, `--exchanges N` (the least that each
//! side asks), `--seed N`, `--most-seconds N` (for the whole; beyond it the run has failed), `--keep DIR` (an empty or absent
//! folder for the nodes, which then stays).
//!
//! Not played here: a partition of days, which would need a clock that can be set; a full disk. The wire tests of `node`
//! and the simulation have the first, the tests of `store` the second.

mod api;
mod course;
mod desk;
mod fate;
mod proof;
mod proxy;
mod site;

use fate::Options;
use std::process::ExitCode;

fn main() -> ExitCode {
    let played = Options::read().and_then(|options| course::play(&options));
    match played {
        Ok(summary) => {
            fate::tell(&summary);
            ExitCode::SUCCESS
        }
        Err(because) => {
            eprintln!("peers: {because}");
            ExitCode::FAILURE
        }
    }
}
