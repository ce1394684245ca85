//! The tests of the log, by what they show: that an entry has one spelling, that proofs are right, that the layout is
//! the published one, that a change is named, that a crash is harmless.

#[cfg(test)]
mod checks;
#[cfg(test)]
mod crash;
#[cfg(test)]
mod entries;
#[cfg(test)]
mod entry_proofs;
#[cfg(test)]
mod layout;
#[cfg(test)]
mod notes;
#[cfg(test)]
mod pen;
#[cfg(test)]
mod proofs;
#[cfg(test)]
mod publishing;
#[cfg(test)]
mod shaky;
#[cfg(test)]
mod subtrees;
#[cfg(test)]
mod tampering;
#[cfg(test)]
mod witness;
