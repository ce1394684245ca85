//! One entry, proved offline (C2SP tlog-proof): the entry itself, its place, the path to the root, and a checkpoint with the
//! signature of the log and the cosignatures of witnesses, in one text. Whoever has the keys needs nothing else.
//!
//! The line `extra` of C2SP holds the line of the bundle: salt and entry, or the commitment if the entry was erased. It is
//! not trusted: the leaf is computed from it.

use crate::bundle::{self, read_row, write_row};
use crate::checkpoint::Checkpoint;
use crate::checks::{AUD_7_1, AUD_7_2, AUD_7_3, AUD_7_4};
use crate::cosignature::WitnessKey;
use crate::disk::Disk;
use crate::entry::{Entry, Row};
use crate::nodes::TileNodes;
use crate::note::{Note, VerifierKey};
use crate::proof::{inclusion_proof, verify_inclusion};
use crate::tile::{CHECKPOINT, FULL, bundle_of};
use crate::witness::request::{hashes, line, number};
use crate::witnessed::Cosigned;
use data_encoding::BASE64;
use model::{Check, Digest, Failure, Instant};
use serde::Serialize;
use std::fmt;

/// The first line (C2SP tlog-proof).
const HEAD: &str = "c2sp.org/tlog-proof@v1";

/// An entry with its proof. Reading one verifies nothing; [`EntryProof::verify`] does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryProof {
    /// The number of the entry.
    pub index: u64,
    /// The entry, or what is left of it.
    pub row: Row,
    /// The inclusion proof.
    pub path: Vec<Digest>,
    /// The checkpoint, signed and cosigned.
    pub note: Note,
}

/// What a proof has proved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proved {
    /// The entry; nothing if it was erased.
    pub entry: Option<Entry>,
    /// Its number.
    pub index: u64,
    /// The checkpoint that holds it.
    pub checkpoint: Checkpoint,
    /// Which witnesses, whose keys were given, cosigned the checkpoint, and when.
    pub witnesses: Vec<(String, Instant)>,
}

/// Why a proof does not prove.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{}: {because}", .check.id)]
pub struct NotProved {
    /// Which check.
    pub check: &'static Check,
    /// Why.
    pub because: String,
}

fn not(check: &'static Check, because: impl fmt::Display) -> NotProved {
    NotProved { check, because: because.to_string() }
}

impl EntryProof {
    /// Proves entry `n` from the files of a log, against the checkpoint that most witnesses have cosigned; of those, the
    /// largest. Without any, against the log's own. The files are taken as they are: verify the proof, or the log.
    pub fn make(log: &dyn Disk, n: u64, cosigned: &[Cosigned]) -> Result<EntryProof, Failure> {
        let doing = || format!("proving entry {n}");
        let own = log.read(CHECKPOINT).map_err(|error| Failure::new(doing(), error))?;
        let own = own.and_then(|bytes| Note::parse(&bytes).ok());
        let own = own.and_then(|note| Some((Checkpoint::parse(&note.text).ok()?, note)));
        let (whole, own) = own.ok_or_else(|| Failure::new(doing(), "the log has no checkpoint yet"))?;
        let (size, note) = best(n, &whole, cosigned).unwrap_or((whole.size, own));
        if n >= size {
            return Err(Failure::new(doing(), format!("the log has {size} entries, counted from 0")));
        }
        let bundle = bundle_of(n, whole.size).path();
        let bytes = log.read(&bundle).map_err(|error| Failure::new(doing(), error))?.unwrap_or_default();
        let place = (n % u64::from(FULL)) as usize;
        let line = bundle::lines(&bytes).and_then(|lines| lines.get(place).map(|line| (*line).to_owned()));
        let line = line.ok_or_else(|| Failure::new(doing(), format!("{bundle}: missing or broken")))?;
        let (row, _) = read_row(&line, n).map_err(|error| Failure::new(doing(), format!("{bundle}: {error}")))?;
        let path = inclusion_proof(&TileNodes::new(log, whole.size), n, size);
        let path = path.map_err(|error| Failure::new(doing(), error))?;
        Ok(EntryProof { index: n, row, path, note })
    }

