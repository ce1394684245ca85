//! A scene in which nodes publish their logs and witness each other's.

use crate::scene::Scene;
use audit::{Checkpoint, VerifierKey};
use exchange::standstill::{Standstill, standstill};
use exchange::{PublishedLog, show};
use model::{Failure, Stop};
use std::path::PathBuf;

impl Scene {
    /// The directory of a node.
    pub fn directory(&self, place: usize) -> PathBuf {
        self.nodes[place].directory().to_owned()
    }

    /// The key of a node's log.
    pub fn log_key(&self, place: usize) -> Result<VerifierKey, Stop> {
        let (_, station) = self.nodes[place].parts().ok_or_else(|| Failure::new("looking at a log", "it is down"))?;
        Ok(PublishedLog::vkey(station)?)
    }

    /// Publishes a node's log.
    pub fn publish(&mut self, place: usize) -> Result<Checkpoint, Stop> {
        let at = self.nodes[place].clock(self.now);
        let parts = self.nodes[place].parts();
        let (store, station) = parts.ok_or_else(|| Failure::new("publishing", "the node is down"))?;
        let mut log = PublishedLog::open(station, store, at)?;
        let checkpoint = log.publish(station, store, at)?;
        log.put_witnessed(station, store, at)?;
        Ok(checkpoint)
    }

    /// Every node publishes its log and shows it to its partners, who cosign it. Says how many checkpoints were shown.
    pub fn witness(&mut self) -> Result<usize, Stop> {
        let mut shown = Vec::new();
        for place in 0..self.nodes.len() {
            self.publish(place)?;
            shown.extend(self.visit(place, show)?.into_iter().map(|parcel| (place, parcel)));
        }
        let count = shown.len();
        for (place, parcel) in shown {
            self.carry(place, &parcel)?;
        }
        for place in 0..self.nodes.len() {
            self.publish(place)?;
        }
        Ok(count)
    }

    /// What the overseer of a node is told, as JSON.
    pub fn queue(&self, place: usize) -> Result<Vec<String>, Stop> {
        let rows = self.nodes[place].look(self.now, |_, tx| tx.overseer_queue().all())?;
        Ok(rows.into_iter().map(|row| row.body).collect())
    }

    /// Whether, and why, a node stands still.
    pub fn standstill(&self, place: usize) -> Result<Option<Standstill>, Stop> {
        self.nodes[place].look(self.now, |_, tx| standstill(tx))
    }
}
