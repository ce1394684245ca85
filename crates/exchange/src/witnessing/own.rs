//! Our own log as it is published: read from its files, which are verified against the checkpoint that they lead to.

use crate::Station;
use crate::log::LogSigner;
use audit::disk::{Disk as _, Folder};
use audit::note::Note;
use audit::{AddCheckpoint, Checkpoint, Signer as _, nodes::TileNodes, proof, tile};
use model::{Digest, Failure};

/// Our published log.
pub(super) struct Own {
    folder: Folder,
    /// Its checkpoint.
    pub(super) checkpoint: Checkpoint,
    note: Note,
}

const DOING: &str = "reading our published log";

impl Own {
    /// Reads the checkpoint, verified with our own key; nothing before the first publication, or if the log that lies there
    /// is of an earlier incarnation.
    pub(super) fn read(station: &Station) -> Result<Option<Own>, Failure> {
        let folder = Folder::at(station.log_folder());
        let Some(bytes) = folder.read(tile::CHECKPOINT).map_err(|error| Failure::new(DOING, error))? else {
            return Ok(None);
        };
        let key = LogSigner::of_log(station).verifier().map_err(|error| Failure::new(DOING, error))?;
        let note = Note::parse(&bytes).map_err(|error| Failure::new(DOING, error))?;
        let Ok(checkpoint) = Checkpoint::open(&bytes, &key) else { return Ok(None) };
        Ok(Some(Own { folder, checkpoint, note }))
    }

    fn nodes(&self) -> TileNodes<'_> {
        TileNodes::new(&self.folder, self.checkpoint.size)
    }

    /// The root that the log had at an earlier size.
    pub(super) fn root_at(&self, size: u64) -> Result<Digest, Failure> {
        proof::root_at(&self.nodes(), size)
    }

    /// The request to a witness that saw `old` entries last.
    pub(super) fn shown_from(&self, old: u64) -> Result<AddCheckpoint, Failure> {
        let proof = self.proof(old, self.checkpoint.size)?;
        Ok(AddCheckpoint { old, proof, note: self.note.clone() })
    }

    /// The proof from `old` to `new` entries, with the checkpoint of `new`, signed again: what was signed at that size
    /// before is the same text.
    pub(super) fn proved(&self, station: &Station, old: u64, new: u64) -> Result<AddCheckpoint, Failure> {
        let checkpoint = Checkpoint { origin: self.checkpoint.origin.clone(), size: new, root: self.root_at(new)? };
        let note = Note::sign(checkpoint.to_string(), &LogSigner::of_log(station))?;
        Ok(AddCheckpoint { old, proof: self.proof(old, new)?, note })
    }

    fn proof(&self, old: u64, new: u64) -> Result<Vec<Digest>, Failure> {
        if old == 0 {
            return Ok(Vec::new());
        }
        proof::consistency_proof(&self.nodes(), old, new).map_err(|error| Failure::new("proving our log", error))
    }
}
