//! Frames of the peer protocol: one byte of kind, four of length, the body. The length is bounded by the kind before
//! anything is read.

use crate::checks;
use crate::parcel::LONGEST;
use model::{Check, Fault};

/// The length of a frame's head.
pub const HEAD: usize = 5;
/// Most digests in one poll.
pub const MOST_DIGESTS: usize = 256;

/// What a frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The first thing that each side says.
    Hello,
    /// A parcel.
    Parcel,
    /// A question for what waits, with the digests of what came before and was kept.
    Poll,
    /// The end of an answer: it was taken.
    Done,
    /// The end of an answer: not now; try again after so many seconds.
    Busy,
    /// The end of an answer: refused by a check, whose id is the body.
    No,
}

impl Kind {
    const ALL: [Kind; 6] = [Kind::Hello, Kind::Parcel, Kind::Poll, Kind::Done, Kind::Busy, Kind::No];

    fn byte(self) -> u8 {
        match self {
            Kind::Hello => 1,
            Kind::Parcel => 2,
            Kind::Poll => 3,
            Kind::Done => 4,
            Kind::Busy => 5,
            Kind::No => 6,
        }
    }

    /// The longest body of this kind.
    pub fn longest(self) -> usize {
        match self {
            Kind::Hello => 1024,
            Kind::Parcel => LONGEST,
            Kind::Poll => MOST_DIGESTS * 32,
            Kind::Done => 0,
            Kind::Busy => 2,
            Kind::No => 32,
        }
    }
}

/// The head of a frame, read before its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// What it is.
    pub kind: Kind,
    /// How long its body is.
    pub length: usize,
}

impl Head {
    /// Reads a head. Fault WIRE-1.1 if the kind is unknown or the body is longer than the kind allows.
    pub fn read(bytes: [u8; HEAD]) -> Result<Head, Fault> {
        let [kind, length @ ..] = bytes;
        let kind = Kind::ALL.into_iter().find(|known| known.byte() == kind).ok_or_else(|| fault("kind"))?;
        let length = u32::from_be_bytes(length) as usize;
        if length > kind.longest() {
            return Err(fault("length"));
        }
        Ok(Head { kind, length })
    }
}

/// Appends a frame to `out`. A body that is longer than its kind allows is cut off by the reader, so none is made.
pub fn write(out: &mut Vec<u8>, kind: Kind, body: &[u8]) {
    debug_assert!(body.len() <= kind.longest(), "a frame of ours is too long");
    out.push(kind.byte());
    out.extend((body.len() as u32).to_be_bytes());
    out.extend(body);
}

/// The body of a [`Kind::Busy`].
pub fn busy(seconds: u16) -> [u8; 2] {
    seconds.to_be_bytes()
}

/// Reads the body of a [`Kind::Busy`]: seconds.
pub fn read_busy(body: &[u8]) -> Result<u16, Fault> {
    body.try_into().map(u16::from_be_bytes).map_err(|_| fault("busy"))
}

/// The body of a [`Kind::No`].
pub fn no(check: &Check) -> Vec<u8> {
    check.id.as_bytes().to_vec()
}

/// Reads the body of a [`Kind::No`]: the id of a check, in the letters that ids have.
pub fn read_no(body: &[u8]) -> Result<String, Fault> {
    let is_of_ids = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.');
    if body.is_empty() || !body.iter().all(is_of_ids) {
        return Err(fault("no"));
    }
    Ok(String::from_utf8_lossy(body).into_owned())
}

/// Reads the body of a [`Kind::Poll`]: digests of parcels that are kept.
pub fn read_poll(body: &[u8]) -> Result<Vec<model::Digest>, Fault> {
    let chunks = body.chunks_exact(32);
    if !chunks.remainder().is_empty() {
        return Err(fault("poll"));
    }
    Ok(chunks.map(|chunk| model::Digest(chunk.try_into().unwrap_or_default())).collect())
}

fn fault(place: &str) -> Fault {
    Fault { check: &checks::WIRE_1_1, place: format!("frame: {place}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn wire_1_1_a_frame_is_of_a_known_kind_and_bounded_by_it() {
        let mut bytes = Vec::new();
        write(&mut bytes, Kind::Busy, &busy(300));
        let head: [u8; HEAD] = bytes[..HEAD].try_into().unwrap();
        assert_eq!(Head::read(head), Ok(Head { kind: Kind::Busy, length: 2 }));
        assert_eq!(read_busy(&bytes[HEAD..]), Ok(300));
        for bad in [[0, 0, 0, 0, 0], [7, 0, 0, 0, 0], [4, 0, 0, 0, 1], [1, 0, 0, 4, 1], [2, 0xff, 0xff, 0xff, 0xff]] {
            assert_eq!(Head::read(bad).unwrap_err().check.id, "WIRE-1.1", "{bad:?}");
        }
        assert!(read_no(b"IN-2.1").is_ok() && read_no(b"").is_err() && read_no(b"a name").is_err());
        assert!(read_poll(&[0; 33]).is_err() && read_poll(&[0; 64]).unwrap().len() == 2);
    }

    proptest! {
        #[test]
        fn wire_1_1_no_head_announces_more_than_its_kind_allows(head in any::<[u8; HEAD]>()) {
            if let Ok(read) = Head::read(head) {
                prop_assert!(read.length <= read.kind.longest() && read.length <= LONGEST);
            }
        }
    }
}
