//! Which resource, by id. Printed in logs and refusals, so ids only.

use super::ResourceKind;
use model::{ArrangementId, AuthorisationId, DraftId, ExchangeId, MessageId, OfficerId, RecordId, UnitId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Which resource. A [`Permit`](crate::Permit) is for one, and opens nothing else.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResourceId {
    /// A unit's tray.
    Tray(UnitId),
    /// A message.
    Message(MessageId),
    /// A record.
    Record(RecordId),
    /// A record that is a marker.
    Marker(RecordId),
    /// The candidates of an exchange that lie in one compartment.
    Candidates(ExchangeId, UnitId),
    /// The hits of a population that lie in one compartment: candidates too.
    Hits(AuthorisationId, UnitId),
    /// An item in draft.
    Draft(DraftId),
    /// An envelope that is carried.
    Envelope(MessageId),
    /// The holdings.
    Holdings,
    /// The log.
    Log,
    /// The overseer's queue.
    Queue,
    /// An officer's account.
    Officer(OfficerId),
    /// An arrangement.
    Arrangement(ArrangementId),
    /// An external list, such as `OFAC-SDN`.
    List(String),
    /// The lawbook.
    Lawbook,
}

impl ResourceId {
    /// What sort it is.
    pub fn kind(&self) -> ResourceKind {
        match self {
            ResourceId::Tray(_) => ResourceKind::Tray,
            ResourceId::Message(_) => ResourceKind::Message,
            ResourceId::Record(_) => ResourceKind::Record,
            ResourceId::Marker(_) => ResourceKind::Marker,
            ResourceId::Candidates(..) | ResourceId::Hits(..) => ResourceKind::Candidates,
            ResourceId::Draft(_) => ResourceKind::Draft,
            ResourceId::Envelope(_) => ResourceKind::Envelope,
            ResourceId::Holdings => ResourceKind::Holdings,
            ResourceId::Log => ResourceKind::Log,
            ResourceId::Queue => ResourceKind::Queue,
            ResourceId::Officer(_) => ResourceKind::Officer,
            ResourceId::Arrangement(_) => ResourceKind::Arrangement,
            ResourceId::List(_) => ResourceKind::List,
            ResourceId::Lawbook => ResourceKind::Lawbook,
        }
    }

    /// The id alone, as policies and logs write it.
    pub fn name(&self) -> String {
        match self {
            ResourceId::Tray(unit) => unit.to_string(),
            ResourceId::Message(id) | ResourceId::Envelope(id) => id.to_string(),
            ResourceId::Record(id) | ResourceId::Marker(id) => id.to_string(),
            ResourceId::Candidates(exchange, unit) => format!("{exchange}/{unit}"),
            // No id of an exchange begins so, and no id of an authorisation has a stroke in it.
            ResourceId::Hits(authorisation, unit) => format!("population/{authorisation}/{unit}"),
            ResourceId::Draft(id) => id.to_string(),
            ResourceId::Officer(id) => id.to_string(),
            ResourceId::Arrangement(id) => id.to_string(),
            ResourceId::List(list) => list.clone(),
            ResourceId::Holdings | ResourceId::Log | ResourceId::Queue | ResourceId::Lawbook => "node".to_owned(),
        }
    }
}

impl fmt::Display for ResourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind().as_str().to_lowercase(), self.name())
    }
}
