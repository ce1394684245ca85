//! `comity audit prove`: one entry with everything that is needed to verify it elsewhere, in one text.

use crate::command::{Answer, Terminal, Trouble, whole};
use audit::cosignature::WitnessKey;
use audit::disk::Folder;
use audit::{EntryProof, VerifierKey, witnessed};
use clap::Args;
use model::Failure;
use serde::Serialize;
use std::path::PathBuf;

/// Prove one entry of the log: the entry, its path to the root, the checkpoint with the cosignatures of its witnesses
#[derive(Debug, Args)]
#[command(
    after_help = "The proof is a text of the form C2SP tlog-proof. It verifies offline, with the verifier key of the \
                        log and those of its witnesses:\n  comity audit verify --proof FILE --vkey KEY --witness KEY\n\n\
                        Examples:\n  comity audit prove --dir /srv/comity/fi-spoc 17 > entry-17.tlog-proof\n  \
                        comity audit prove --dir fi-spoc 17 --out entry-17.tlog-proof"
)]
pub(in crate::command) struct Prove {
    /// The directory of the node, or a copy of it; its log is in `log/`
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// The number of the entry, counted from 0
    #[arg(value_name = "ENTRY")]
    entry: u64,
    /// Write the proof into this file, which must not exist, instead of showing it
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Serialize)]
struct Shown<'a> {
    index: u64,
    /// Which log, and how many entries the checkpoint of the proof has.
    origin: &'a str,
    size: u64,
    /// Who cosigned that checkpoint, by the keys that lie beside the log.
    witnesses: Vec<String>,
    proof: String,
}

impl Prove {
    pub(in crate::command) fn run(self, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let log = self.dir.join("log");
        let vkey = whole::text(&log.join("vkey"), whole::PAGE)?;
        let key = VerifierKey::parse(vkey.trim_end()).map_err(|e| Failure::new("reading the log", e))?;
        let beside = Folder::at(&self.dir.join("witnessed"));
        let broken = |broken: audit::Broken| Failure::new("reading what was cosigned", broken);
        let keys: Vec<WitnessKey> = witnessed::keys(&beside).map_err(broken)?;
        let cosigned = witnessed::cosigned(&beside, &key, &keys).map_err(broken)?;
        let proof = EntryProof::make(&Folder::at(&log), self.entry, &cosigned)?;
        // What does not verify is not handed out: the files may have been changed.
        let proved =
            proof.verify(&key, &keys, 0).map_err(|e| Failure::new(format!("proving entry {}", self.entry), e))?;
        let text = proof.to_string();
        if let Some(out) = &self.out {
            let remedy = "name a file that does not exist";
            let written = std::fs::File::create_new(out).and_then(|mut file| {
                std::io::Write::write_all(&mut file, text.as_bytes())?;
                file.sync_all()
            });
            written.map_err(|e| Trouble::input(out.display().to_string(), e.to_string(), remedy))?;
        }
        let witnesses = proved.witnesses.into_iter().map(|(name, _)| name).collect();
        let (origin, size) = (proved.checkpoint.origin.as_str(), proved.checkpoint.size);
        let shown = Shown { index: self.entry, origin, size, witnesses, proof: text.clone() };
        let page = || match &self.out {
            Some(out) => format!("entry {} of {origin}, proved in {}", self.entry, out.display()),
            None => text,
        };
        terminal.show(&shown, page)?;
        Ok(Answer::Yes)
    }
}
