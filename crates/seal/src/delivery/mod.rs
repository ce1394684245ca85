//! A delivery: evidence sealed for one recipient. It has its own content key and its own body; its header can be read by
//! relays and is bound to both. COSE_Encrypt (RFC 9052 section 5.1) with one recipient.
//!
//! ```text
//! 96([ << {1: 24, 5: nonce, "comity": outer header} >>, {}, body,
//!      [ [ << {1: "comity-Q1", 4: epoch kid} >>, {"ek": X-Wing ciphertext}, wrapped content key ] ] ])
//! ```
//!
//! It does not say who the sender is: the channel does, to those who know the channel. Next: [`receipt`](crate::receipt).

mod header;
mod open;
mod padding;
mod seal;
mod wrap;

pub use header::{Label, MAX_LIFE, OuterHeader};
pub use open::UnopenedDelivery;
pub use padding::SizeClass;
pub use seal::Delivery;

/// The tag of COSE_Encrypt.
const TAG: u64 = 96;
/// The label of the outer header in the protected COSE header.
const HEADER_LABEL: &str = "comity";
/// The algorithm of the recipient layer: our profile of HPKE, until the code points of draft-ietf-cose-hpke are assigned.
const RECIPIENT_ALGORITHM: &str = "comity-Q1";
/// The label of the encapsulated key in the recipient's unprotected header.
const ENCAPSULATED_LABEL: &str = "ek";
/// Length of a ChaCha20-Poly1305 nonce.
const NONCE_LEN: usize = 12;
/// Length of a ChaCha20-Poly1305 tag.
const TAG_LEN: usize = 16;
