//! What a peer may take of our time, sockets and memory. All are rules of this house: a peer must not rely on them.

use std::time::Duration;

/// For the handshake of TLS, from the first byte on.
pub(super) const HANDSHAKE: Duration = Duration::from_secs(10);
/// For reaching a peer's port.
pub(super) const CONNECT: Duration = Duration::from_secs(10);
/// How long a connection on which nothing is asked stays open.
pub(super) const IDLE: Duration = Duration::from_secs(300);
/// For the answer to a request to begin: the other side writes to its disk meanwhile.
pub(super) const ANSWER: Duration = Duration::from_secs(60);
/// For a frame to come or go whole, besides its length.
const FRAME: Duration = Duration::from_secs(30);
/// The slowest link on which a long frame is still waited for, in bytes a second.
const SLOWEST: u64 = 16 * 1024;

/// Handshakes under way at once; further ones wait in the queue of the port.
pub(super) const HANDSHAKES: usize = 64;
/// Of these, from one address.
pub(super) const HANDSHAKES_FROM_ONE: usize = 16;
/// Connections open at once with one peer: a new one after a crash must not wait for the old one to be noticed.
pub(super) const CONNECTIONS_OF_ONE: usize = 4;
/// Connections open at once with all.
pub(super) const CONNECTIONS: usize = 512;

/// Parcels that are taken in one transaction.
pub(super) const BATCH: usize = 64;
/// Bytes that are buffered of what a peer sends, beyond the frame that is being read.
pub(super) const BUFFER: usize = 256 * 1024;
/// Bytes of parcels that are handed over in one go, or in the answer to one poll.
pub(super) const GO: usize = 4 << 20;

/// The first pause after a peer could not be reached; each further one doubles it.
pub(super) const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// The longest such pause.
pub(super) const LONGEST_PAUSE: Duration = Duration::from_secs(300);
/// Parcels that wait in memory for one line; the outbox keeps them all.
pub(super) const QUEUE: usize = 1024;

/// How long a frame with a body of `length` bytes may take.
pub(super) fn frame(length: usize) -> Duration {
    FRAME + Duration::from_secs(length as u64 / SLOWEST)
}
