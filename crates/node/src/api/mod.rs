//! The officers' JSON API, on loopback.
