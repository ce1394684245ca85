//! The root: the one key that a partner pins. It lives offline and signs charters, nothing else.

use super::{Charter, DualSecret, LogSecret, NodeSecrets, SignedCharter};
use crate::DualPublic;
use crate::ed25519::Ed25519Public;
use model::{AuthorityId, Chance, Digest, Failure, Instant};
use std::fmt;
use zeroize::Zeroizing;

/// The first byte of the stored form.
const FORM: u8 = 1;

/// The private root key of an authority: one custodian (1-of-1); several custodians are not built yet.
pub struct RootSecret(DualSecret);

impl RootSecret {
    /// Draws a new root.
    pub fn generate(chance: &mut dyn Chance) -> Result<RootSecret, Failure> {
        DualSecret::generate(chance).map(RootSecret)
    }

    /// The public root.
    pub fn public(&self) -> &DualPublic {
        self.0.public()
    }

    /// What partners pin: the SHA-256 of the public root's encoding.
    pub fn fingerprint(&self) -> Digest {
        self.public().fingerprint()
    }

    /// Draws the keys of a node and signs a charter for them, in force for 13 months from `at`. Incarnation 1 is the
    /// first; a node restored from a backup takes the next.
    pub fn charter(
        &self,
        authority: &AuthorityId,
        incarnation: u64,
        at: Instant,
        chance: &mut dyn Chance,
    ) -> Result<NodeSecrets, Failure> {
        let (seal, card) = (DualSecret::generate(chance)?, DualSecret::generate(chance)?);
        let log = LogSecret::generate(chance)?;
        let charter = Charter {
            authority: authority.clone(),
            incarnation,
            root: self.public().clone(),
            seal: seal.public().clone(),
            card: card.public().clone(),
            log: Ed25519Public::parse(log.public())
                .ok_or_else(|| Failure::new("drawing the log key", "not a point"))?,
            from: at,
            until: Charter::longest(at)?,
        };
        NodeSecrets::assemble(SignedCharter::issue(charter, self)?, seal, card, log)
    }

    /// Signs a charter for the keys that a node has, in a later incarnation, in force for 13 months from `at`: for a node that was
    /// restored from a backup. A Failure if this is not the root of its charter, or the incarnation is not a later one.
    pub fn charter_again(&self, keys: &NodeSecrets, incarnation: u64, at: Instant) -> Result<NodeSecrets, Failure> {
        let doing = "chartering a node again";
        let before = keys.charter().charter();
        if before.root != *self.public() {
            return Err(Failure::new(doing, "this is not the root that signed the charter of the node"));
        }
        if incarnation <= before.incarnation {
            return Err(Failure::new(doing, format!("incarnation {} has been", before.incarnation)));
        }
        let charter = Charter { incarnation, from: at, until: Charter::longest(at)?, ..before.clone() };
        let again = |secret: &DualSecret| DualSecret::from_bytes(&secret.to_bytes());
        let log = LogSecret::from_seed(keys.log().seed())?;
        NodeSecrets::assemble(SignedCharter::issue(charter, self)?, again(keys.seal())?, again(keys.card())?, log)
    }

    pub(super) fn secret(&self) -> &DualSecret {
        &self.0
    }

    /// The stored form, for the removable medium.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(1 + DualSecret::LEN));
        bytes.push(FORM);
        bytes.extend_from_slice(&self.0.to_bytes());
        bytes
    }

    /// Reads the stored form.
    pub fn from_bytes(bytes: &[u8]) -> Result<RootSecret, Failure> {
        match bytes.split_first() {
            Some((&FORM, seeds)) => DualSecret::from_bytes(seeds).map(RootSecret),
            _ => Err(Failure::new("reading the root key", "not a root key of form 1")),
        }
    }
}

impl fmt::Debug for RootSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<secret>")
    }
}
