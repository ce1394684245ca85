//! A value that is closed until a permit opens it. The store hands personal content out in this form only.

use crate::checks::POL_3_1;
use crate::{Action, Permit, ResourceId};
use model::{Citation, Refusal};
use std::fmt;

/// A value of one resource. It cannot be printed, serialised, copied or looked into; [`Withheld::disclose`] is the only
/// way in.
pub struct Withheld<T> {
    value: T,
    resource: ResourceId,
}

impl<T> Withheld<T> {
    /// Closes a value that belongs to `resource`.
    pub fn new(value: T, resource: ResourceId) -> Withheld<T> {
        Withheld { value, resource }
    }

    /// To which resource it belongs.
    pub fn resource(&self) -> &ResourceId {
        &self.resource
    }

    /// Opens it, if the permit is for this very resource and for an action that opens content (POL-3.1).
    pub fn disclose(self, permit: &Permit) -> Result<T, Refusal> {
        if opens(permit, &self.resource) {
            return Ok(self.value);
        }
        Err(Refusal {
            check: &POL_3_1,
            cites: permit.policies().iter().map(|id| Citation(format!("policy {id}"))).collect(),
            because: format!(
                "the permit is for `{}` on {}, which does not open {}",
                permit.action(),
                permit.resource(),
                self.resource
            ),
            remedy: format!("ask for permission to read {}", self.resource),
        })
    }
}

/// Whether a permit opens a resource: the resource itself, or, for the index over the holdings, each record of them.
fn opens(permit: &Permit, resource: &ResourceId) -> bool {
    let of_holdings = permit.resource() == &ResourceId::Holdings
        && permit.action() == Action::IndexHoldings
        && matches!(resource, ResourceId::Record(_) | ResourceId::Marker(_));
    of_holdings || permit.resource() == resource && permit.action().opens()
}

impl<T> fmt::Debug for Withheld<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<withheld>")
    }
}
