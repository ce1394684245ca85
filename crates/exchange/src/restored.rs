//! Restored: a node that was put back from a backup begins its next incarnation. It has forgotten what it did since; so nothing is
//! numbered on from what it remembers: another log name, other channels, a card number and epoch keys beyond every earlier one,
//! under a charter that the root signs anew.
//!
//! The keys that sign stay: what they signed must go on verifying, receipts and deliveries under way among it. What waits in the
//! outbox goes out again as the same bytes, under the same message id and the number that it had on the old channel.

use crate::{Station, founding, rotation, standstill};
use audit::Event;
use model::{Chance, Digest, Failure, Instant, Stop};
use seal::{NodeSecrets, RootSecret};
use store::{Store, Tx};

/// How many cards a node gives out in one incarnation at most: one a week, and one for each change of keys. The numbers of the next
/// incarnation begin beyond.
const CARDS: u64 = 1_000_000;

/// What is known, from outside of the backup, of the life that ended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Before {
    /// The highest incarnation that anything tells of.
    pub incarnation: u64,
    /// The last checkpoint of the log that anything tells of: its size and root.
    pub checkpoint: Option<(u64, Digest)>,
}

/// How a restored node begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// Its incarnation.
    pub incarnation: u64,
    /// The incarnation of the backup.
    pub of_backup: u64,
    /// How many entries the log had in the backup.
    pub size: u64,
    /// The size and root of the log that the first new entry names: the last that anything tells of.
    pub last: (u64, Digest),
    /// Deliveries that wait, and go out again.
    pub under_way: usize,
}

/// Begins the next incarnation of the node in `store`, before it is opened for the first time. `root` is the root of its charter.
pub fn begin_anew(
    store: &Store,
    root: &RootSecret,
    before: &Before,
    at: Instant,
    chance: &mut dyn Chance,
) -> Result<Begun, Stop> {
    store.tx("begin anew", at, chance, |tx| {
        let us = founding::authority(tx)?;
        let missing = || Failure::new("beginning anew", "the keys of the node are not in the backup");
        let secrets = NodeSecrets::from_bytes(&tx.secrets().get("node")?.ok_or_else(missing)?)?;
        let of_backup = rotation::incarnation(tx)?;
        let known = of_backup.max(before.incarnation).max(secrets.charter().charter().incarnation);
        let incarnation = known + 1;
        let secrets = root.charter_again(&secrets, incarnation, at)?;
        tx.secrets().replace("node", &secrets.to_bytes())?;
        tx.settings().put("incarnation", incarnation.to_string().as_bytes())?;
        let cards = rotation::card_number(tx)?.max((incarnation - 1) * CARDS);
        tx.settings().put("card-number", cards.to_string().as_bytes())?;
        standstill::end(tx)?;
        tx.epochs().forget_all()?;
        tx.channels().retire()?;
        let size = tx.audit().size()?;
        let last = last_known(tx, before, size)?;
        tx.audit().append(Event::Restored { incarnation, size: last.0, root: last.1 })?;
        founding::note_key(tx, "charter", "made", seal::digest::sha256(&[secrets.charter().bytes()]))?;
        rotation::renew(tx, &us, &secrets)?;
        let under_way = tx.outbox().waiting()?;
        Ok(Begun { incarnation, of_backup, size, last, under_way })
    })
}

/// The largest checkpoint that anything tells of: what lay beside the directory, what a witness had cosigned by the time of the
/// backup, or the log in the backup itself.
fn last_known(tx: &mut Tx<'_>, before: &Before, size: u64) -> Result<(u64, Digest), Stop> {
    let own = (size, tx.audit().edge(size)?.root());
    let mut last = before.checkpoint.filter(|known| known.0 > own.0).unwrap_or(own);
    for row in tx.witnesses().all()? {
        let Some(note) = row.note.as_deref().filter(|_| row.size > last.0) else { continue };
        let note = audit::note::Note::parse(note).and_then(|note| audit::Checkpoint::parse(&note.text));
        let checkpoint = note.map_err(|error| Failure::new("reading a checkpoint that we kept", error))?;
        last = (checkpoint.size, checkpoint.root);
    }
    Ok(last)
}

/// Which life of this node it is: 1, and one more after each restore.
pub fn incarnation(tx: &mut Tx<'_>) -> Result<u64, Stop> {
    rotation::incarnation(tx)
}

/// How far a node has come, to be kept outside of its directory.
pub fn high_water(station: &Station, tx: &mut Tx<'_>) -> Result<standstill::HighWater, Stop> {
    let size = tx.audit().size()?;
    Ok(standstill::HighWater {
        authority: station.us().id.clone(),
        incarnation: rotation::incarnation(tx)?,
        size,
        root: tx.audit().edge(size)?.root(),
        card: rotation::card_number(tx)?,
    })
}
