//! After sending: what is said and done about a message that has left.
//!
//! ```text
//! who holds a copy                                      who provided it
//!   ask_permission ---- PermissionRequest ------------->  decide_permission: the three questions towards the third authority
//!   <------------------ Permission, signed ------------     too, as if he gave it there himself
//!   pass_on ----------- Onward ----> a third authority, which verifies the permission that travels along
//!     against a threat: at once, and OnwardNotice ------>  is told
//!
//!                  <--- Correction, Recall -------------  correct, recall
//!   erased at once, or kept under a named duty (restrict);
//!   handed on to whom it was passed on; drafts marked
//!   acknowledge ------- Acknowledgement --------------->  holders: who answered what, who is late
//! ```
//!
//! Everything here is a [`Draft`](crate::Draft) that leaves by the same doors as a request; what arrives comes in by the same
//! chain. Not here: what officers are asked in a form (`desk`), when a node looks for what is due (`node`).

mod acknowledge;
mod agreed;
mod apply;
mod arrival;
mod demand;
mod emergency;
mod held;
mod holders;
mod late;
mod note;
mod onward;
mod overtaken;
mod permission;
mod restriction;
mod schedule;

pub use acknowledge::{AcknowledgeForm, acknowledge};
pub use apply::erase_again;
pub use demand::{CorrectionForm, HandOnForm, RecallForm, correct, hand_on, recall};
pub use emergency::ratify;
pub use holders::{Holder, Standing, holders};
pub use late::{Late, late};
pub use onward::{OnwardForm, Threat, pass_on};
pub use permission::{Decision, DecisionForm, PermissionForm, ask_permission, decide_permission, half_a_decision};
pub use restriction::{RestrictionForm, lift_restriction, restrict};
pub use schedule::{Duty, DutyKind, after_due, duties};

pub(crate) use agreed::asked_of_third;
pub(crate) use apply::{current, readable};
pub(crate) use arrival::{arrived, begins, judge};
pub(crate) use note::note_sent;
pub(crate) use onward::{may_pass_on, still_permitted};

use model::{Check, Refusal, Stop};

/// A refusal of one of the checks of this folder.
fn refuse(check: &'static Check, because: impl Into<String>, remedy: &str) -> Stop {
    Refusal { check, cites: Vec::new(), because: because.into(), remedy: remedy.to_owned() }.into()
}
