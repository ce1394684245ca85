//! Standstill: a node that was rolled back, restored by copying, or whose log was rewritten sends nothing more until a person
//! has looked. What a partner knows of us under our own signature decides; nobody else can stop us.

use crate::rotation;
use crate::station::code;
use audit::{Checkpoint, Event};
use model::{AuthorityId, Failure, Stop};
use serde::{Deserialize, Serialize};
use store::Tx;

/// The setting that holds it.
const SETTING: &str = "standstill";

/// Why nothing leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Because {
    /// A witness has cosigned a later checkpoint of our log than we have.
    WitnessAhead,
    /// A witness has cosigned another log than the one that lies here.
    Contradicted,
    /// A partner holds a card of ours with a higher number, or of a later incarnation, than we remember having signed.
    NumbersAhead,
    /// What was kept beside the directory tells of more than the database does: an old copy was put in its place.
    MarkAhead,
}

impl Because {
    /// As the log spells it.
    pub fn word(self) -> &'static str {
        match self {
            Because::WitnessAhead => "witness-ahead",
            Because::Contradicted => "own-log-contradicted",
            Because::NumbersAhead => "numbers-ahead",
            Because::MarkAhead => "mark-ahead",
        }
    }
}

/// A node that stands still.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standstill {
    /// Why.
    pub because: Because,
    /// Which partner knows better.
    pub by: AuthorityId,
    /// The size of the log that it knows.
    pub size: u64,
    /// The root of the log that it knows.
    pub root: model::Digest,
}

/// How far a node has come, as it is kept outside of its directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HighWater {
    /// Whose node.
    pub authority: AuthorityId,
    /// Its incarnation.
    pub incarnation: u64,
    /// How many entries its log has.
    pub size: u64,
    /// The root of that log.
    pub root: model::Digest,
    /// The number of its newest card.
    pub card: u64,
}

/// Compares the node with what is kept outside of its directory, before anything leaves: a node that is behind it, or whose log
/// had another root, stands still from here on. Says whether it does.
pub fn compare(us: &AuthorityId, tx: &mut Tx<'_>, mark: &HighWater) -> Result<bool, Stop> {
    let (incarnation, card, size) = (rotation::incarnation(tx)?, rotation::card_number(tx)?, tx.audit().size()?);
    let behind = mark.authority == *us
        && (mark.incarnation > incarnation
            || (mark.incarnation == incarnation && (mark.size > size || mark.card > card)));
    let rewritten = mark.authority == *us
        && !behind
        && mark.incarnation == incarnation
        && tx.audit().edge(mark.size)?.root() != mark.root;
    if behind || rewritten {
        let origin = format!("comity/{us}/{}", mark.incarnation);
        let known = Checkpoint { origin, size: mark.size, root: mark.root };
        stop(tx, us, if behind { Because::MarkAhead } else { Because::Contradicted }, &known)?;
    }
    Ok(behind || rewritten)
}

/// A restored node goes on: it has another log and other channels.
pub(crate) fn end(tx: &mut Tx<'_>) -> Result<(), Stop> {
    tx.settings().put(SETTING, b"")
}

/// Whether, and why, the node stands still.
pub fn standstill(tx: &mut Tx<'_>) -> Result<Option<Standstill>, Stop> {
    let Some(bytes) = tx.settings().get(SETTING)?.filter(|bytes| !bytes.is_empty()) else { return Ok(None) };
    let read = serde_json::from_slice(&bytes);
    Ok(Some(read.map_err(|error| Failure::new("reading why the node stands still", error))?))
}

/// Stops everything that leaves; told once.
pub(crate) fn stop(tx: &mut Tx<'_>, by: &AuthorityId, because: Because, known: &Checkpoint) -> Result<(), Stop> {
    if standstill(tx)?.is_some() {
        return Ok(());
    }
    let stands = Standstill { because, by: by.clone(), size: known.size, root: known.root };
    let json = serde_json::to_vec(&stands).map_err(|error| Failure::new("standing still", error))?;
    tx.settings().put(SETTING, &json)?;
    let word = code(because.word())?;
    tx.audit().append(Event::SendingStopped {
        authority: by.clone(),
        size: known.size,
        root: known.root,
        because: word,
    })?;
    let tells = serde_json::json!({
        "because": because.word(), "authority": by, "log": known.origin, "known": known.size,
        "remedy": "nothing leaves this node: find out who changed or rolled back its data, then restore it from a backup with `comity restore`",
    });
    tx.overseer_queue().append(&tells.to_string())?;
    Ok(())
}
