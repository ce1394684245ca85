//! What is said about a message after it was sent: may it be passed on, it was wrong, take it back, it is gone.
//!
//! ```text
//! who holds a copy        PermissionRequest -> ... <- Permission        Onward -> a third authority
//! who provided it         Correction, Recall ->    ... <- Acknowledgement of each holder
//! ```
//!
//! All of it is content: it leaves under a person's release, or, where it says nothing about a person, under a standing
//! approval. What happens when it arrives is the business of `exchange`.

mod acknowledgement;
mod correction;
mod onward;
mod permission;
mod recall;
mod third;

pub use acknowledgement::{Acknowledgement, HolderOutcome, LegalDuty};
pub use correction::Correction;
pub use onward::{Carried, Onward, OnwardGround, OnwardNotice, Provenance};
pub use permission::{Permission, PermissionDecision, PermissionRequest};
pub use recall::{Recall, RecallGround};
pub use third::ThirdParty;
