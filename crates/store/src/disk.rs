//! Where a commit can fail, so that a simulation can make it fail. A node uses [`SoundDisk`].

use model::Failure;

/// Asked before and after each commit of a named transaction.
pub trait Disk: Send + Sync {
    /// An error here rolls the transaction back: failed and not persisted (a full disk, a crash before the commit).
    fn before_commit(&self, name: &str) -> Result<(), Failure>;
    /// An error here comes after the data are durable: failed, but persisted (a crash after the commit).
    fn after_commit(&self, name: &str) -> Result<(), Failure>;
}

/// The disk of a node: it fails only when SQLite says so.
#[derive(Debug, Clone, Copy, Default)]
pub struct SoundDisk;

impl Disk for SoundDisk {
    fn before_commit(&self, _: &str) -> Result<(), Failure> {
        Ok(())
    }
    fn after_commit(&self, _: &str) -> Result<(), Failure> {
        Ok(())
    }
}