    /// Reads a proof in its only spelling.
    pub fn parse(bytes: &[u8]) -> Result<EntryProof, NotProved> {
        let malformed = |what: &str| not(&AUD_7_1, what);
        let mut rest = bytes;
        if line(&mut rest) != Some(HEAD) {
            return Err(malformed("the first line is not that of a proof"));
        }
        let extra = line(&mut rest).and_then(|line| line.strip_prefix("extra "));
        let extra = extra.and_then(|extra| BASE64.decode(extra.as_bytes()).ok());
        let extra = extra.and_then(|extra| String::from_utf8(extra).ok()).ok_or_else(|| malformed("no entry"))?;
        let index = line(&mut rest).and_then(|line| line.strip_prefix("index ")).and_then(number);
        let index = index.ok_or_else(|| malformed("no index"))?;
        let (row, _) = read_row(&extra, index).map_err(|error| malformed(&error.to_string()))?;
        let path = hashes(&mut rest).ok_or_else(|| malformed("no hashes up to a blank line"))?;
        let note = Note::parse(rest).map_err(|error| malformed(&error.to_string()))?;
        Ok(EntryProof { index, row, path, note })
    }

    /// Verifies the proof: signed by the key of the log, the entry in the tree of the checkpoint, and cosigned by at least
    /// `quorum` of the witnesses. A cosignature of one of them that does not hold is an error, whatever the others say.
    pub fn verify(&self, log: &VerifierKey, witnesses: &[WitnessKey], quorum: usize) -> Result<Proved, NotProved> {
        let bytes = self.note.to_string();
        let checkpoint = Checkpoint::open(bytes.as_bytes(), log).map_err(|error| not(&AUD_7_2, error))?;
        if !verify_inclusion(self.index, checkpoint.size, &self.row.leaf(), &self.path, &checkpoint.root) {
            return Err(not(&AUD_7_3, "the entry and the path do not give the root of the checkpoint"));
        }
        let mut found = Vec::new();
        for key in witnesses.iter().filter(|key| self.note.signatures.iter().any(|line| line.name == key.name())) {
            let at = key.time_of(&self.note).map_err(|error| not(&AUD_7_4, error))?;
            found.push((key.name().to_owned(), at));
        }
        if found.len() < quorum {
            return Err(not(&AUD_7_4, format!("{} of the witnesses cosigned, {quorum} are asked for", found.len())));
        }
        let entry = match &self.row {
            Row::Kept(stored) => Some(stored.entry().map_err(|error| not(&AUD_7_1, error))?),
            Row::Erased { .. } => None,
        };
        Ok(Proved { entry, index: self.index, checkpoint, witnesses: found })
    }
}

/// The checkpoint that holds entry `n` and has most cosignatures, with all of them in one note.
fn best(n: u64, whole: &Checkpoint, cosigned: &[Cosigned]) -> Option<(u64, Note)> {
    let of_log =
        |at: &&Cosigned| at.checkpoint.origin == whole.origin && (n + 1..=whole.size).contains(&at.checkpoint.size);
    let with = |one: &Cosigned| cosigned.iter().filter(|other| other.checkpoint == one.checkpoint).count();
    let best = cosigned.iter().filter(of_log).max_by_key(|at| (with(at), at.checkpoint.size))?;
    let mut note = best.note.clone();
    for other in cosigned.iter().filter(|other| other.checkpoint == best.checkpoint) {
        for signature in &other.note.signatures {
            if !note.signatures.contains(signature) {
                note.signatures.push(signature.clone());
            }
        }
    }
    Some((best.checkpoint.size, note))
}

impl fmt::Display for EntryProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let extra = BASE64.encode(write_row(&self.row).as_bytes());
        write!(f, "{HEAD}\nextra {extra}\nindex {}\n", self.index)?;
        for hash in &self.path {
            writeln!(f, "{}", BASE64.encode(&hash.0))?;
        }
        write!(f, "\n{}", self.note)
    }
}
