//! What happened, provably
