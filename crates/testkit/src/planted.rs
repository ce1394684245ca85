//! Where a test may plant a bug, so that the simulation proves that it finds it. Nothing in a release knows of this: a
//! plant acts on the wire, or on the database from outside, around a visit of the node.

use std::path::Path;

/// A bug to be found. The default of every hook is soundness.
pub trait Plant {
    /// Before a node takes a parcel; `directory` is the node's.
    fn before_receiving(&mut self, directory: &Path) {
        let _ = directory;
    }

    /// After it took the parcel, whether its transaction held or not.
    fn after_receiving(&mut self, directory: &Path) {
        let _ = directory;
    }

    /// Before a node seals what was released.
    fn before_sealing(&mut self, directory: &Path) {
        let _ = directory;
    }

    /// After it sealed, whether its transaction held or not.
    fn after_sealing(&mut self, directory: &Path) {
        let _ = directory;
    }

    /// Whether receipts go out although the transaction that stores them failed.
    fn acknowledges_before_commit(&self) -> bool {
        false
    }
}

/// No bug.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sound;

impl Plant for Sound {}
