//! Do we know this subject? Pure, deterministic, explained
