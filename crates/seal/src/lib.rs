//! Everything with a key: signatures, node keys, cards, the envelope, encryption at rest.
//!
//! It knows bytes, not policing: no instrument, no officer, no record is named here. What is *not* here: deciding who may
//! send (`law`, `policy`), when to send (`exchange`), where keys lie on disk (`store`), transport (`node`).
//! The protocol for other implementers is in `spec/`; its vectors are decoded by this crate's tests for ever.
//!
//! ```text
//! payload --Evidence::sign--> evidence --Delivery::seal--> delivery ~~~~ wire ~~~~> UnopenedDelivery --open-->
//!     evidence --UnverifiedEvidence::parse--> --verify(VerifiedCard)--> VerifiedEvidence
//! ```
//!
//! Feature `verify` alone (no default features) gives digests and signature verification: all that an overseer needs.
//! Next: start at [`keys`], then `card`, `evidence`, `delivery`, `receipt`; [`checks`] lists every rule a decoder applies.

pub mod checks;
pub mod digest;
pub mod ed25519;
pub mod key_id;
pub mod log_key;
pub mod signature;

#[cfg(feature = "envelope")]
pub mod card;
#[cfg(feature = "envelope")]
pub mod cbor;
#[cfg(feature = "envelope")]
mod cose;
#[cfg(feature = "envelope")]
pub mod delivery;
#[cfg(feature = "envelope")]
pub mod evidence;
#[cfg(feature = "envelope")]
pub mod keys;
#[cfg(feature = "envelope")]
pub mod manifest;
#[cfg(feature = "envelope")]
pub mod receipt;
#[cfg(feature = "envelope")]
pub mod rest;

pub use key_id::KeyId;
pub use signature::{DualPublic, DualSignature};

#[cfg(feature = "envelope")]
pub use card::{Card, SignedCard, VerifiedCard};
#[cfg(feature = "envelope")]
pub use cbor::Limits;
#[cfg(feature = "envelope")]
pub use delivery::{Delivery, Label, MAX_LIFE, OuterHeader, UnopenedDelivery};
#[cfg(feature = "envelope")]
pub use evidence::{Evidence, UnverifiedEvidence, VerifiedEvidence};
#[cfg(feature = "envelope")]
pub use keys::{EpochPublic, EpochSecret, NodeSecrets, RootSecret};
#[cfg(feature = "envelope")]
pub use manifest::{Manifest, SignedManifest};
#[cfg(feature = "envelope")]
pub use receipt::{Receipt, ReceiptEvent, SignedReceipt};
#[cfg(feature = "envelope")]
pub use rest::{DataKey, NodeKey};

/// The only suite of version 1: X-Wing, HKDF-SHA256 and ChaCha20-Poly1305 (HPKE); Ed25519 and ML-DSA-65, both of which
/// must verify. Its id is on the wire; it is never negotiated (spec/README.md).
pub const SUITE: &str = "Q1";

/// The version of the protocol that this crate speaks.
pub const VERSION: u8 = 1;

/// How far another node's clock may be ahead of ours before its times are refused: five minutes (spec/README.md).
pub const MAX_SKEW: jiff::SignedDuration = jiff::SignedDuration::from_mins(5);

fn fault(check: &'static model::Check, place: impl Into<String>) -> model::Fault {
    model::Fault { check, place: place.into() }
}
