//! The online keys of a node, with the charter that vouches for them.

use super::{Charter, DualSecret, LogSecret, SignedCharter};
use model::{Failure, Instant};
use std::fmt;
use zeroize::Zeroizing;

/// The first byte of the stored form.
const FORM: u8 = 1;

/// Seal keys, card keys and log key of one incarnation of a node. Parsed once, at start, and kept.
pub struct NodeSecrets {
    charter: SignedCharter,
    seal: DualSecret,
    card: DualSecret,
    log: LogSecret,
}

impl NodeSecrets {
    /// Puts keys and charter together; a Failure if the charter is for other keys.
    pub fn assemble(
        charter: SignedCharter,
        seal: DualSecret,
        card: DualSecret,
        log: LogSecret,
    ) -> Result<NodeSecrets, Failure> {
        let named = charter.charter();
        if named.seal != *seal.public() || named.card != *card.public() || named.log.bytes() != log.public() {
            return Err(Failure::new("assembling the node's keys", "the charter is for other keys"));
        }
        Ok(NodeSecrets { charter, seal, card, log })
    }

    /// The charter under the root's signatures.
    pub fn charter(&self) -> &SignedCharter {
        &self.charter
    }

    /// Signs evidence and receipts.
    pub fn seal(&self) -> &DualSecret {
        &self.seal
    }

    /// Signs cards.
    pub fn card(&self) -> &DualSecret {
        &self.card
    }

    /// Signs checkpoints.
    pub fn log(&self) -> &LogSecret {
        &self.log
    }

    /// A Failure if the charter is not in force at `now`: the node must get a new one from its root.
    pub fn check_in_force(&self, now: Instant) -> Result<(), Failure> {
        self.charter.charter().check_in_force(now).map_err(|fault| Failure::new("using the node's keys", fault))
    }

    /// The stored form: form, seal seeds, card seeds, log seed, charter. To be kept encrypted under the node key.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let length = 1 + 2 * DualSecret::LEN + 32 + self.charter.bytes().len();
        let mut bytes = Zeroizing::new(Vec::with_capacity(length));
        bytes.push(FORM);
        bytes.extend_from_slice(&self.seal.to_bytes());
        bytes.extend_from_slice(&self.card.to_bytes());
        bytes.extend_from_slice(self.log.seed());
        bytes.extend_from_slice(self.charter.bytes());
        bytes
    }

    /// Reads the stored form; every signature and key in it is checked again.
    pub fn from_bytes(bytes: &[u8]) -> Result<NodeSecrets, Failure> {
        let damaged = |what: &str| Failure::new("reading the node's keys", what);
        let Some((&FORM, rest)) = bytes.split_first() else {
            return Err(damaged("not node keys of form 1"));
        };
        let (seal, rest) = rest.split_at_checked(DualSecret::LEN).ok_or_else(|| damaged("too short"))?;
        let (card, rest) = rest.split_at_checked(DualSecret::LEN).ok_or_else(|| damaged("too short"))?;
        let (log, charter) = rest.split_first_chunk::<32>().ok_or_else(|| damaged("too short"))?;
        let root = Charter::claimed_root(charter).map_err(|fault| Failure::new("reading the node's keys", fault))?;
        let charter =
            SignedCharter::verify(charter, &root).map_err(|fault| Failure::new("reading the charter", fault))?;
        NodeSecrets::assemble(
            charter,
            DualSecret::from_bytes(seal)?,
            DualSecret::from_bytes(card)?,
            LogSecret::from_seed(log)?,
        )
    }
}

impl fmt::Debug for NodeSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<secret>")
    }
}
