//! `comity audit verify`: a node's log, a copy of it, or the proof of one entry.

use super::witnesses;
use crate::command::{Answer, Terminal, Trouble, whole};
use crate::published::verify_against;
use audit::disk::{Disk as _, Folder};
use audit::witnessed::{self, Cosigned};
use audit::{Broken, Checkpoint, EntryProof, Proved, Verified, VerifierKey, compare_rows};
use clap::Args;
use serde::Serialize;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use store::LogRows;

/// Verify the published log of a node, or a copy of it: every file is read, every hash recomputed
#[derive(Debug, Args)]
#[command(
    after_help = "Where the rows of the node are there (`comity.db`), each is compared with what was published; where \
                        cosignatures are there (`witnessed/`), the log must hold what the witnesses saw.\nExit 1 names \
                        the entry and the file where it does not hold.\n\nExamples:\n  \
                        comity audit verify --dir /srv/comity/fi-spoc\n  \
                        comity audit verify --dir copy-of-fi-spoc --vkey 'comity/fi-spoc/1+3f2a...' --json\n  \
                        comity audit verify --dir fi-spoc --since checkpoint-of-march\n  \
                        comity audit verify --proof entry-17.tlog-proof --vkey 'comity/fi-spoc/1+3f2a...' \
                        --witness 'comity/ke-ctc/witness+9c01...' --quorum 1"
)]
pub(in crate::command) struct Verify {
    /// The directory of the node, a copy of it, or the folder of its log alone
    #[arg(long, value_name = "DIR", required_unless_present = "proof", conflicts_with = "proof")]
    dir: Option<PathBuf>,
    /// A proof that `comity audit prove` made
    #[arg(long, value_name = "FILE", requires = "vkey")]
    proof: Option<PathBuf>,
    /// The verifier key of the log, if you have it from elsewhere; else the one beside the log is taken, which proves less
    #[arg(long, value_name = "KEY")]
    vkey: Option<String>,
    /// The verifier key of a witness, from elsewhere; may be repeated. Else those beside the log are taken
    #[arg(long, value_name = "KEY")]
    witness: Vec<String>,
    /// A checkpoint that you kept; the log must hold it unchanged. May be repeated
    #[arg(long, value_name = "FILE")]
    since: Vec<PathBuf>,
    /// How many of the witnesses must have cosigned
    #[arg(long, value_name = "COUNT", default_value_t = 0)]
    quorum: usize,
}

#[derive(Serialize)]
struct Verdict<'a> {
    holds: bool,
    #[serde(flatten)]
    verified: Option<&'a Verified>,
    /// What witnesses cosigned of this log, all of which it holds.
    witnessed: Vec<Cosigned>,
    /// Whether the keys of the witnesses were given, or lay beside the log.
    witness_keys_given: bool,
    /// How many rows of the node were compared; absent where there are none.
    rows: Option<u64>,
    /// Why rows that are there were not compared.
    rows_not_read: Option<String>,
    #[serde(flatten)]
    broken: Option<&'a Broken>,
}

#[derive(Serialize)]
struct ProofVerdict<'a> {
    holds: bool,
    #[serde(flatten)]
    proved: Option<&'a Proved>,
    check: Option<&'static str>,
    because: Option<String>,
}

/// What was found of a folder.
struct Found {
    verified: Verified,
    witnessed: Vec<Cosigned>,
    rows: Option<u64>,
    rows_not_read: Option<String>,
}

impl Verify {
    pub(in crate::command) fn run(self, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        match (&self.dir, &self.proof) {
            (Some(dir), _) => self.folder(dir, terminal),
            (None, Some(proof)) => self.proof(proof, terminal),
            (None, None) => Err(Trouble::input("--dir", "nothing to verify", "give --dir or --proof")),
        }
    }

    fn folder(&self, dir: &Path, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let log = if dir.join(audit::tile::CHECKPOINT).is_file() { dir.to_owned() } else { dir.join("log") };
        if !log.is_dir() {
            let remedy = "give the directory of a node that has published its log";
            return Err(Trouble::input(log.display().to_string(), "there is no such folder", remedy));
        }
        let since = self.since(&log)?;
        match self.check(dir, &log, since)? {
            Ok(found) => {
                let given = !self.witness.is_empty();
                let page = page(&found, given);
                let Found { verified, witnessed, rows, rows_not_read } = found;
                let verdict = Verdict {
                    holds: true,
                    verified: Some(&verified),
                    witnessed,
                    witness_keys_given: given,
                    rows,
                    rows_not_read,
                    broken: None,
                };
                terminal.show(&verdict, || page)?;
                Ok(Answer::Yes)
            }
            Err(broken) => {
                let (witnessed, given) = (Vec::new(), !self.witness.is_empty());
                let verdict = Verdict {
                    holds: false,
                    verified: None,
                    witnessed,
                    witness_keys_given: given,
                    rows: None,
                    rows_not_read: None,
                    broken: Some(&broken),
                };
                terminal.show(&verdict, || format!("BROKEN  {broken}"))?;
                Ok(Answer::No)
            }
        }
    }

