//! The wire of this version: none. Each attempt fails and says so; the outbox tries again, and gives up visibly when an
//! item expires.

use exchange::parcel::Outgoing;
use exchange::{Unreachable, Wire};
use model::AuthorityId;

/// Reaches nobody.
#[derive(Debug, Clone, Copy)]
pub(super) struct NoWire;

impl Wire for NoWire {
    fn hand(&self, _from: &AuthorityId, parcel: &Outgoing) -> Result<(), Unreachable> {
        let because = "this version has no network between nodes".to_owned();
        Err(Unreachable { hop: parcel.hop().clone(), because })
    }
}
