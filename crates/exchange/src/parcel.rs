//! What goes over a wire: the two doors out, as closed types.
//!
//! [`Outgoing`] is made only here: content from a delivery that the pipeline sealed, protocol from the closed list
//! [`Protocol`]. A transport (in process, HTTPS, a file on a stick) moves the bytes and knows no more.
//!
//! Frame (`spec/parcel.md`): one byte of kind, one byte of length, the addressee's id, then the body to the end.

use crate::checks;
use model::{AuthorityId, Fault};

/// The longest parcel accepted: a delivery's greatest size class and its header.
pub const LONGEST: usize = 20 << 20;

const DELIVERY: u8 = 1;

/// Protocol messages: no free text, no personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Protocol {
    /// A signed receipt.
    Receipt(Vec<u8>),
    /// A signed card.
    Card(Vec<u8>),
    /// A log shows its checkpoint to a witness: the text of [`audit::AddCheckpoint`].
    Checkpoint(Vec<u8>),
    /// A witness says what it has cosigned last: a note with the signature of the log and its own.
    Cosigned(Vec<u8>),
    /// A question to a log: the text of [`audit::witness::Prove`].
    Prove(Vec<u8>),
    /// The answer: the text of [`audit::AddCheckpoint`], from the smaller size that was asked about.
    Consistency(Vec<u8>),
}

impl Protocol {
    /// The byte of its kind on the wire.
    fn kind(&self) -> u8 {
        match self {
            Protocol::Receipt(_) => 2,
            Protocol::Card(_) => 3,
            Protocol::Checkpoint(_) => 4,
            Protocol::Cosigned(_) => 5,
            Protocol::Prove(_) => 6,
            Protocol::Consistency(_) => 7,
        }
    }

    /// Its kind as a word.
    pub fn word(&self) -> &'static str {
        match self {
            Protocol::Receipt(_) => "receipt",
            Protocol::Card(_) => "card",
            Protocol::Checkpoint(_) => "checkpoint",
            Protocol::Cosigned(_) => "cosigned",
            Protocol::Prove(_) => "prove",
            Protocol::Consistency(_) => "consistency",
        }
    }

    /// Its bytes.
    pub fn body(&self) -> &[u8] {
        match self {
            Protocol::Receipt(body)
            | Protocol::Card(body)
            | Protocol::Checkpoint(body)
            | Protocol::Cosigned(body)
            | Protocol::Prove(body)
            | Protocol::Consistency(body) => body,
        }
    }

    fn of(kind: u8, body: Vec<u8>) -> Option<Protocol> {
        let make = match kind {
            2 => Protocol::Receipt,
            3 => Protocol::Card,
            4 => Protocol::Checkpoint,
            5 => Protocol::Cosigned,
            6 => Protocol::Prove,
            7 => Protocol::Consistency,
            _ => return None,
        };
        Some(make(body))
    }
}

/// A parcel as it came in: addressed, not yet believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Incoming {
    /// A sealed delivery.
    Delivery(Vec<u8>),
    /// A protocol message.
    Protocol(Protocol),
}

/// A parcel that may leave. Only the pipeline makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    hop: AuthorityId,
    bytes: Vec<u8>,
}

impl Outgoing {
    /// Content: a delivery that the pipeline sealed for `to`, handed to `hop`.
    pub(crate) fn content(hop: AuthorityId, to: &AuthorityId, sealed: &[u8]) -> Outgoing {
        Outgoing { hop, bytes: frame(DELIVERY, to, sealed) }
    }

    /// Protocol, for `to`, handed to `hop`.
    pub(crate) fn protocol(hop: AuthorityId, to: &AuthorityId, protocol: &Protocol) -> Outgoing {
        Outgoing { hop, bytes: frame(protocol.kind(), to, protocol.body()) }
    }

    /// A parcel that a relay took, handed on as it stands.
    pub(crate) fn carried(hop: AuthorityId, bytes: Vec<u8>) -> Outgoing {
        Outgoing { hop, bytes }
    }

    /// Where it goes next.
    pub fn hop(&self) -> &AuthorityId {
        &self.hop
    }

    /// The bytes on the wire.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

fn frame(kind: u8, to: &AuthorityId, body: &[u8]) -> Vec<u8> {
    let id = to.as_str().as_bytes();
    let mut bytes = Vec::with_capacity(2 + id.len() + body.len());
    bytes.extend([kind, id.len() as u8]);
    bytes.extend(id);
    bytes.extend(body);
    bytes
}

/// Reads a frame: to whom, and what.
pub fn read(bytes: &[u8]) -> Result<(AuthorityId, Incoming), Fault> {
    let fault = |place: &str| Fault { check: &checks::IN_1_1, place: place.to_owned() };
    if bytes.len() > LONGEST {
        return Err(fault("length"));
    }
    let [kind, length, rest @ ..] = bytes else { return Err(fault("length")) };
    let (id, body) = rest.split_at_checked(usize::from(*length)).ok_or_else(|| fault("addressee"))?;
    let id = std::str::from_utf8(id).ok().and_then(|id| AuthorityId::parse(id).ok());
    let to = id.ok_or_else(|| fault("addressee"))?;
    let incoming = match *kind {
        DELIVERY => Incoming::Delivery(body.to_vec()),
        kind => Incoming::Protocol(Protocol::of(kind, body.to_vec()).ok_or_else(|| fault("kind"))?),
    };
    Ok((to, incoming))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn in_1_1_a_frame_reads_as_it_was_written(body in proptest::collection::vec(any::<u8>(), 0..300)) {
            let to = AuthorityId::parse("ke-ctc").unwrap();
            let out = Outgoing::content(to.clone(), &to, &body);
            prop_assert_eq!(read(out.bytes()), Ok((to, Incoming::Delivery(body))));
        }

        #[test]
        fn in_1_1_protocol_reads_as_it_was_written(kind in 2_u8..8, body in proptest::collection::vec(any::<u8>(), 0..300)) {
            let to = AuthorityId::parse("ke-ctc").unwrap();
            let protocol = Protocol::of(kind, body).unwrap();
            prop_assert_eq!(protocol.kind(), kind);
            let out = Outgoing::protocol(to.clone(), &to, &protocol);
            prop_assert_eq!(read(out.bytes()), Ok((to, Incoming::Protocol(protocol))));
        }

        #[test]
        fn in_1_1_arbitrary_bytes_are_a_fault_or_a_frame(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
            if let Err(fault) = read(&bytes) {
                prop_assert_eq!(fault.check.id, "IN-1.1");
            }
        }
    }
}
