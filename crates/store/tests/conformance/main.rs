//! What every engine under the store must do: functions over a [`Store`], which a second engine can run as they stand.
//! What only SQLite has (files, locks, the write-ahead log) is in `tests/sqlite`.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod answers;
mod holdings;
mod log;
mod steps;
mod visits;

use model::{Chance, Failure, Instant, Stop};
use seal::rest::NodeKey;
use std::sync::{Arc, Mutex};
use store::{Disk, Durability, Store, Tx};
use tempfile::TempDir;

/// Bytes that never repeat, the same in each run.
pub(crate) struct Counting(u64);

impl Chance for Counting {
    fn fill(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = (self.0 >> 56) as u8;
        }
    }
}

/// Which commit fails next, and on which side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fails {
    Never,
    Before,
    After,
}

/// A disk that fails when it is told to, once.
#[derive(Clone)]
pub(crate) struct Told(Arc<Mutex<Fails>>);

impl Told {
    fn asked(&self, side: Fails) -> Result<(), Failure> {
        let mut fails = self.0.lock().unwrap();
        if *fails == side {
            *fails = Fails::Never;
            return Err(Failure::new("committing", "the disk was told to fail"));
        }
        Ok(())
    }
}

impl Disk for Told {
    fn before_commit(&self, _: &str) -> Result<(), Failure> {
        self.asked(Fails::Before)
    }
    fn after_commit(&self, _: &str) -> Result<(), Failure> {
        self.asked(Fails::After)
    }
}

/// A fresh store of the engine under test.
pub(crate) struct Fresh {
    pub(crate) store: Store,
    disk: Told,
    chance: Mutex<Counting>,
    _folder: TempDir,
}

impl Fresh {
    pub(crate) fn new() -> Fresh {
        let folder = tempfile::tempdir().unwrap();
        let disk = Told(Arc::new(Mutex::new(Fails::Never)));
        let key = NodeKey::from_bytes(&[7; 32]).unwrap();
        let store = Store::open_with(folder.path(), key, Durability::Process, Box::new(disk.clone())).unwrap();
        Fresh { store, disk, chance: Mutex::new(Counting(1)), _folder: folder }
    }

    pub(crate) fn fail_next(&self, side: Fails) {
        *self.disk.0.lock().unwrap() = side;
    }

    /// One visit at a moment.
    pub(crate) fn at<T>(&self, at: Instant, visit: impl FnOnce(&mut Tx<'_>) -> Result<T, Stop>) -> Result<T, Stop> {
        self.store.tx("test", at, &mut *self.chance.lock().unwrap(), visit)
    }

    /// One visit that must hold, at a fixed moment.
    pub(crate) fn visit<T>(&self, visit: impl FnOnce(&mut Tx<'_>) -> Result<T, Stop>) -> T {
        self.at(noon(), visit).unwrap()
    }
}

pub(crate) fn noon() -> Instant {
    "2026-11-23T12:00:00Z".parse().unwrap()
}

/// A stop of the test's own, to make a visit fail.
pub(crate) fn stop() -> Stop {
    Failure::new("testing", "the visit changed its mind").into()
}
