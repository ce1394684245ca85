//! The node that the API serves: store, station and clock, shared by all requests.

use exchange::Station;
use model::{Clock, Instant};
use std::sync::Arc;
use store::Store;

/// What is served.
pub struct Served {
    store: Store,
    station: Station,
    clock: Box<dyn Clock>,
}

/// A handle to it.
pub type Node = Arc<Served>;

impl Served {
    /// A node at work, told the time by `clock`.
    pub fn new(store: Store, station: Station, clock: Box<dyn Clock>) -> Node {
        Arc::new(Served { store, station, clock })
    }

    /// Its store.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Its station.
    pub fn station(&self) -> &Station {
        &self.station
    }

    /// The present moment.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }
}
