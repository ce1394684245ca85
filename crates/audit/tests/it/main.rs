//! The tests of the log, by what they show: that an entry has one spelling, that proofs are right, that the layout is
//! the published one, that a change is named, that a crash is harmless.

mod checks;
mod crash;
mod entries;
mod layout;
mod notes;
mod pen;
mod proofs;
mod publishing;
mod shaky;
mod tampering;
