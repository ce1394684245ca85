//! A stick as the only transport: bundles that are lost, doubled, damaged, days late and out of order.

use crate::chance::SeededChance;
use crate::scene::Scene;
use exchange::advance;
use exchange::bundle::{self, Reading, Written};
use exchange::parcel::{self, Incoming};
use jiff::SignedDuration;
use model::{Instant, Stop};
use seal::{OuterHeader, UnopenedDelivery};
use std::collections::BTreeMap;

/// How bad the way is; rates in thousandths.
#[derive(Debug, Clone, Copy)]
pub struct Way {
    /// Bundles that never arrive.
    pub loss: u64,
    /// Bundles that arrive more than once.
    pub doubled: u64,
    /// Bundles with a bit turned over.
    pub damaged: u64,
    /// The most days that one is under way.
    pub days: i64,
}

/// Bundles under way.
pub struct Stick {
    fate: SeededChance,
    under_way: BTreeMap<(Instant, u64), (usize, Vec<u8>)>,
    handed: u64,
}

impl Stick {
    /// Nothing under way.
    pub fn new(seed: u64) -> Stick {
        Stick { fate: SeededChance::new(seed, "stick"), under_way: BTreeMap::new(), handed: 0 }
    }

    /// Sends a bundle for the node at `to` on its way.
    pub fn hand(&mut self, way: Way, now: Instant, to: usize, bytes: &[u8]) {
        if self.fate.happens(way.loss) {
            return;
        }
        let copies = if self.fate.happens(way.doubled) { 2 } else { 1 };
        for _ in 0..copies {
            let after = SignedDuration::from_hours(self.fate.between(1, way.days * 24));
            let mut bytes = bytes.to_vec();
            if self.fate.happens(way.damaged) {
                let place = self.fate.below(bytes.len() as u64) as usize;
                let bit = self.fate.below(8);
                if let Some(byte) = bytes.get_mut(place) {
                    *byte ^= 1 << bit;
                }
            }
            self.handed += 1;
            self.under_way.insert((now + after, self.handed), (to, bytes));
        }
    }

    /// What has arrived by now, in the order of arrival.
    pub fn arrived(&mut self, now: Instant) -> Vec<(usize, Vec<u8>)> {
        let later = self.under_way.split_off(&(now, u64::MAX));
        std::mem::replace(&mut self.under_way, later).into_values().collect()
    }

    /// A draw of fate, in thousandths.
    pub fn happens(&mut self, rate: u64) -> bool {
        self.fate.happens(rate)
    }
}

/// The parcels of a sound bundle, in the order of the file.
pub fn parcels(bundle: &[u8]) -> Vec<Vec<u8>> {
    let (mut rest, mut found) = (bundle.strip_prefix(bundle::MAGIC).unwrap_or_default(), Vec::new());
    while let Some((length, behind)) = rest.split_first_chunk::<4>() {
        let Some((part, behind)) = behind.split_at_checked(u32::from_be_bytes(*length) as usize) else { break };
        found.push(part.to_vec());
        rest = behind;
    }
    found.into_iter().skip(1).collect()
}

/// What stands on a parcel, if it is a delivery.
pub fn header(parcel: &[u8]) -> Option<OuterHeader> {
    let Ok((_, Incoming::Delivery(sealed))) = parcel::read(parcel) else { return None };
    UnopenedDelivery::parse(&sealed).ok().map(|delivery| delivery.header().clone())
}

impl Scene {
    /// Writes a bundle at `from` for `to`, with the log as it is published now.
    pub fn write_bundle(&mut self, from: usize, to: usize) -> Result<Written, Stop> {
        self.publish(from)?;
        let partner = self.id(to);
        self.visit(from, |station, tx| bundle::write(station, tx, &partner, bundle::MOST_BYTES))
    }

    /// Reads a bundle at a node, and goes on with what was admitted.
    pub fn read_bundle(&mut self, at: usize, bytes: &[u8]) -> Result<Reading, Stop> {
        let read = self.visit(at, |station, tx| bundle::read(station, tx, bytes))?;
        self.visit(at, |station, tx| advance(station, tx).map(drop))?;
        Ok(read)
    }
}
