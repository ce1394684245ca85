//! Peers: the nodes that this one talks to over a wire, by the keys of their cards, and what is said on it (`spec/peers.md`).
//! Bytes and rules only; sockets, TLS and time limits are in `node`.
//!
//! Next: [`frame`] is the spelling, [`Hello`] the first thing said, [`known`] whom we know.

pub mod frame;
mod hello;
mod known;

pub use hello::{ALARMING_SKEW, Hello};
pub use known::{Peer, PeerStanding, StandingCard, known, pinned, standing, standings};

/// The versions of the peer protocol that this program speaks, the highest last.
pub const VERSIONS: &[u8] = &[seal::VERSION];

/// The name of a version in the handshake (ALPN, RFC 7301).
pub fn protocol_name(version: u8) -> Vec<u8> {
    format!("comity-peer/{version}").into_bytes()
}

/// The highest version that both speak, if there is one.
pub fn common_version(theirs: &[u8]) -> Option<u8> {
    VERSIONS.iter().copied().filter(|version| theirs.contains(version)).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_common_version_is_used() {
        assert_eq!(common_version(&[1]), Some(1));
        assert_eq!(common_version(&[3, 1, 2]), Some(1));
        assert_eq!(common_version(&[2]), None);
        assert_eq!(protocol_name(1), b"comity-peer/1");
    }
}
