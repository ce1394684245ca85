//! Hello: who one is, what time it is there, and which cards are held: so that each side can give the other its newer card
//! and notice a clock that is off.

use crate::checks;
use jiff::SignedDuration;
use model::{AuthorityId, Failure, Fault, Instant};
use seal::cbor::{Limits, decode_closed, encode, wire};
use serde::{Deserialize, Serialize};

/// A difference between two clocks that is told to people: two minutes. From five minutes on, what is signed ahead of time is
/// refused.
pub const ALARMING_SKEW: SignedDuration = SignedDuration::from_mins(2);

/// What is said first on a connection, by both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hello {
    /// Version of the peer protocol: the one of the handshake.
    pub v: u8,
    /// Who says it.
    pub by: AuthorityId,
    /// Its clock.
    #[serde(with = "wire::instant")]
    pub at: Instant,
    /// The number of its newest card.
    pub card: u64,
    /// The number of the other side's card that it holds; 0 for none.
    pub holds: u64,
}

impl Hello {
    /// The body of the frame.
    pub fn write(&self) -> Result<Vec<u8>, Failure> {
        encode(self)
    }

    /// Reads one that `expected` must have said in `version`. Faults SEAL-1.x, WIRE-2.2.
    pub fn read(bytes: &[u8], version: u8, expected: &AuthorityId) -> Result<Hello, Fault> {
        let hello: Hello = decode_closed(bytes, Limits::HEADER)?;
        if hello.v != version || hello.by != *expected {
            return Err(Fault { check: &checks::WIRE_2_2, place: "hello: v, by".to_owned() });
        }
        Ok(hello)
    }

    /// How far its clock is ahead of `now` (negative: behind), if that is to be told to people.
    pub fn alarming_skew(&self, now: Instant) -> Option<SignedDuration> {
        let ahead = self.at.duration_since(now);
        (ahead.abs() >= ALARMING_SKEW).then_some(ahead)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hello() -> Hello {
        let at = "2026-11-23T12:00:00Z".parse().unwrap();
        Hello { v: 1, by: AuthorityId::parse("ke-ctc").unwrap(), at, card: 3, holds: 2 }
    }

    #[test]
    fn wire_2_2_a_hello_is_by_the_authority_of_the_key_and_of_the_agreed_version() {
        let (bytes, us) = (hello().write().unwrap(), AuthorityId::parse("ke-ctc").unwrap());
        assert_eq!(Hello::read(&bytes, 1, &us), Ok(hello()));
        let other = AuthorityId::parse("fi-spoc").unwrap();
        assert_eq!(Hello::read(&bytes, 1, &other).unwrap_err().check.id, "WIRE-2.2");
        assert_eq!(Hello::read(&bytes, 2, &us).unwrap_err().check.id, "WIRE-2.2");
        assert_eq!(Hello::read(&[bytes, vec![0]].concat(), 1, &us).unwrap_err().check.id, "SEAL-1.2");
    }

    #[test]
    fn threat_clock_skew_is_noticed_from_two_minutes_on() {
        let at = hello().at;
        assert_eq!(hello().alarming_skew(at), None);
        assert_eq!(hello().alarming_skew(at + SignedDuration::from_secs(119)), None);
        assert_eq!(hello().alarming_skew(at + ALARMING_SKEW), Some(-ALARMING_SKEW));
        assert_eq!(hello().alarming_skew(at - ALARMING_SKEW), Some(ALARMING_SKEW));
    }
}
