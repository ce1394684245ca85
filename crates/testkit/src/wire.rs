//! The wire of a simulation: decides for each parcel whether, how often and when it arrives. The order in which fates are
//! drawn must not hang on signature bytes (ML-DSA signing is hedged), so parcels that leave together are sorted by what
//! they say first.

use crate::chance::SeededChance;
use crate::weather::Weather;
use exchange::parcel::{self, Incoming, Outgoing, Protocol};
use jiff::SignedDuration;
use seal::{SignedReceipt, UnopenedDelivery};

/// One arrival of a parcel.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// How long after it was handed over.
    pub after: SignedDuration,
    /// The bytes, perhaps damaged.
    pub bytes: Vec<u8>,
}

/// What happens to one parcel: no arrival, one, or several.
pub fn fate(weather: &Weather, chance: &mut SeededChance, bytes: &[u8]) -> Vec<Arrival> {
    if chance.happens(weather.loss) {
        return Vec::new();
    }
    let copies = if chance.happens(weather.doubled) { chance.between(2, 3) } else { 1 };
    (0..copies).map(|_| arrival(weather, chance, bytes)).collect()
}

fn arrival(weather: &Weather, chance: &mut SeededChance, bytes: &[u8]) -> Arrival {
    let after = if chance.happens(weather.held_up) {
        SignedDuration::from_secs(chance.between(600, 3 * 24 * 3_600))
    } else {
        SignedDuration::from_millis(chance.between(20, 4_000))
    };
    let mut bytes = bytes.to_vec();
    if chance.happens(weather.damaged) {
        let place = chance.below(bytes.len() as u64) as usize;
        let bit = chance.below(8);
        if let Some(byte) = bytes.get_mut(place) {
            *byte ^= 1 << bit;
        }
    }
    Arrival { after, bytes }
}

/// Brings parcels that leave together into an order that no signature byte decides.
pub fn in_order(parcels: &mut [Outgoing]) {
    parcels.sort_by_cached_key(|parcel| (parcel.hop().clone(), said(parcel.bytes())));
}

/// What a parcel says in clear: for whom, of which kind, which message, which number.
fn said(bytes: &[u8]) -> (String, u8, String, u64) {
    let Ok((to, incoming)) = parcel::read(bytes) else { return (String::new(), 0, String::new(), 0) };
    let to = to.as_str().to_owned();
    match incoming {
        Incoming::Delivery(sealed) => match UnopenedDelivery::parse(&sealed) {
            Ok(delivery) => (to, 1, delivery.header().message.to_string(), delivery.header().seq),
            Err(_) => (to, 1, String::new(), 0),
        },
        Incoming::Protocol(Protocol::Receipt(signed)) => match SignedReceipt::claimed(&signed) {
            Ok(receipt) => (to, 2, format!("{} {}", receipt.message, receipt.by), receipt.seq),
            Err(_) => (to, 2, String::new(), 0),
        },
        Incoming::Protocol(Protocol::Card(_)) => (to, 3, String::new(), 0),
        Incoming::Protocol(other) => (to, 4, other.word().to_owned(), 0),
    }
}
