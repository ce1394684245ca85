//! As a log: a witness says what it has cosigned last. Usually what it was shown; if it knows more of our log than we do, or
//! another log than ours, somebody has rolled it back or rewritten it here, and nothing may leave before a person has looked.

use super::own::Own;
use super::partner::{Partner, partners};
use super::see::fault;
use crate::Station;
use crate::standstill::{self, Because};
use audit::Checkpoint;
use audit::checks::{AUD_5_4, AUD_5_5};
use audit::note::Note;
use model::{Instant, Stop};
use store::{Tx, WitnessRow};

/// Takes what a witness has cosigned.
pub(crate) fn cosigned(station: &Station, tx: &mut Tx<'_>, bytes: &[u8]) -> Result<(), Stop> {
    let note = Note::parse(bytes).map_err(|_| fault(&AUD_5_4))?;
    let own_key = crate::PublishedLog::vkey(station)?;
    let checkpoint = Checkpoint::open(bytes, &own_key).map_err(|_| fault(&AUD_5_4))?;
    let Some((witness, at)) = cosigner(station, tx, &note)? else { return Err(fault(&AUD_5_5)) };
    let Some(own) = Own::read(station)? else {
        return standstill::stop(tx, &witness.authority, Because::WitnessAhead, &checkpoint);
    };
    if checkpoint.size > own.checkpoint.size {
        return standstill::stop(tx, &witness.authority, Because::WitnessAhead, &checkpoint);
    }
    if own.root_at(checkpoint.size)? != checkpoint.root {
        return standstill::stop(tx, &witness.authority, Because::Contradicted, &checkpoint);
    }
    keep(tx, &witness, at, &checkpoint, bytes)
}

/// Which partner cosigned it, and when.
fn cosigner(station: &Station, tx: &mut Tx<'_>, note: &Note) -> Result<Option<(Partner, Instant)>, Stop> {
    for partner in partners(station, tx)? {
        if let Ok(at) = partner.witness_key()?.time_of(note) {
            return Ok(Some((partner, at)));
        }
    }
    Ok(None)
}

fn keep(tx: &mut Tx<'_>, witness: &Partner, at: Instant, checkpoint: &Checkpoint, bytes: &[u8]) -> Result<(), Stop> {
    let before = tx.witnesses().get(&witness.authority)?.filter(|row| row.origin == checkpoint.origin);
    let (shown, shown_at) = before.as_ref().map_or((checkpoint.size, tx.at()), |row| (row.shown, row.shown_at));
    if before.is_some_and(|row| row.size >= checkpoint.size) {
        return Ok(());
    }
    tx.witnesses().put(&WitnessRow {
        authority: witness.authority.clone(),
        origin: checkpoint.origin.clone(),
        size: checkpoint.size,
        note: Some(bytes.to_vec()),
        cosigned: Some(at),
        shown,
        shown_at,
    })
}
