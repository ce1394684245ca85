//! A node that can die and come back: everything in memory is lost, everything committed is there.

use crate::chance::SeededChance;
use crate::disk::{FaultyDisk, PLANNED};
use crate::form;
use crate::ground::Site;
use crate::rules::Rules;
use exchange::{Station, Trying, attempt};
use jiff::SignedDuration;
use model::{AuthorityId, Failure, Instant, Stop};
use seal::rest::NodeKey;
use std::path::{Path, PathBuf};
use store::{Durability, Store, Tx};

/// A node of a simulation.
pub struct Node {
    site: Site,
    directory: PathBuf,
    rules: Rules,
    skew: SignedDuration,
    chance: SeededChance,
    disk: FaultyDisk,
    open: Option<(Store, Station)>,
}

impl Node {
    /// A node in a copied directory, not yet running.
    pub fn new(site: &Site, directory: PathBuf, rules: &Rules, skew: SignedDuration, seed: u64) -> Node {
        let chance = SeededChance::new(seed, &format!("node {}", site.id));
        let disk = FaultyDisk::new(SeededChance::new(seed, &format!("disk {}", site.id)));
        Node { site: site.clone(), directory, rules: rules.clone(), skew, chance, disk, open: None }
    }

    /// Whose node.
    pub fn id(&self) -> &AuthorityId {
        &self.site.id
    }

    /// Whether it only carries.
    pub fn is_relay(&self) -> bool {
        self.site.relay
    }

    /// Its directory.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Its disk.
    pub fn disk(&self) -> &FaultyDisk {
        &self.disk
    }

    /// Whether its process runs.
    pub fn is_up(&self) -> bool {
        self.open.is_some()
    }

    /// Store and station, while it runs.
    pub fn parts(&self) -> Option<&(Store, Station)> {
        self.open.as_ref()
    }

    /// What its clock shows at `now`.
    pub fn clock(&self, now: Instant) -> Instant {
        now.checked_add(self.skew).unwrap_or(now)
    }

    /// Starts the process. A planned failure leaves it down, to be started again.
    pub fn start(&mut self, now: Instant) -> Result<bool, Stop> {
        let started = self.try_start(now);
        let crashed = self.disk.take_crash();
        match started {
            Ok(parts) if !crashed => {
                self.open = Some(parts);
                Ok(true)
            }
            Ok(_) => Ok(false),
            Err(stop) if is_planned(&stop) => Ok(false),
            Err(stop) => Err(stop),
        }
    }

    fn try_start(&mut self, now: Instant) -> Result<(Store, Station), Stop> {
        let key = NodeKey::from_bytes(&self.site.key)?;
        let store = Store::open_with(&self.directory, key, Durability::Process, Box::new(self.disk.clone()))?;
        let (book, policies) = (self.rules.lawbook.clone(), self.rules.policies.clone());
        let at = self.clock(now);
        let station = Station::open(&store, book, policies, form::ways()?, at, &mut self.chance)?;
        Ok((store, station))
    }

    /// Ends the process: whatever was in memory is gone.
    pub fn stop(&mut self) {
        self.open = None;
    }

    /// One named visit to the store. If the disk killed the process in it, the node is down afterwards.
    pub fn visit<T>(
        &mut self,
        name: &str,
        now: Instant,
        step: impl FnOnce(&Station, &mut Tx<'_>) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        let at = self.clock(now);
        let Some((store, station)) = &self.open else { return Err(down(name)) };
        let done = store.tx(name, at, &mut self.chance, |tx| step(station, tx));
        self.bury();
        done
    }

    /// As [`Node::visit`], where a refusal is logged in a visit of its own.
    pub fn attempt<T>(
        &mut self,
        trying: Trying<'_>,
        now: Instant,
        step: impl FnOnce(&Station, &mut Tx<'_>) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        let at = self.clock(now);
        let Some((store, station)) = &self.open else { return Err(down(trying.name)) };
        let done = attempt(store, trying, at, &mut self.chance, |tx| step(station, tx));
        self.bury();
        done
    }

    /// Looks without changing anything; never fails by plan.
    pub fn look<T>(
        &self,
        now: Instant,
        look: impl FnOnce(&Station, &mut Tx<'_>) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        let at = self.clock(now);
        let Some((store, station)) = &self.open else { return Err(down("look")) };
        store.read("look", at, |tx| look(station, tx))
    }

    fn bury(&mut self) {
        if self.disk.take_crash() {
            self.open = None;
        }
    }
}

fn down(name: &str) -> Stop {
    Failure::new(name, PLANNED).into()
}

/// Whether a failure is one that the simulation made.
pub fn is_planned(stop: &Stop) -> bool {
    matches!(stop, Stop::Failure(failure) if failure.because.contains(PLANNED))
}
