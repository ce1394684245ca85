//! Two nodes on a real wire: TLS over loopback, each with its worker, and peers that do what a peer must not.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod frozen;
mod site;
mod threats;
mod wire;
