//! World, Monster and faults; never in a release
