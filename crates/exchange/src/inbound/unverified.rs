//! Unverified: bytes of the right size and shape. Only header and length may be looked at. Next step:
//! [`verify`](Unverified::verify).

use super::verified::{self, Verified};
use crate::Station;
use model::{AuthorityId, Digest, Fault, Stop};
use seal::{OuterHeader, UnopenedDelivery};
use store::Tx;

/// A delivery as it came.
pub struct Unverified {
    delivery: UnopenedDelivery,
}

/// What verifying gives.
#[derive(Debug)]
pub enum Opened {
    /// A message that was not here before.
    Verified(Box<Verified>),
    /// A message that was: the receipt given then is given again.
    Repeated {
        /// Who sent it.
        sender: AuthorityId,
        /// The receipt, verbatim.
        receipt: Vec<u8>,
    },
}

impl Unverified {
    /// Decodes strictly; opens nothing.
    pub fn take(bytes: &[u8]) -> Result<Unverified, Fault> {
        Ok(Unverified { delivery: UnopenedDelivery::parse(bytes)? })
    }

    /// The outer header: claimed by whoever sent the bytes.
    pub fn header(&self) -> &OuterHeader {
        self.delivery.header()
    }

    /// The digest of the bytes.
    pub fn digest(&self) -> Digest {
        self.delivery.digest()
    }

    /// Opens the delivery and verifies who signed what for whom.
    pub fn verify(self, station: &Station, tx: &mut Tx<'_>) -> Result<Opened, Stop> {
        self.delivery.header().check_time(tx.at())?;
        let epochs = station.keyring().epochs(tx)?;
        let evidence = self.delivery.open(epochs.iter())?;
        verified::verify(station, tx, self.delivery.header(), self.delivery.digest(), &evidence)
    }
}
