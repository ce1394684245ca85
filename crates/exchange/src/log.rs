//! Publishing the log: from the rows of the store, which are the truth, to tiles, entries and a signed checkpoint under
//! `log/`. Never in the path of a release.

use crate::{Station, witnessing};
use audit::disk::{Disk as _, Folder};
use audit::{Checkpoint, Publisher, Row, Signer, VerifierKey};
use model::{Failure, Instant, Stop};
use std::collections::BTreeMap;
use store::{Store, WitnessRow};

/// The log of a node as it is published.
pub struct PublishedLog {
    publisher: Publisher,
    /// What was written beside the log, by name.
    witnessed: BTreeMap<String, Vec<u8>>,
}

impl PublishedLog {
    /// Opens `log/` in the node's directory and repairs what an unfinished publication left.
    pub fn open(station: &Station, store: &Store, at: Instant) -> Result<PublishedLog, Failure> {
        let folder = station.log_folder();
        let key = LogSigner::of_log(station).verifier().map_err(|error| Failure::new("opening the log", error))?;
        let publisher = Publisher::open(folder, &[key], &mut rows(store, at))?;
        Ok(PublishedLog { publisher, witnessed: BTreeMap::new() })
    }

    /// Publishes what is new and signs a checkpoint over all of it.
    pub fn publish(&mut self, station: &Station, store: &Store, at: Instant) -> Result<Checkpoint, Failure> {
        self.publisher.publish(&mut rows(store, at), &LogSigner::of_log(station))
    }

    /// Writes beside the log what witnesses have cosigned of it, for whoever verifies a copy of the folder.
    pub fn put_witnessed(&mut self, station: &Station, store: &Store, at: Instant) -> Result<(), Stop> {
        let (cosigned, keys) = store.read("read what was cosigned", at, |tx| {
            let partners = witnessing::partners(station, tx)?;
            let lines = partners.iter().map(|partner| partner.witness_key().map(|key| format!("{key}\n")));
            let keys = lines.collect::<Result<String, _>>()?;
            let ours = |row: &WitnessRow| row.origin == station.log_name() && row.note.is_some();
            Ok((tx.witnesses().all()?.into_iter().filter(ours).collect::<Vec<_>>(), keys))
        })?;
        let files = cosigned.into_iter().map(|row| (row.authority.to_string(), row.note.unwrap_or_default()));
        let mut folder = Folder::at(&station.directory().join("witnessed"));
        for (name, bytes) in files.chain([(audit::witnessed::KEYS.to_owned(), keys.into_bytes())]) {
            if self.witnessed.get(&name) != Some(&bytes) {
                put(&mut folder, &name, &bytes).map_err(|error| Failure::new("writing what was cosigned", error))?;
                self.witnessed.insert(name, bytes);
            }
        }
        Ok(())
    }

    /// The verifier key of this node's log.
    pub fn vkey(station: &Station) -> Result<VerifierKey, Failure> {
        LogSigner::of_log(station).verifier().map_err(|error| Failure::new("naming the log", error))
    }
}

/// Puts a small file down whole.
fn put(folder: &mut Folder, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    let unfinished = format!("{name}.new");
    folder.write(&unfinished, bytes)?;
    folder.rename(&unfinished, name)?;
    folder.sync_names("")
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

/// The log key of the node, under the name of its log or under its name as a witness.
pub(crate) struct LogSigner<'a> {
    station: &'a Station,
    name: String,
}

impl<'a> LogSigner<'a> {
    /// For checkpoints of our own log.
    pub(crate) fn of_log(station: &'a Station) -> LogSigner<'a> {
        LogSigner { name: station.log_name().to_owned(), station }
    }

    /// For cosignatures on checkpoints of other logs.
    pub(crate) fn as_witness(station: &'a Station, name: String) -> LogSigner<'a> {
        LogSigner { station, name }
    }
}

impl Signer for LogSigner<'_> {
    fn name(&self) -> &str {
        &self.name
    }

    fn public(&self) -> [u8; 32] {
        *self.station.secrets().log().public()
    }

    fn sign(&self, text: &[u8]) -> Result<[u8; 64], Failure> {
        self.station.secrets().log().sign(text)
    }
}
