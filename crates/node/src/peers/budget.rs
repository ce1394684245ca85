//! What one peer may cost: parcels and bytes by the minute, with a reserve for bursts, and few parcels that are faults. Who
//! is over it is asked to wait; who goes on making faults is not listened to for a while.

use model::AuthorityId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The budget of each peer, by the minute. The reserve for bursts is what ten minutes give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Budget {
    /// Parcels a minute.
    pub parcels: u32,
    /// Kibibytes a minute.
    pub kibibytes: u32,
    /// Parcels a minute that are faults; each of them costs us a log entry.
    pub faults: u32,
}

impl Default for Budget {
    /// House figures: 100 parcels and 4 MiB a second in the long run, six faults a minute.
    fn default() -> Budget {
        Budget { parcels: 6_000, kibibytes: 240 * 1024, faults: 6 }
    }
}

/// How much the reserve holds, in minutes of the budget.
const RESERVE: f64 = 10.0;

/// What is left to each peer.
pub(super) struct Budgets {
    budget: Budget,
    left: Mutex<BTreeMap<AuthorityId, Left>>,
    seats: Mutex<BTreeMap<AuthorityId, usize>>,
}

/// One open connection of a peer; it counts until it is dropped.
pub(super) struct Seat<'a>(&'a Budgets, AuthorityId);

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        let mut seats = self.0.seats.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = seats.get_mut(&self.1) {
            *count = count.saturating_sub(1);
        }
    }
}

struct Left {
    parcels: f64,
    kibibytes: f64,
    faults: f64,
    at: Duration,
}

impl Budgets {
    pub(super) fn new(budget: Budget) -> Budgets {
        Budgets { budget, left: Mutex::default(), seats: Mutex::default() }
    }

    /// A seat for one more connection of a peer, if it has not too many.
    pub(super) fn seat(&self, peer: &AuthorityId) -> Option<Seat<'_>> {
        let mut seats = self.seats.lock().unwrap_or_else(PoisonError::into_inner);
        let count = seats.entry(peer.clone()).or_default();
        if *count >= super::limits::CONNECTIONS_OF_ONE {
            return None;
        }
        *count += 1;
        Some(Seat(self, peer.clone()))
    }

    /// Takes one parcel of `bytes` from the budget of a peer at the moment `at` (since some beginning); or says how many
    /// seconds to wait.
    pub(super) fn take(&self, peer: &AuthorityId, bytes: usize, at: Duration) -> Result<(), u16> {
        let mut all = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let left = self.filled(&mut all, peer, at);
        if left.faults < 0.0 {
            return Err(wait(-left.faults, self.budget.faults));
        }
        let kibibytes = bytes as f64 / 1024.0;
        if left.parcels < 1.0 {
            return Err(wait(1.0 - left.parcels, self.budget.parcels));
        }
        // A full reserve lets any one parcel through, however long it is.
        if left.kibibytes < kibibytes && left.kibibytes < f64::from(self.budget.kibibytes) * RESERVE {
            return Err(wait(kibibytes - left.kibibytes, self.budget.kibibytes));
        }
        left.parcels -= 1.0;
        left.kibibytes -= kibibytes;
        Ok(())
    }

    /// Notes that a parcel was a fault. Says whether the peer is over its budget of them now.
    pub(super) fn fault(&self, peer: &AuthorityId, at: Duration) -> bool {
        let mut all = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let left = self.filled(&mut all, peer, at);
        left.faults -= 1.0;
        left.faults < 0.0
    }

    fn filled<'a>(&self, all: &'a mut BTreeMap<AuthorityId, Left>, peer: &AuthorityId, at: Duration) -> &'a mut Left {
        let Budget { parcels, kibibytes, faults } = self.budget;
        let full = |rate: u32| f64::from(rate) * RESERVE;
        let left = all.entry(peer.clone()).or_insert_with(|| Left {
            parcels: full(parcels),
            kibibytes: full(kibibytes),
            faults: full(faults),
            at,
        });
        let minutes = at.saturating_sub(left.at).as_secs_f64() / 60.0;
        let grown = |left: f64, rate: u32| (left + f64::from(rate) * minutes).min(full(rate));
        left.parcels = grown(left.parcels, parcels);
        left.kibibytes = grown(left.kibibytes, kibibytes);
        left.faults = grown(left.faults, faults);
        left.at = at;
        left
    }
}

/// Seconds until `missing` have grown at `rate` a minute.
fn wait(missing: f64, rate: u32) -> u16 {
    (missing * 60.0 / f64::from(rate.max(1))).ceil().clamp(1.0, 3_600.0) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peer(id: &str) -> AuthorityId {
        AuthorityId::parse(id).unwrap()
    }

    const BUDGET: Budget = Budget { parcels: 6, kibibytes: 60, faults: 1 };

    #[test]
    fn wire_3_1_a_flood_is_asked_to_wait_and_hurts_nobody_else() {
        let budgets = Budgets::new(BUDGET);
        let (a, b, t) = (peer("a"), peer("b"), Duration::from_secs(5));
        for _ in 0..60 {
            assert_eq!(budgets.take(&a, 100, t), Ok(()));
        }
        assert_eq!(budgets.take(&a, 100, t), Err(10), "ten seconds a parcel");
        assert_eq!(budgets.take(&b, 100, t), Ok(()), "another peer has its own");
        assert_eq!(budgets.take(&a, 100, t + Duration::from_secs(10)), Ok(()));
        assert!(budgets.take(&a, 100, t + Duration::from_secs(10)).is_err());
    }

    #[test]
    fn wire_3_1_bytes_count_and_a_parcel_longer_than_the_reserve_passes_when_it_is_full() {
        let budgets = Budgets::new(BUDGET);
        let (a, t) = (peer("a"), Duration::ZERO);
        assert_eq!(budgets.take(&a, 20 << 20, t), Ok(()));
        assert!(budgets.take(&a, 1, t).is_err(), "it is in debt now");
    }

    #[test]
    fn wire_3_1_who_only_makes_faults_is_not_listened_to() {
        let budgets = Budgets::new(BUDGET);
        let (a, t) = (peer("a"), Duration::ZERO);
        let over = (0..11).map(|_| budgets.fault(&a, t)).collect::<Vec<_>>();
        assert_eq!(over.iter().filter(|over| **over).count(), 1);
        assert_eq!(budgets.take(&a, 1, t), Err(60));
        assert_eq!(budgets.take(&a, 1, t + Duration::from_secs(60)), Ok(()));
    }
}
