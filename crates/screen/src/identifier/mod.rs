//! Exact identifiers: how a number is written in one way only, whether its check digits hold, and which slips of the pen
//! or the keyboard turn one into another. One sort per file; lists of States and services are ours, from general knowledge.
//!
//! A check digit that does not hold never hides an identifier: it is compared as written, and the engine may say so.

pub mod aircraft;
pub mod base58;
pub mod bech32;
pub mod bic;
pub mod card;
pub mod email;
pub mod ethereum;
pub mod firearm;
pub mod handle;
pub mod iban;
pub mod imei;
pub mod imo;
pub mod inn;
mod key;
pub mod lei;
pub mod luhn;
pub mod mmsi;
pub mod mod97;
pub mod mrz;
pub mod ogrn;
pub mod passport;
pub mod phone;
mod slip;
mod sort;
pub mod url;
pub mod vin;

pub use key::{Key, key, plain};
pub use slip::{Slip, slip};
pub use sort::{Sort, sort};
