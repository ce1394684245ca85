//! What the targets share: the keys of the vectors in `spec/vectors/v1`, so that what is cut from a good document gets as
//! far as it can. The targets are in `fuzz_targets/`, one for each decoder; `fuzz/run` builds and runs them.

use data_encoding::BASE64;
use model::{Digest, Instant};
use seal::{EpochSecret, SignedCard, VerifiedCard};
use serde_json::Value;

/// The reader of the vectors.
pub struct Reader {
    /// The fingerprint that it has pinned.
    pub pinned: Digest,
    /// The card that verifies evidence and receipts.
    pub card: VerifiedCard,
    /// The epoch key that it holds.
    pub epoch: EpochSecret,
    /// The present.
    pub now: Instant,
}

impl Reader {
    /// Reads `setting.json`.
    pub fn of_the_vectors() -> Reader {
        let setting = include_str!("../../spec/vectors/v1/setting.json");
        let setting: Value = serde_json::from_str(setting).expect("the setting is JSON");
        let text = |key: &str| setting[key].as_str().unwrap_or_else(|| panic!("the setting has {key}")).to_owned();
        let pinned = Digest::parse(&text("pinned_root")).expect("the pinned root is a digest");
        let now: Instant = text("now").parse().expect("the present is an instant");
        let card = bytes(&text("card"));
        let card = SignedCard::verify(&card, &pinned, now).expect("the card of the vectors is good");
        let epoch = EpochSecret::from_bytes(&bytes(&text("epoch_secret"))).expect("the epoch key is good");
        Reader { pinned, card, epoch, now }
    }
}

/// Bytes from base64.
pub fn bytes(text: &str) -> Vec<u8> {
    BASE64.decode(text.as_bytes()).expect("base64")
}
