//! The only SQL. One file per noun; a visit to the database is a named transaction ([`Store::tx`]).
//!
//! Rows are not the domain: what goes in and comes out are ids, codes, times and ciphertext. Whatever is about a person
//! is closed with a data key of its own row before SQL sees it, and comes back as [`policy::Withheld`]: destroying the
//! data key erases it. Exact identifiers are found by a blind index. Names are found by the screening index, in memory.
//!
//! Not here: what a state means (`exchange`), who may see a row (`policy`).
//! Next: [`Store::open`], [`Store::tx`].

mod arrangements;
mod audit_rows;
mod authorisations;
mod bundles;
mod candidates;
mod cards;
mod carried;
mod channels;
mod claims;
mod clock_events;
mod closed;
mod columns;
mod copied;
mod copies;
mod demands;
mod disk;
mod emergencies;
mod epochs;
mod exchanges;
mod hits;
mod holder_answers;
mod idempotency;
mod inbox;
mod instant;
mod interests;
mod log_rows;
mod notices;
mod officers;
mod open;
mod outbound;
mod outbox;
mod overseer_queue;
mod peers;
mod permissions;
mod prepared;
mod receipts;
mod records;
mod restrictions;
mod rests_on;
mod schema;
mod secrets;
mod seen_logs;
mod sessions;
mod settings;
mod tx;
mod witnesses;

pub use arrangements::Arrangements;
pub use audit_rows::{AuditRows, Logged};
pub use authorisations::{AuthorisationRow, Authorisations};
pub use bundles::{Bundles, Said, WaitingReply};
pub use candidates::{CandidateRow, Candidates, Judgement};
pub use cards::Cards;
pub use carried::{Carried, CarriedRow};
pub use channels::{ChannelRow, Channels};
pub use claims::{ClaimRow, Claims};
pub use clock_events::ClockEvents;
pub use copied::copy_for_backup;
pub use copies::{Copies, CopyRow};
pub use demands::{DemandKind, DemandRow, Demands};
pub use disk::{Disk, SoundDisk};
pub use emergencies::{Emergencies, EmergencyRow};
pub use epochs::{EpochRow, Epochs};
pub use exchanges::{Direction, ExchangeRow, Exchanges};
pub use hits::{HitRow, Hits};
pub use holder_answers::{HolderAnswerRow, HolderAnswers};
pub use idempotency::{Idempotency, Remembered};
pub use inbox::{Inbox, InboxRow};
pub use interests::{Interest, Interests};
pub use log_rows::LogRows;
pub use notices::{Notice, Notices};
pub use officers::{OfficerRow, Officers};
pub use open::Durability;
pub use outbound::{Outbound, OutboundRow};
pub use outbox::{Outbox, OutboxRow, OutboxState, SealedAs};
pub use overseer_queue::{OverseerQueue, QueueRow};
pub use peers::{PeerRow, Peers};
pub use permissions::{PermissionRow, Permissions};
pub use receipts::Receipts;
pub use records::{RecordHead, Records};
pub use restrictions::{RestrictionRow, Restrictions};
pub use rests_on::RestsOn;
pub use secrets::Secrets;
pub use seen_logs::{Contradiction, SeenLog, SeenLogs};
pub use sessions::{SessionRow, Sessions};
pub use settings::Settings;
pub use tx::{Store, Tx};
pub use witnesses::{WitnessRow, Witnesses};
