//! What goes over the wire: checks, vectors, properties.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what is wrong by panicking")]

mod checks;
mod forge;
mod properties;
mod vectors;
