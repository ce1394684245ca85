//! `comity audit`: does the log of a node hold, and what does it prove? Reads files only; needs no key and no running node.

mod prove;
mod verify;

use super::{Answer, Terminal, Trouble};
use ::audit::WitnessKey;
use clap::Subcommand;

/// Prove or verify what a node has logged
#[derive(Debug, Subcommand)]
pub(super) enum Audit {
    Verify(verify::Verify),
    Prove(prove::Prove),
}

impl Audit {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        match self {
            Audit::Verify(verify) => verify.run(terminal),
            Audit::Prove(prove) => prove.run(terminal),
        }
    }
}

/// Reads the keys of witnesses as they were given.
fn witnesses(given: &[String]) -> Result<Vec<WitnessKey>, Trouble> {
    let read = |text: &String| {
        let remedy = "give a verifier key of C2SP tlog-cosignature: name+key id+key";
        WitnessKey::parse(text).map_err(|error| Trouble::input("--witness", error.to_string(), remedy))
    };
    given.iter().map(read).collect()
}
