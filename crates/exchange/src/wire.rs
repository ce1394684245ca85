//! The wire: how parcels reach a partner. In process for demonstration and simulation, over the network elsewhere; the
//! pipeline knows no difference.

use crate::parcel::Outgoing;
use model::AuthorityId;

/// Why a parcel was not handed over. It will be tried again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{hop} could not be reached: {because}")]
pub struct Unreachable {
    /// Whom.
    pub hop: AuthorityId,
    /// Why, in words of the transport.
    pub because: String,
}

/// Hands parcels over. That it was handed over says nothing: only a signed receipt does.
pub trait Wire {
    /// Hands one parcel to its next hop.
    fn hand(&self, from: &AuthorityId, parcel: &Outgoing) -> Result<(), Unreachable>;
}
