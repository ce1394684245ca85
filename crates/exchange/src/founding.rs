//! Founding a node: its authority, its keys, its first card. Once per directory.

use crate::rotation;
use audit::{Code, Event};
use model::{Authority, Chance, Digest, Failure, Instant, Stop};
use seal::RootSecret;
use seal::keys::ceremony;
use store::{Store, Tx};

/// What founding leaves in the hands of the founder.
pub struct Founded {
    /// The root: to removable media, never into the node's directory.
    pub root: RootSecret,
    /// Its fingerprint, which partners pin in their arrangement with us.
    pub fingerprint: Digest,
}

/// The name under which a node's log is known: its authority and incarnation.
pub fn log_origin(authority: &Authority, incarnation: u64) -> String {
    format!("comity/{}/{incarnation}", authority.id)
}

/// Draws root, charter keys and epoch keys, signs the first card, and keeps all but the root in the store.
pub fn found(store: &Store, authority: &Authority, at: Instant, chance: &mut dyn Chance) -> Result<Founded, Stop> {
    let (root, secrets) = ceremony(&authority.id, at, chance)?;
    let fingerprint = root.fingerprint();
    store.tx("found", at, chance, |tx| {
        if tx.settings().get("authority")?.is_some() {
            let because = "a node was founded in this directory before; choose an empty one";
            return Err(Failure::new("founding a node", because).into());
        }
        let json = serde_json::to_vec(authority).map_err(|e| Failure::new("founding a node", e))?;
        tx.settings().put("authority", &json)?;
        tx.settings().put("incarnation", b"1")?;
        tx.secrets().add("node", &secrets.to_bytes())?;
        note_key(tx, "root", "made", fingerprint)?;
        rotation::first(tx, authority, &secrets)
    })?;
    Ok(Founded { root, fingerprint })
}

pub(crate) fn note_key(tx: &mut Tx<'_>, key: &str, change: &str, fingerprint: Digest) -> Result<(), Stop> {
    let code = |text: &str| Code::parse(text).map_err(|e| Failure::new("noting a key", e));
    let event = Event::KeyEvent { key: code(key)?, change: code(change)?, fingerprint, by: None };
    tx.audit().append(event)?;
    Ok(())
}

/// The authority that was founded here.
pub fn authority(tx: &mut Tx<'_>) -> Result<Authority, Stop> {
    let Some(json) = tx.settings().get("authority")? else {
        return Err(Failure::new("opening a node", "no node was founded in this directory; run `comity init`").into());
    };
    serde_json::from_slice(&json).map_err(|e| Failure::new("opening a node", e).into())
}
