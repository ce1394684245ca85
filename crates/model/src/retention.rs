//! How long an item may be kept and when it is looked at again.

use crate::time::Date;
use serde::{Deserialize, Serialize};

/// Retention of one item; both dates are the receiver's duty (LED art. 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retention {
    /// The day on which it must be reviewed.
    pub review: Date,
    /// The day after which it must be gone.
    pub until: Date,
}
