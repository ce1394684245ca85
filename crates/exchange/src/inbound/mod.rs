//! The way in.
//!
//! ```text
//! Unverified -> Verified -> Admitted -> Screened -> Routed -> Answered
//!   |             |           |           |           |         `- a Draft: the answer leaves by the same doors
//!   |             |           |           |           `- in a unit's tray
//!   |             |           |           `- over our own holdings; what is found stays inside
//!   |             |           `- our law and our arrangement, not the sender's word; inbox row and receipt in one transaction
//!   |             `- who, signature, freshness, our name among the signed recipients
//!   `- size, version, strict decoding
//! ```

mod admitted;
mod answered;
mod judged;
mod replay;
mod routed;
mod screened;
mod unverified;
mod verified;

pub(crate) use admitted::ADMITTED;
pub use admitted::{Admission, Admitted};
pub use answered::{AnswerForm, answer};
pub(crate) use answered::{draft_form, may_see, request};
pub use judged::judge;
pub use replay::{Seen, WIDTH, Window};
pub use routed::Routed;
pub(crate) use routed::bar;
pub(crate) use screened::{Found, barring, subjects};
pub use screened::{Screened, ShownCandidate};
pub use unverified::{Opened, Unverified};
pub(crate) use verified::Parts;
pub use verified::Verified;
