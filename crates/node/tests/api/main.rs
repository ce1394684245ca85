//! The officers' API over HTTP on loopback.

mod answering;
mod desk;
mod document;
mod headers;
mod releasing;
mod signing_in;
