//! The keys of an authority, from the root in a safe to the key of a week.
//!
//! ```text
//! root (offline, dual) --signs--> charter (<= 13 months): seal keys, card keys (both dual), log key (Ed25519)
//!                                   card keys --sign--> card (<= 30 days): epoch keys (X-Wing, a week each), peer key (Ed25519)
//! ```
//!
//! Secrets are zeroed when dropped and print as `<secret>`. What is *not* here: where they are kept (`store`), and the key
//! that encrypts them there ([`rest`](crate::rest)). Next: [`card`](crate::card).

mod ceremony;
mod charter;
mod draw;
mod epoch;
mod fingerprint;
mod node;
mod peer;
mod root;
mod secret;
mod words;

pub use ceremony::ceremony;
pub use charter::{Charter, SignedCharter};
pub use epoch::{EPOCH_GRACE, EpochPublic, EpochSecret};
pub use fingerprint::fingerprint_words;
pub use node::NodeSecrets;
pub use peer::{PeerSecret, peer_key_info, peer_key_of_info};
pub use root::RootSecret;
pub use secret::{DualSecret, LogSecret};

pub(crate) use draw::DrawnFrom;
pub(crate) use epoch::Kem;

#[cfg(test)]
mod tests {
    #[test]
    fn keys_may_be_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<super::NodeSecrets>();
        shared::<super::RootSecret>();
        shared::<super::PeerSecret>();
        shared::<super::EpochSecret>();
        shared::<crate::VerifiedCard>();
        shared::<crate::NodeKey>();
        shared::<crate::DataKey>();
    }
}