    fn check(&self, dir: &Path, log: &Path, mut older: Vec<Checkpoint>) -> Result<Result<Found, Broken>, Trouble> {
        let folder = Folder::at(log);
        let given = witnesses(&self.witness)?;
        let beside = Folder::at(&dir.join("witnessed"));
        let mut found = || -> Result<Found, Broken> {
            let key = self.log_key(&folder)?;
            let keys = if given.is_empty() { witnessed::keys(&beside)? } else { given.clone() };
            let cosigned = witnessed::cosigned(&beside, &key, &keys)?;
            older.extend(cosigned.iter().map(|cosigned| cosigned.checkpoint.clone()));
            let verified = verify_against(log, self.vkey.as_deref(), &older)?;
            let names: std::collections::BTreeSet<_> = cosigned.iter().map(|one| &one.witness).collect();
            if names.len() < self.quorum {
                let because = format!("{} witnesses cosigned, {} are asked for", names.len(), self.quorum);
                return Err(Broken::of(&audit::checks::AUD_5_5, "witnessed", because));
            }
            let opened = dir.join("comity.db").exists().then(|| LogRows::open(dir));
            let (rows, rows_not_read) = match opened {
                Some(Ok(mut rows)) => (Some(compare_rows(&folder, &mut rows)?), None),
                Some(Err(failure)) => (None, Some(failure.to_string())),
                None => (None, None),
            };
            Ok(Found { verified, witnessed: cosigned, rows, rows_not_read })
        };
        Ok(found())
    }

    /// The key that was given, or the one in the folder; which of both it must be is for the verification to say.
    fn log_key(&self, folder: &Folder) -> Result<VerifierKey, Broken> {
        let broken = |because: &dyn std::fmt::Display| Broken::of(&audit::checks::AUD_1_2, audit::tile::VKEY, because);
        let text = match &self.vkey {
            Some(given) => given.clone(),
            None => {
                let bytes = folder.read(audit::tile::VKEY).map_err(|error| broken(&error))?;
                String::from_utf8(bytes.unwrap_or_default()).unwrap_or_default()
            }
        };
        VerifierKey::parse(text.trim()).map_err(|error| broken(&error))
    }

    /// The checkpoints that the caller kept.
    fn since(&self, log: &Path) -> Result<Vec<Checkpoint>, Trouble> {
        let read = |path: &PathBuf| {
            let bytes = whole::bytes(path, whole::PAGE)?;
            let key = self.log_key(&Folder::at(log)).map_err(|e| model::Failure::new("reading the log's key", e))?;
            let remedy = "give a checkpoint of this log, signed by its key";
            Checkpoint::open(&bytes, &key)
                .map_err(|e| Trouble::input(path.display().to_string(), e.to_string(), remedy))
        };
        self.since.iter().map(read).collect()
    }

    fn proof(&self, file: &Path, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let bytes = whole::bytes(file, whole::PAGE)?;
        let remedy = "give the verifier key of the log: name+key id+key";
        let key = VerifierKey::parse(self.vkey.as_deref().unwrap_or_default());
        let key = key.map_err(|error| Trouble::input("--vkey", error.to_string(), remedy))?;
        let keys = witnesses(&self.witness)?;
        let proved = EntryProof::parse(&bytes).and_then(|proof| proof.verify(&key, &keys, self.quorum));
        match proved {
            Ok(proved) => {
                let verdict = ProofVerdict { holds: true, proved: Some(&proved), check: None, because: None };
                terminal.show(&verdict, || proof_page(&proved))?;
                Ok(Answer::Yes)
            }
            Err(not) => {
                let (check, because) = (Some(not.check.id), Some(not.because.clone()));
                terminal.show(&ProofVerdict { holds: false, proved: None, check, because }, || {
                    format!("NOT PROVED  {not}")
                })?;
                Ok(Answer::No)
            }
        }
    }
}

fn page(found: &Found, witness_keys_given: bool) -> String {
    let Verified { origin, size, root, vkey, key_given, erased, .. } = &found.verified;
    let mut page = format!("HOLDS  {origin}: {size} entries, {erased} of them erased\nroot   {root}\nkey    {vkey}\n");
    for Cosigned { witness, at, checkpoint, .. } in &found.witnessed {
        let _ = writeln!(page, "seen   {} entries, cosigned by {witness} at {at}", checkpoint.size);
    }
    if let Some(rows) = found.rows {
        let _ = writeln!(page, "rows   {rows} compared with the database of the node");
    }
    if let Some(because) = &found.rows_not_read {
        let _ = writeln!(page, "rows   NOT compared with the database of the node: {because}");
    }
    if !key_given {
        let _ = writeln!(page, "The key is the one that lay beside the log: compare it with the one you know.");
    }
    if !found.witnessed.is_empty() && !witness_keys_given {
        let _ = writeln!(page, "So are the keys of the witnesses.");
    }
    if found.witnessed.is_empty() {
        let _ = writeln!(page, "Nobody has cosigned it: whoever holds its key could have signed another history.");
    }
    page
}

fn proof_page(proved: &Proved) -> String {
    let Proved { entry, index, checkpoint, witnesses } = proved;
    let mut page = format!("PROVED  entry {index} of {}, among {} entries\n", checkpoint.origin, checkpoint.size);
    match entry.as_ref().and_then(|entry| entry.line().ok()) {
        Some(line) => {
            let _ = writeln!(page, "{line}");
        }
        None => page.push_str("It was erased: its commitment is proved, its text is gone.\n"),
    }
    for (witness, at) in witnesses {
        let _ = writeln!(page, "seen   cosigned by {witness} at {at}");
    }
    if witnesses.is_empty() {
        page.push_str("No witness whose key was given has cosigned it.\n");
    }
    page
}
