//! A disk that fails at commits: before (failed and not persisted) or after (failed but persisted), as an error that the
//! process survives or as its death.

use crate::chance::SeededChance;
use model::Failure;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use store::Disk;

/// The words by which a planned failure is told from a real one.
pub const PLANNED: &str = "planned by the simulation";

/// On which side of a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Nothing was persisted.
    Before,
    /// Everything was persisted.
    After,
}

/// What a boundary saw.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seen {
    /// Commits that were sound.
    pub sound: u64,
    /// Errors that the process survived.
    pub errors: u64,
    /// Deaths of the process.
    pub crashes: u64,
}

/// Named transaction and side, with what it saw.
pub type Boundaries = BTreeMap<(String, Side), Seen>;

struct State {
    fate: SeededChance,
    errors: u64,
    crashes: u64,
    crashed: bool,
    seen: Boundaries,
}

/// A disk whose failures a seed determines. Clones are the same disk.
#[derive(Clone)]
pub struct FaultyDisk(Arc<Mutex<State>>);

impl FaultyDisk {
    /// A disk that is sound until [`FaultyDisk::rates`] says otherwise.
    pub fn new(fate: SeededChance) -> FaultyDisk {
        let state = State { fate, errors: 0, crashes: 0, crashed: false, seen: BTreeMap::new() };
        FaultyDisk(Arc::new(Mutex::new(state)))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many of 1,000 passages (each commit has two) fail, and how many kill the process.
    pub fn rates(&self, errors: u64, crashes: u64) {
        let mut state = self.state();
        (state.errors, state.crashes) = (errors, crashes);
    }

    /// Whether the process died; asking brings it back to life.
    pub fn take_crash(&self) -> bool {
        std::mem::take(&mut self.state().crashed)
    }

    /// What each boundary saw so far.
    pub fn seen(&self) -> Boundaries {
        self.state().seen.clone()
    }

    fn pass(&self, name: &str, side: Side) -> Result<(), Failure> {
        let mut state = self.state();
        let (errors, crashes) = (state.errors, state.crashes);
        let drawn = if errors + crashes == 0 { 1_000 } else { state.fate.below(1_000) };
        let (error, crash) = (drawn < errors, drawn >= errors && drawn < errors + crashes);
        state.crashed |= crash;
        let seen = state.seen.entry((name.to_owned(), side)).or_default();
        match (error, crash) {
            (false, false) => {
                seen.sound += 1;
                return Ok(());
            }
            (true, _) => seen.errors += 1,
            (_, true) => seen.crashes += 1,
        }
        Err(Failure::new(name, PLANNED))
    }
}

impl Disk for FaultyDisk {
    fn before_commit(&self, name: &str) -> Result<(), Failure> {
        self.pass(name, Side::Before)
    }

    fn after_commit(&self, name: &str) -> Result<(), Failure> {
        self.pass(name, Side::After)
    }
}
