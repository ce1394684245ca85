//! The officers' API over HTTP on loopback.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what a test builds on must be there, or it says where it is not"
)]

mod after_sending;
mod answering;
mod desk;
mod document;
mod headers;
mod releasing;
mod signing_in;
