//! What sort of resource: the entity types of the schema.

/// What sort of resource; the entity types of `policies/comity.cedarschema`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResourceKind {
    /// A unit's list of exchanges.
    Tray,
    /// A message that came or went.
    Message,
    /// A record of the holdings.
    Record,
    /// A competent authority's marker.
    Marker,
    /// The candidates of one exchange in one compartment.
    Candidates,
    /// An item that has not left yet.
    Draft,
    /// A sealed envelope on its way.
    Envelope,
    /// The holdings as a whole.
    Holdings,
    /// The log.
    Log,
    /// The overseer's queue.
    Queue,
    /// An officer's account.
    Officer,
    /// An arrangement.
    Arrangement,
    /// An external list.
    List,
    /// The lawbook.
    Lawbook,
}

impl ResourceKind {
    /// The name of the entity type.
    pub fn as_str(self) -> &'static str {
        match self {
            ResourceKind::Tray => "Tray",
            ResourceKind::Message => "Message",
            ResourceKind::Record => "Record",
            ResourceKind::Marker => "Marker",
            ResourceKind::Candidates => "Candidates",
            ResourceKind::Draft => "Draft",
            ResourceKind::Envelope => "Envelope",
            ResourceKind::Holdings => "Holdings",
            ResourceKind::Log => "Log",
            ResourceKind::Queue => "Queue",
            ResourceKind::Officer => "Officer",
            ResourceKind::Arrangement => "Arrangement",
            ResourceKind::List => "List",
            ResourceKind::Lawbook => "Lawbook",
        }
    }

    /// Whether such a row has content, and hence handling, retention and a compartment.
    pub fn has_content(self) -> bool {
        use ResourceKind::{Candidates, Draft, Marker, Message, Record};
        matches!(self, Message | Record | Marker | Candidates | Draft)
    }
}
