//! The kinds of cooperation, one folder each: so far [`message`], the police information request and its answer.
//!
//! A folder holds the same few files, so that whoever has read one knows them all: what it is and its states (`mod.rs`),
//! what officers fill in (`fields.rs`), its own checks (`checks.rs`), what happens when (`happens.rs`), and how it can
//! be accounted for afterwards (`account.rs`). What is *not* here: steps, sealing, sending ([`exchange`] alone does
//! that), law, policy, rows.

pub mod message;
