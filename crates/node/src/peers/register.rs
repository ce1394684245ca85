//! The register of peers in memory: whose key is that, and where is he. Read anew from the store as it changes.

use exchange::peer::Peer;
use model::AuthorityId;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

/// Whom we know now.
#[derive(Debug, Default)]
pub struct Register {
    known: RwLock<BTreeMap<AuthorityId, Arc<Peer>>>,
}

impl Register {
    pub(super) fn set(&self, peers: Vec<Peer>) {
        let known = peers.into_iter().map(|peer| (peer.id.clone(), Arc::new(peer))).collect();
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = known;
    }

    /// The peer `id`, unless it is suspended.
    pub fn get(&self, id: &AuthorityId) -> Option<Arc<Peer>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.get(id).filter(|peer| !peer.suspended).cloned()
    }

    /// Whether a peer that is not suspended shows itself by this key. Two cards may name one key: it is the hello that says
    /// who speaks, so that nobody locks another out by naming his key.
    pub fn knows(&self, key: &[u8; 32]) -> bool {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.values().any(|peer| peer.key == *key && !peer.suspended)
    }

    /// The peers that show themselves by this key.
    pub(super) fn by_key(&self, key: &[u8; 32]) -> Vec<Arc<Peer>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.values().filter(|peer| peer.key == *key && !peer.suspended).cloned().collect()
    }

    /// The peers that can be reached.
    pub fn reachable(&self) -> Vec<Arc<Peer>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.values().filter(|peer| !peer.suspended && peer.address.is_some()).cloned().collect()
    }
}
