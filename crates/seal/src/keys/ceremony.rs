//! The key ceremony: a new authority draws its root and its first keys.

use super::{NodeSecrets, RootSecret};
use model::{AuthorityId, Chance, Failure, Instant};

/// Draws a root and the keys of incarnation 1, chartered for 13 months from `at`. The root is to go to removable media
/// and its [`fingerprint_words`](super::fingerprint_words) into the arrangement with each partner.
pub fn ceremony(
    authority: &AuthorityId,
    at: Instant,
    chance: &mut dyn Chance,
) -> Result<(RootSecret, NodeSecrets), Failure> {
    let root = RootSecret::generate(chance)?;
    let node = root.charter(authority, 1, at, chance)?;
    Ok((root, node))
}
