//! The process and the `comity` command: configuration, officers' API, wiring. No rule of law and no SQL stands here.
//!
//! [`administration`] enrols officers and registers arrangements; [`federation`] is many nodes in one process, joined by
//! a wire that loses nothing, for the demonstration.

pub mod administration;
pub mod api;
pub mod backup;
pub mod command;
pub mod configuration;
pub mod demo;
pub mod federation;
pub mod key_place;
pub mod lawbooks;
pub mod peers;
pub mod published;
pub mod rules;
pub mod sign_in;
pub mod system;
pub mod worker;
