//! Publishing the log: from the rows of the store, which are the truth, to tiles, entries and a signed checkpoint under
//! `log/`. Never in the path of a release.

use crate::Station;
use audit::{Checkpoint, Publisher, Row, Signer, VerifierKey};
use model::{Failure, Instant, Stop};
use store::Store;

/// The log of a node as it is published.
pub struct PublishedLog {
    publisher: Publisher,
}

impl PublishedLog {
    /// Opens `log/` in the node's directory and repairs what an unfinished publication left.
    pub fn open(station: &Station, store: &Store, at: Instant) -> Result<PublishedLog, Failure> {
        let folder = store.directory().join("log");
        let key = LogSigner(station).verifier().map_err(|error| Failure::new("opening the log", error))?;
        let publisher = Publisher::open(&folder, &[key], &mut rows(store, at))?;
        Ok(PublishedLog { publisher })
    }

    /// Publishes what is new and signs a checkpoint over all of it.
    pub fn publish(&mut self, station: &Station, store: &Store, at: Instant) -> Result<Checkpoint, Failure> {
        self.publisher.publish(&mut rows(store, at), &LogSigner(station))
    }

    /// The verifier key of this node's log.
    pub fn vkey(station: &Station) -> Result<VerifierKey, Failure> {
        LogSigner(station).verifier().map_err(|error| Failure::new("naming the log", error))
    }
}

fn rows(store: &Store, at: Instant) -> impl FnMut(u64, usize) -> Result<Vec<Row>, Failure> {
    move |from, limit| {
        let read = store.read("publish the log", at, |tx| tx.audit().rows(from, limit));
        read.map_err(|stop| match stop {
            Stop::Failure(failure) => failure,
            other => Failure::new("publishing the log", other),
        })
    }
}

struct LogSigner<'a>(&'a Station);

impl Signer for LogSigner<'_> {
    fn name(&self) -> &str {
        self.0.log_name()
    }

    fn public(&self) -> [u8; 32] {
        *self.0.secrets().log().public()
    }

    fn sign(&self, text: &[u8]) -> Result<[u8; 64], Failure> {
        self.0.secrets().log().sign(text)
    }
}
