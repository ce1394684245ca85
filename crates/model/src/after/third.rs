//! The authority to which something is to be passed on.

use crate::{Authority, AuthorityId, Body, State};
use serde::{Deserialize, Serialize};

/// A third authority, as whoever wants to pass something on to it knows it. Its State and body decide what the law says;
/// the originator compares them with what he knows of it himself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThirdParty {
    /// Which authority.
    pub authority: AuthorityId,
    /// Whose.
    pub state: State,
    /// What kind of body.
    pub body: Body,
}

impl ThirdParty {
    /// As an authority's own card names it.
    pub fn of(authority: &Authority) -> ThirdParty {
        ThirdParty { authority: authority.id.clone(), state: authority.state, body: authority.body }
    }
}
