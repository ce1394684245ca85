//! Standstill: a node that was rolled back, restored by copying, or whose log was rewritten sends nothing more until a person
//! has looked. What a partner knows of us under our own signature decides; nobody else can stop us.

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
    /// A partner has received a higher number on a channel than we remember having used.
    NumbersAhead,
}

impl Because {
    /// As the log spells it.
    pub fn word(self) -> &'static str {
        match self {
            Because::WitnessAhead => "witness-ahead",
            Because::Contradicted => "own-log-contradicted",
            Because::NumbersAhead => "numbers-ahead",
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
        "remedy": "nothing leaves this node: find out who changed or rolled back its data; no command lets it send again yet",
    });
    tx.overseer_queue().append(&tells.to_string())?;
    Ok(())
}
