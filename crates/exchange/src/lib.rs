//! The pipeline: how something leaves a node, how something comes in, how something is read. Nothing else sends.
//!
//! Three chains of types: [`outbound`], [`inbound`], [`reading`]. Each step is a type, made only by the step before it,
//! kept in the store with its log entry in one transaction. What leaves is an [`Outgoing`](parcel::Outgoing), of which
//! there are two kinds: content that the pipeline sealed, and protocol without free text.
//!
//! Not here: what a kind of cooperation means (`desk`), how bytes travel (`node`), who may see what (`policy`), what the
//! law says (`law`). Synchronous throughout; time and chance come in with each transaction, so that a simulation
//! replays a seed.

pub mod after;
mod attempt;
pub mod bundle;
pub mod checks;
mod clocks;
mod directory;
mod dispatch;
mod exchange_state;
mod founding;
mod held_up;
mod holdings;
pub mod inbound;
mod keyring;
mod log;
mod markers;
mod neutral;
mod obliged;
pub mod outbound;
pub mod parcel;
mod payload;
pub mod peer;
pub mod population;
pub mod reading;
mod receive;
mod relay;
mod restored;
mod rotation;
pub mod standstill;
mod station;
mod terms;
mod watch;
mod wire;
mod witnessing;

pub use attempt::{Trying, attempt};
pub use directory::{card_back, card_parcel, introduce, learn};
pub use dispatch::{due, due_over, due_to};
pub use founding::{Founded, authority, found, log_origin};
pub use held_up::{HeldUp, Standing};
pub use holdings::{erase, take_in};
pub use log::PublishedLog;
pub use neutral::{answer_due, next_tick};
pub use obliged::carry_out;
pub use outbound::{Draft, DraftForm};
pub use payload::{Addressee, BasisProof, Payload, ReleaseProof, VERSION};
pub use peer::{PeerStanding, pinned, standing, standings};
pub use receive::{Taken, advance, receive, take_parcel};
pub use relay::note_kept;
pub use restored::{Before, Begun, begin_anew, high_water, incarnation};
pub use station::{Station, Ways};
pub use watch::{Met, Watched, watch};
pub use wire::{Unreachable, Wire};
pub use witnessing::show;
