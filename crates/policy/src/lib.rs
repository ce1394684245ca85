//! May this officer do this here, and what may the receiver do with it? The one place where the right to see is decided.
//!
//! ```text
//! Ask { actor, action, resource, circumstances }
//!   -> Policies::decide   a Finding: what the policies say, and which
//!   -> Policies::permit   a Permit, or the Refusal with what leads on
//! Withheld<T>  --disclose(&Permit)-->  T
//! ```
//!
//! Policies are Cedar, in `policies/`: strictly validated at load, fail-closed on any evaluation error. What is *not*
//! here: whether it is lawful between States (`law`), rows (`store`), the log entry that each permit must leave
//! (`exchange` writes it in the same transaction). No other crate may name the policy engine.
//! Next: [`house`] holds the committed policies, [`golden`] prints every cell of what they come to.

pub mod access;
pub mod action;
pub mod actor;
pub mod ask;
pub mod bad_policy;
pub mod checks;
pub mod circumstances;
mod decide;
pub mod golden;
pub mod house;
mod minimisation;
mod names;
mod others;
pub mod permit;
pub mod policies;
mod question;
pub mod resource;
pub mod rule;
pub mod sending;
mod slice;
pub mod withheld;

pub use access::{Access, Obligation};
pub use action::Action;
pub use actor::{Actor, ActorId, Machine};
pub use ask::Ask;
pub use bad_policy::BadPolicy;
pub use circumstances::{Approval, Circumstances, Standing};
pub use golden::golden_table;
pub use permit::Permit;
pub use policies::{MINIMISATION, Policies};
pub use resource::{AnsweredBar, DraftFacts, Resource, ResourceId, ResourceKind};
pub use rule::Rule;
pub use sending::{FieldDecision, Minimised, Override, Sending};
pub use withheld::Withheld;
