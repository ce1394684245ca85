//! One record of a node's holdings.

use crate::{Handling, Marker, RecordId, Retention, Subject, UnitId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Where a record comes from, and hence what effect it has here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "origin", rename_all = "kebab-case")]
pub enum Origin {
    /// The authority's own file.
    Own {
        /// Which system or file, in words.
        source: String,
    },
    /// An external list without legal effect in this State.
    ExternalList {
        /// Which list, such as `OFAC-SDN`.
        list: String,
        /// The id of the entry there.
        entry: String,
    },
}

/// A record as the node holds it. Its data key is its own: destroying the key erases it. `Debug` shows its id alone: even
/// that it carries a marker, or in which compartment it lies, would tell of somebody's status.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Its id here; never leaves the node.
    pub id: RecordId,
    /// Whose it is inside the node.
    pub compartment: UnitId,
    /// Where it comes from.
    pub origin: Origin,
    /// About whom or what.
    pub subject: Subject,
    /// How it may be used.
    pub handling: Handling,
    /// How long.
    pub retention: Retention,
    /// A marker of a competent authority, if this record is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marker: Option<Marker>,
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Record").field("id", &self.id).finish_non_exhaustive()
    }
}
