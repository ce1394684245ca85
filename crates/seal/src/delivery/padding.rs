//! Folding evidence to one of a few sizes, so that length tells little: zstd (RFC 8878), two lengths in front, zeros behind.
//!
//! ```text
//! folded length, 4 bytes big-endian | length, 4 bytes big-endian | zstd frame | zeros up to the size class
//! ```

use crate::cbor::Limits;
use crate::checks::{SEAL_4_7, SEAL_4_8};
use crate::fault;
use model::{Failure, Fault};
use serde::{Deserialize, Serialize};

const LENGTHS: usize = 8;
/// Small documents: a higher level gains nothing and costs time.
const LEVEL: i32 = 3;

/// The padded length of a body: 8 KiB doubled as many times as the class says, 0 to 11, so 16 MiB at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct SizeClass(u8);

impl SizeClass {
    /// The highest class.
    pub const LARGEST: SizeClass = SizeClass(11);

    /// The smallest class that holds this many bytes, or `None` for more than 16 MiB.
    pub fn holding(bytes: usize) -> Option<SizeClass> {
        (0..=SizeClass::LARGEST.0).map(SizeClass).find(|class| class.bytes() >= bytes)
    }

    /// The padded length.
    pub fn bytes(self) -> usize {
        (8 << 10) << self.0
    }

    /// The class as it is on the wire.
    pub fn number(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for SizeClass {
    type Error = &'static str;
    fn try_from(number: u8) -> Result<SizeClass, Self::Error> {
        if number <= SizeClass::LARGEST.0 { Ok(SizeClass(number)) } else { Err("a size class is 0 to 11") }
    }
}

impl From<SizeClass> for u8 {
    fn from(class: SizeClass) -> u8 {
        class.0
    }
}

/// Folds and pads, leaving room for the tag. A Failure if it is too large for the highest class.
pub(super) fn pad(evidence: &[u8]) -> Result<(Vec<u8>, SizeClass), Failure> {
    let too_large = || Failure::new("sealing a delivery", "too large: send attachments apart");
    let bound = zstd::zstd_safe::compress_bound(evidence.len());
    if evidence.len() > Limits::EVIDENCE.bytes {
        return Err(too_large());
    }
    let mut padded = vec![0; LENGTHS + bound];
    let folded = zstd::bulk::compress_to_buffer(evidence, &mut padded[LENGTHS..], LEVEL)
        .map_err(|error| Failure::new("folding evidence", error))?;
    let class = SizeClass::holding(LENGTHS + folded).ok_or_else(too_large)?;
    padded[..4].copy_from_slice(&u32::try_from(folded).map_err(|_| too_large())?.to_be_bytes());
    padded[4..8].copy_from_slice(&u32::try_from(evidence.len()).map_err(|_| too_large())?.to_be_bytes());
    padded.truncate(LENGTHS + folded);
    padded.reserve_exact(class.bytes() + super::TAG_LEN - padded.len());
    padded.resize(class.bytes(), 0);
    Ok((padded, class))
}

/// Takes the padding off and unfolds. Faults SEAL-4.7, 4.8; nothing is allocated for more than the limit.
pub(super) fn unpad(padded: &[u8]) -> Result<Vec<u8>, Fault> {
    let wrong = || fault(&SEAL_4_7, "body: lengths and padding");
    let (folded, rest) = padded.split_first_chunk::<4>().ok_or_else(wrong)?;
    let (length, rest) = rest.split_first_chunk::<4>().ok_or_else(wrong)?;
    let folded = u32::from_be_bytes(*folded) as usize;
    let length = u32::from_be_bytes(*length) as usize;
    let (frame, padding) = rest.split_at_checked(folded).ok_or_else(wrong)?;
    if SizeClass::holding(LENGTHS + folded).map(SizeClass::bytes) != Some(padded.len())
        || padding.iter().any(|b| *b != 0)
    {
        return Err(wrong());
    }
    if length > Limits::EVIDENCE.bytes {
        return Err(fault(&SEAL_4_8, format!("body: unfolds to {length} bytes")));
    }
    let evidence = zstd::bulk::decompress(frame, length).map_err(|_| fault(&SEAL_4_8, "body: zstd frame"))?;
    if evidence.len() == length { Ok(evidence) } else { Err(fault(&SEAL_4_8, "body: declared length")) }
}
