//! What contradicts a log that was seen before: kept as evidence, logged, and put before the overseer.

use super::partner::Partner;
use crate::station::code;
use audit::{Checkpoint, Event};
use jiff::SignedDuration;
use model::{Check, Stop};
use seal::digest::sha256;
use store::{Contradiction, SeenLog, Tx};

/// The overseer is told of one log at most so often; the evidence is kept each time.
const TOLD_EVERY: SignedDuration = SignedDuration::from_hours(24);
/// How much evidence is kept of one log: a rewritten log shows a new checkpoint every few seconds.
const MOST: usize = 64;

/// Keeps what was shown against what is known. `checks` says why, the first one to the overseer.
pub(super) fn contradiction(
    tx: &mut Tx<'_>,
    partner: &Partner,
    known: &SeenLog,
    shown: &Checkpoint,
    checks: &[&'static Check],
    bytes: &[u8],
) -> Result<(), Stop> {
    let (now, before) = (tx.at(), tx.seen_logs().contradictions()?);
    let before: Vec<_> = before.iter().filter(|found| found.origin == known.origin).collect();
    let told = before.iter().any(|found| now.duration_since(found.at) < TOLD_EVERY);
    if before.len() >= MOST {
        return Ok(());
    }
    let found = Contradiction {
        digest: sha256(&[bytes]),
        origin: known.origin.clone(),
        known: known.note.clone(),
        shown: bytes.to_vec(),
        at: now,
    };
    if !tx.seen_logs().contradict(&found)? || told {
        return Ok(());
    }
    let Some(check) = checks.first() else { return Ok(()) };
    let authority = partner.authority.clone();
    let (size, root) = (shown.size, shown.root);
    tx.audit().append(Event::CheckpointRefused { authority: authority.clone(), size, root, check: code(check.id)? })?;
    let tells = serde_json::json!({
        "because": "partner-log-contradicted", "authority": authority, "log": known.origin, "check": check.id,
        "known": known.size, "shown": size, "evidence": found.digest,
    });
    tx.overseer_queue().append(&tells.to_string())?;
    Ok(())
}
