//! The node that the API serves: store, station and clock, shared by all requests.

use exchange::Station;
use model::{Clock, Instant};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;
use store::Store;

/// What is served.
pub struct Served {
    store: Store,
    station: Station,
    clock: Box<dyn Clock>,
    /// Something is to be done: the worker need not wait for its next round.
    nudged: (Mutex<bool>, Condvar),
}

/// A handle to it.
pub type Node = Arc<Served>;

impl Served {
    /// A node at work, told the time by `clock`.
    pub fn new(store: Store, station: Station, clock: Box<dyn Clock>) -> Node {
        Arc::new(Served { store, station, clock, nudged: Default::default() })
    }

    /// Its store.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Its station.
    pub fn station(&self) -> &Station {
        &self.station
    }

    /// Lets the worker begin its next round at once.
    pub fn nudge(&self) {
        *self.nudged.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.nudged.1.notify_all();
    }

    /// Waits for a nudge, or for `longest`.
    pub fn wait(&self, longest: Duration) {
        let nudged = self.nudged.0.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.nudged.1.wait_timeout_while(nudged, longest, |nudged| !*nudged);
        *waited.unwrap_or_else(PoisonError::into_inner).0 = false;
    }

    /// The present moment.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }
}
