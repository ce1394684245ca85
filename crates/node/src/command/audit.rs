//! `comity audit`: does the log of a node hold? Reads files only; needs no key and no running node.

use super::{Answer, Terminal, Trouble};
use crate::published::verify;
use ::audit::{Broken, Verified};
use clap::{Args, Subcommand};
use serde::Serialize;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Prove or verify what a node has logged
#[derive(Debug, Subcommand)]
pub(super) enum Audit {
    Verify(Verify),
}

/// Verify the published log of a node: every file is read, every hash recomputed
#[derive(Debug, Args)]
#[command(after_help = "Exit 1 names the entry and the file where it does not hold.\n\nExamples:\n  \
                        comity audit verify --dir /srv/comity/fi-spoc\n  \
                        comity audit verify --dir fi-spoc --vkey 'comity/fi-spoc/1+3f2a...' --json")]
pub(super) struct Verify {
    /// The directory of the node; its log is in `log/`
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// The verifier key, if you have it from elsewhere; else the one beside the log is taken, which proves less
    #[arg(long, value_name = "KEY")]
    vkey: Option<String>,
}

#[derive(Serialize)]
struct Verdict<'a> {
    holds: bool,
    #[serde(flatten)]
    verified: Option<&'a Verified>,
    #[serde(flatten)]
    broken: Option<&'a Broken>,
}

impl Audit {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let Audit::Verify(Verify { dir, vkey }) = self;
        let log = dir.join("log");
        if !log.is_dir() {
            let remedy = "give the directory of a node that has published its log";
            return Err(Trouble::input(log.display().to_string(), "there is no such folder", remedy));
        }
        match verify(&log, vkey.as_deref()) {
            Ok(verified) => {
                let verdict = Verdict { holds: true, verified: Some(&verified), broken: None };
                terminal.show(&verdict, || page(&verified))?;
                Ok(Answer::Yes)
            }
            Err(broken) => {
                let verdict = Verdict { holds: false, verified: None, broken: Some(&broken) };
                terminal.show(&verdict, || format!("BROKEN  {broken}"))?;
                Ok(Answer::No)
            }
        }
    }
}

fn page(verified: &Verified) -> String {
    let Verified { origin, size, root, vkey, key_given, erased, .. } = verified;
    let mut page = format!("HOLDS  {origin}: {size} entries, {erased} of them erased\nroot   {root}\nkey    {vkey}\n");
    if !key_given {
        let _ = writeln!(page, "The key is the one that lay beside the log: compare it with the one you know.");
    }
    page
}
