//! A disk in memory that loses power: content that was written is synced, but names last only once their folder, and
//! every folder above it, was synced; until then each may or may not survive.

use audit::disk::Disk;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Arc, Mutex};

#[derive(Default)]
struct Inner {
    now: BTreeMap<String, Vec<u8>>,
    durable: BTreeMap<String, Vec<u8>>,
    folders: BTreeSet<String>,
    durable_folders: BTreeSet<String>,
    fuel: Option<u64>,
    steps: u64,
    seed: u64,
}

/// Handles share one disk.
#[derive(Clone, Default)]
pub struct Shaky(Arc<Mutex<Inner>>);

fn parents(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(place, _)| &path[..place])
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

impl Inner {
    fn coin(&mut self) -> bool {
        // A linear congruential generator is chance enough for a coin.
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.seed >> 60 & 1 == 1
    }

    /// Counts a step; at the end of the fuel the power is gone. True: go on; false: the step happens and still fails.
    fn step(&mut self) -> io::Result<bool> {
        self.steps += 1;
        match self.fuel {
            Some(0) => Err(io::Error::other("no power")),
            Some(1) => {
                self.fuel = Some(0);
                if self.coin() { Ok(false) } else { Err(io::Error::other("no power")) }
            }
            Some(fuel) => {
                self.fuel = Some(fuel - 1);
                Ok(true)
            }
            None => Ok(true),
        }
    }

    fn make_safe(&mut self) {
        self.durable = self.now.clone();
        self.durable_folders = self.now.keys().flat_map(|name| parents(name)).map(str::to_owned).collect();
        self.folders = self.durable_folders.clone();
    }

    fn done(went_on: bool) -> io::Result<()> {
        if went_on { Ok(()) } else { Err(io::Error::other("no power, and yet it happened")) }
    }
}

impl Shaky {
    pub fn with_fuel(&self, fuel: u64, seed: u64) {
        let mut inner = self.0.lock().unwrap();
        inner.fuel = Some(fuel);
        inner.seed = seed;
    }

    pub fn steps(&self) -> u64 {
        self.0.lock().unwrap().steps
    }

    /// Power comes back: what was not synced may be there or not.
    pub fn restart(&self) {
        let mut inner = self.0.lock().unwrap();
        let lost: Vec<String> = {
            let folders: Vec<String> = inner.folders.difference(&inner.durable_folders).cloned().collect();
            folders.into_iter().filter(|_| inner.coin()).collect()
        };
        let names: BTreeSet<String> = inner.now.keys().chain(inner.durable.keys()).cloned().collect();
        for name in names {
            let (now, durable) = (inner.now.get(&name).cloned(), inner.durable.get(&name).cloned());
            let kept = if now != durable && inner.coin() { durable } else { now };
            let gone = parents(&name).any(|folder| lost.iter().any(|lost| lost == folder));
            match kept.filter(|_| !gone) {
                Some(bytes) => inner.now.insert(name, bytes),
                None => inner.now.remove(&name),
            };
        }
        inner.make_safe();
        inner.fuel = None;
    }

    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        self.0.lock().unwrap().now.clone()
    }

    pub fn put(&self, path: &str, bytes: Vec<u8>) {
        self.0.lock().unwrap().now.insert(path.to_owned(), bytes);
    }

    pub fn take(&self, path: &str) -> Option<Vec<u8>> {
        self.0.lock().unwrap().now.remove(path)
    }

    /// A disk of its own with the same files, all of them safe.
    pub fn copy(&self) -> Shaky {
        let copy = Shaky::default();
        {
            let mut inner = copy.0.lock().unwrap();
            inner.now = self.files();
            inner.make_safe();
        }
        copy
    }
}

impl Disk for Shaky {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        Ok(self.0.lock().unwrap().now.get(path).cloned())
    }

    fn list(&self) -> io::Result<Vec<String>> {
        Ok(self.0.lock().unwrap().now.keys().cloned().collect())
    }

    fn write(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let mut inner = self.0.lock().unwrap();
        inner.folders.extend(parents(path).map(str::to_owned));
        match inner.step() {
            Ok(went_on) => {
                inner.now.insert(path.to_owned(), bytes.to_vec());
                Inner::done(went_on)
            }
            Err(error) => {
                inner.now.insert(path.to_owned(), bytes[..bytes.len() / 2].to_vec());
                Err(error)
            }
        }
    }

    fn rename(&mut self, from: &str, to: &str) -> io::Result<()> {
        let mut inner = self.0.lock().unwrap();
        let went_on = inner.step()?;
        let bytes = inner.now.remove(from).ok_or(io::ErrorKind::NotFound)?;
        inner.now.insert(to.to_owned(), bytes);
        Inner::done(went_on)
    }

    fn sync_names(&mut self, folder: &str) -> io::Result<()> {
        let mut inner = self.0.lock().unwrap();
        let went_on = inner.step()?;
        let names: BTreeSet<String> = inner.now.keys().chain(inner.durable.keys()).cloned().collect();
        for name in names.into_iter().filter(|name| folder_of(name) == folder) {
            match inner.now.get(&name).cloned() {
                Some(bytes) => inner.durable.insert(name, bytes),
                None => inner.durable.remove(&name),
            };
        }
        let below: Vec<String> = inner.folders.iter().filter(|name| folder_of(name) == folder).cloned().collect();
        inner.durable_folders.extend(below);
        Inner::done(went_on)
    }

    fn remove(&mut self, path: &str) -> io::Result<()> {
        let mut inner = self.0.lock().unwrap();
        let went_on = inner.step()?;
        inner.now.remove(path);
        Inner::done(went_on)
    }
}
