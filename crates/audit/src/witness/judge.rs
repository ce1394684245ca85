//! What a witness decides about a checkpoint that is shown to it.

use super::AddCheckpoint;
use crate::checkpoint::Checkpoint;
use crate::checks::{AUD_6_1, AUD_6_2, AUD_6_3, AUD_6_4, AUD_6_5, AUD_6_6};
use crate::note::VerifierKey;
use crate::proof::verify_consistency;
use model::Check;

/// Why a checkpoint is not cosigned. `Fork` and `NotConsistent` are signed by the log key and cannot both be honest with
/// what was seen before: an alarm, not a quarrel of protocol.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejected {
    /// Not a checkpoint, or its older size is larger than its size.
    #[error("not a checkpoint that extends an older one")]
    Malformed,
    /// A log that this witness does not know.
    #[error("unknown log")]
    UnknownLog,
    /// Not signed by the key of the log.
    #[error("invalid signature: not by the key of the log")]
    WrongSignature,
    /// The older size is not that of the checkpoint seen last. The sender may show the same again from there.
    #[error("the checkpoint seen last has {known} entries")]
    OutOfDate {
        /// The size of the checkpoint seen last; 0 if there is none.
        known: u64,
        /// The size of the log that was shown.
        shown: u64,
    },
    /// Two checkpoints of one size with two roots.
    #[error("another log of {size} entries was seen before")]
    Fork {
        /// The size of both.
        size: u64,
    },
    /// The consistency proof does not hold.
    #[error("the consistency proof from {old} to {new} entries does not hold")]
    NotConsistent {
        /// The size seen last.
        old: u64,
        /// The size shown.
        new: u64,
    },
}

impl Rejected {
    /// The check that turned it away.
    pub fn check(&self) -> &'static Check {
        match self {
            Rejected::Malformed => &AUD_6_1,
            Rejected::UnknownLog => &AUD_6_2,
            Rejected::WrongSignature => &AUD_6_3,
            Rejected::OutOfDate { .. } => &AUD_6_4,
            Rejected::Fork { .. } => &AUD_6_5,
            Rejected::NotConsistent { .. } => &AUD_6_6,
        }
    }

    /// The HTTP status that C2SP tlog-witness gives to it.
    pub fn status(&self) -> u16 {
        match self {
            Rejected::Malformed => 400,
            Rejected::WrongSignature => 403,
            Rejected::UnknownLog => 404,
            Rejected::OutOfDate { .. } | Rejected::Fork { .. } => 409,
            Rejected::NotConsistent { .. } => 422,
        }
    }

    /// Whether the log key has signed what contradicts an earlier checkpoint.
    pub fn is_rewriting(&self) -> bool {
        matches!(self, Rejected::Fork { .. } | Rejected::NotConsistent { .. })
    }
}

/// Decides about a request: `keys` are those of the log that it names, none if the log is unknown; `known` is the
/// checkpoint seen last. Gives the checkpoint to be cosigned and kept.
pub fn judge(
    request: &AddCheckpoint,
    keys: &[VerifierKey],
    known: Option<&Checkpoint>,
) -> Result<Checkpoint, Rejected> {
    let shown = request.checkpoint().map_err(|_| Rejected::Malformed)?;
    let mut keys = keys.iter().filter(|key| key.name() == shown.origin).peekable();
    if keys.peek().is_none() {
        return Err(Rejected::UnknownLog);
    }
    if !keys.any(|key| request.note.verify(key).is_ok()) {
        return Err(Rejected::WrongSignature);
    }
    if request.old > shown.size || (request.old == 0 && !request.proof.is_empty()) {
        return Err(Rejected::Malformed);
    }
    let known = known.filter(|known| known.origin == shown.origin && known.size > 0);
    let Some(known) = known else {
        return if request.old == 0 { Ok(shown) } else { Err(Rejected::OutOfDate { known: 0, shown: shown.size }) };
    };
    if known.size == shown.size && known.root != shown.root {
        return Err(Rejected::Fork { size: known.size });
    }
    if request.old != known.size {
        return Err(Rejected::OutOfDate { known: known.size, shown: shown.size });
    }
    if !verify_consistency(known.size, shown.size, &known.root, &shown.root, &request.proof) {
        return Err(Rejected::NotConsistent { old: known.size, new: shown.size });
    }
    Ok(shown)
}
