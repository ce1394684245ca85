//! What starts a clock: the event that its act names, and how it is shown. Not whether it binds: [`super::bound`].

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! events {
    ($($(#[doc = $doc:literal])* $name:ident = $word:literal;)*) => {
        /// The event that starts a clock. Each act names its own.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum StartEvent {
            $($(#[doc = $doc])* #[serde(rename = $word)] $name,)*
        }

        impl StartEvent {
            /// Every event, in order.
            pub const ALL: &[StartEvent] = &[$(StartEvent::$name),*];

            /// The word used in data and commands.
            pub fn as_str(self) -> &'static str {
                match self { $(StartEvent::$name => $word),* }
            }
        }
    };
}

events! {
    /// Legal receipt by the authority that is asked: of a police request, the time of its delivery receipt.
    LegalReceipt = "legal-receipt";
    /// Receipt by the competent executing authority, which may be another than the first to receive (EIO).
    CompetentAuthorityReceipt = "competent-authority-receipt";
    /// Receipt by a service provider, at the place that it has named.
    ProviderReceipt = "provider-receipt";
    /// Notification to the other State's authority.
    Notification = "notification";
    /// The arrest of the person.
    Arrest = "arrest";
    /// The person's consent to be surrendered.
    Consent = "consent";
    /// A decision: which one, the clock says.
    Decision = "decision";
    /// A day fixed or agreed for an act.
    AgreedDate = "agreed-date";
    /// Final discharge of the person.
    FinalDischarge = "final-discharge";
    /// The person's presence is no longer required.
    PresenceEnded = "presence-ended";
    /// Data are preserved.
    Preservation = "preservation";
    /// Content is removed.
    Removal = "removal";
    /// A match is confirmed by a person, and the facts and the offence are described.
    MatchConfirmed = "match-confirmed";
    /// A request for something that follows.
    Request = "request";
    /// Information that the act requires beforehand is given.
    InformationGiven = "information-given";
    /// Data are recorded or received for storage.
    Recording = "recording";
    /// A complaint is received.
    Complaint = "complaint";
    /// A request is declared admissible.
    Admissibility = "admissibility";
    /// The controller becomes aware.
    Awareness = "awareness";
    /// The first use of a measure.
    Use = "use";
    /// An act enters into force.
    EntryIntoForce = "entry-into-force";
    /// Something notified has changed.
    Change = "change";
    /// A calendar year in which something happened: any moment in it.
    CalendarYear = "calendar-year";
}

impl StartEvent {
    /// Reads the word.
    pub fn parse(text: &str) -> Option<StartEvent> {
        StartEvent::ALL.iter().copied().find(|event| event.as_str() == text)
    }
}

impl fmt::Display for StartEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What shows that the event happened at that time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ShownBy {
    /// A signed delivery receipt of a node.
    DeliveryReceipt,
    /// The time on another channel, of an item that came by it.
    OtherChannel,
    /// A record made by an officer: an arrest, a decision, a consent.
    Record,
}

/// A start: what happened, when, and what shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Start {
    /// What happened.
    pub event: StartEvent,
    /// When.
    pub at: model::time::Instant,
    /// What shows it.
    pub shown_by: ShownBy,
}
