//! The nouns of cooperation between authorities.
//!
//! No input or output, no async, no clock, no randomness: time and chance are parameters ([`Clock`], [`Chance`]).
//! What is *not* here: keys (`seal`), law (`law`), the right to see (`policy`), rows (`store`).
//! Next: [`exchange`](../exchange/index.html) turns these nouns into steps.

pub mod after;
pub mod arrangement;
pub mod authorisation;
pub mod authority;
pub mod bars;
pub mod check;
pub mod digest;
pub mod evaluation;
pub mod finding;
pub mod handling;
pub mod ids;
pub mod kind;
pub mod marker;
pub mod message;
pub mod offence;
pub mod officer;
pub mod personal;
pub mod purpose;
pub mod record;
pub mod retention;
pub mod state;
pub mod stop;
pub mod subject;
pub mod time;
pub mod transfer;

pub use after::{
    Acknowledgement, Carried, Correction, HolderOutcome, LegalDuty, Onward, OnwardGround, OnwardNotice, Permission,
    PermissionDecision, PermissionRequest, Provenance, Recall, RecallGround, ThirdParty,
};
pub use arrangement::{Arrangement, NeutralSchedule, OnwardRule};
pub use authorisation::{Authorisation, Population};
pub use authority::{Authority, Body};
pub use bars::{BarAnswer, BarId, BarOutcome};
pub use check::Check;
pub use digest::Digest;
pub use evaluation::{Evaluation, InformationAccuracy, SourceReliability};
pub use finding::{Certainty, Citation, Covered, Finding, Reason, RulesetVersion, Verification};
pub use handling::{Handling, HandlingCode};
pub use ids::{
    ArrangementId, AuthorisationId, AuthorityId, CaseReference, DraftId, ExchangeId, InstrumentId, MessageId,
    OfficerId, RecordId, UnitId,
};
pub use kind::{DataCategory, Kind, Urgency};
pub use marker::{Marker, MarkerKind};
pub use message::{
    Answer, Content, InformationRequest, NeutralAnswer, Outcome, RefusalAnswer, Statement, StatementNature,
};
pub use offence::Offence;
pub use officer::{Officer, Role};
pub use personal::Personal;
pub use purpose::Purpose;
pub use record::{Origin, Record};
pub use retention::Retention;
pub use state::State;
pub use stop::{Failure, Fault, Refusal, Stop};
pub use subject::{Field, FieldId, Subject};
pub use time::{Chance, Clock, Instant};
pub use transfer::{TransferDecision, TransferGround};
