//! The file of a bundle: a word, a signed manifest, the parcels that it names. Read strictly and whole before anything of it is
//! used: what is torn, altered or too long is refused with its place.

use crate::checks::{BUN_1_1, BUN_1_2};
use crate::parcel;
use model::{Check, Digest, Failure, Fault};
use seal::digest::sha256;
use seal::manifest::{Manifest, SignedManifest};

/// What a bundle begins with.
pub const MAGIC: &[u8; 16] = b"comity-bundle/1\n";
/// The longest file that is read: it is held in memory whole.
pub const LARGEST: usize = 256 << 20;
/// How long the length of a part is.
const LENGTH: usize = 4;

/// A bundle as it lies in a file. It has the right shape, and its parcels are those that its manifest names; who wrote it,
/// and for whom, nobody has looked at yet.
#[derive(Debug)]
pub struct Unread<'a> {
    pub(super) file: Digest,
    pub(super) signed: &'a [u8],
    pub(super) claimed: Manifest,
    pub(super) parcels: Vec<&'a [u8]>,
}

impl<'a> Unread<'a> {
    /// Reads a file. Faults BUN-1.1, BUN-1.2, and those of the manifest.
    pub fn parse(bytes: &'a [u8]) -> Result<Unread<'a>, Fault> {
        if bytes.len() > LARGEST {
            return Err(fault(&BUN_1_1, format!("{} bytes", bytes.len())));
        }
        let rest =
            bytes.strip_prefix(MAGIC).ok_or_else(|| fault(&BUN_1_1, "the first line: another format or version"))?;
        let (signed, mut rest) = part(rest, seal::Limits::MANIFEST.bytes).ok_or_else(|| fault(&BUN_1_1, "manifest"))?;
        let claimed = SignedManifest::claimed(signed)?;
        let mut parcels = Vec::with_capacity(claimed.parcels.len());
        for (n, digest) in claimed.parcels.iter().enumerate() {
            let place = || format!("parcel {} of {}", n + 1, claimed.parcels.len());
            let (parcel, behind) = part(rest, parcel::LONGEST).ok_or_else(|| fault(&BUN_1_1, place()))?;
            if sha256(&[parcel]) != *digest {
                return Err(fault(&BUN_1_2, place()));
            }
            parcels.push(parcel);
            rest = behind;
        }
        if !rest.is_empty() {
            return Err(fault(&BUN_1_1, format!("{} bytes after the last parcel", rest.len())));
        }
        Ok(Unread { file: sha256(&[bytes]), signed, claimed, parcels })
    }

    /// How many bytes its parcels have.
    pub fn size(&self) -> usize {
        self.parcels.iter().map(|parcel| parcel.len()).sum()
    }
}

/// The file of a manifest and its parcels.
pub(super) fn file(signed: &SignedManifest, parcels: &[Vec<u8>]) -> Result<Vec<u8>, Failure> {
    let parts = || std::iter::once(signed.bytes()).chain(parcels.iter().map(Vec::as_slice));
    let size = MAGIC.len() + parts().map(|part| LENGTH + part.len()).sum::<usize>();
    if size > LARGEST {
        return Err(Failure::new("writing a bundle", format!("{size} bytes are more than a partner reads")));
    }
    let mut bytes = Vec::with_capacity(size);
    bytes.extend(MAGIC);
    for part in parts() {
        let length = u32::try_from(part.len()).map_err(|error| Failure::new("writing a bundle", error))?;
        bytes.extend(length.to_be_bytes());
        bytes.extend(part);
    }
    Ok(bytes)
}

/// A part behind its length, and what follows it; nothing if it is longer than `longest`, or than the file.
fn part(bytes: &[u8], longest: usize) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<LENGTH>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    if length > longest { None } else { rest.split_at_checked(length) }
}

pub(super) fn fault(check: &'static Check, place: impl Into<String>) -> Fault {
    Fault { check, place: place.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{AuthorityId, Chance};
    use proptest::prelude::*;
    use std::sync::LazyLock;

    struct Counting(u8);

    impl Chance for Counting {
        fn fill(&mut self, bytes: &mut [u8]) {
            for byte in bytes {
                self.0 = self.0.wrapping_mul(37).wrapping_add(11);
                *byte = self.0;
            }
        }
    }

    const PARCELS: [&[u8]; 3] = [b"\x01\x07fi-spoc one", b"\x02\x07fi-spoc two", b"\x03\x07fi-spoc three"];

    /// A bundle of three parcels, soundly signed, and where its parcels begin.
    static SOUND: LazyLock<(Vec<u8>, usize)> = LazyLock::new(|| {
        let id = |text| AuthorityId::parse(text).unwrap();
        let at = "2026-11-23T12:00:00Z".parse().unwrap();
        let (_, keys) = seal::keys::ceremony(&id("ke-ctc"), at, &mut Counting(1)).unwrap();
        let parcels = PARCELS.iter().map(|parcel| sha256(&[parcel])).collect();
        let (by, to) = (id("ke-ctc"), id("fi-spoc"));
        let manifest = Manifest { by, to, at, parcels, have: Vec::new(), want: Vec::new(), kept: Vec::new() };
        let signed = SignedManifest::sign(&manifest, &keys).unwrap();
        let bytes = file(&signed, &PARCELS.map(<[u8]>::to_vec)).unwrap();
        (bytes, MAGIC.len() + LENGTH + signed.bytes().len())
    });

    #[test]
    fn what_is_written_is_read_in_its_order() {
        let read = Unread::parse(&SOUND.0).unwrap();
        assert_eq!(read.parcels, PARCELS);
        assert_eq!(read.size(), PARCELS.concat().len());
        assert_eq!(read.file, sha256(&[&SOUND.0]));
    }

    #[test]
    fn bun_1_1_a_parcel_that_is_longer_than_any_is_not_read() {
        let (sound, parcels) = (&SOUND.0, SOUND.1);
        let mut long = sound.clone();
        long[parcels..parcels + LENGTH].copy_from_slice(&(parcel::LONGEST as u32 + 1).to_be_bytes());
        long.resize(long.len() + parcel::LONGEST, 0);
        let fault = Unread::parse(&long).unwrap_err();
        assert_eq!((fault.check.id, fault.place.as_str()), ("BUN-1.1", "parcel 1 of 3"));
    }

    #[test]
    fn bun_1_1_a_file_longer_than_any_bundle_is_not_looked_into() {
        let fault = Unread::parse(&vec![0; LARGEST + 1]).unwrap_err();
        assert_eq!((fault.check.id, fault.place), ("BUN-1.1", format!("{} bytes", LARGEST + 1)));
    }

    #[test]
    fn bun_1_1_what_is_no_bundle_is_told_by_its_place() {
        for (bytes, place) in [
            (&b"comity-bundle/2\n"[..], "the first line"),
            (b"", "the first line"),
            (b"comity-bundle/1\n", "manifest"),
            (b"comity-bundle/1\n\0\0\0\x05abc", "manifest"),
            (b"comity-bundle/1\n\xff\xff\xff\xffabc", "manifest"),
        ] {
            let fault = Unread::parse(bytes).unwrap_err();
            assert_eq!(fault.check.id, "BUN-1.1");
            assert!(fault.place.starts_with(place), "{}", fault.place);
        }
        // Framed, but signed by nobody: the decoder of signed documents says so.
        assert_eq!(Unread::parse(b"comity-bundle/1\n\0\0\0\x03abc").unwrap_err().check.id, "SEAL-1.2");
    }

    proptest! {
        #[test]
        fn bun_1_1_arbitrary_bytes_are_a_fault(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(Unread::parse(&[&MAGIC[..], &bytes].concat()).is_err());
        }

        #[test]
        fn bun_1_1_a_bundle_that_is_cut_anywhere_is_refused_whole(at in any::<prop::sample::Index>()) {
            let cut = at.index(SOUND.0.len());
            prop_assert_eq!(Unread::parse(&SOUND.0[..cut]).unwrap_err().check.id, "BUN-1.1");
        }

        #[test]
        fn bun_1_2_a_byte_that_is_turned_in_a_parcel_spoils_the_file(
            at in any::<prop::sample::Index>(), turned in 1_u8..,
        ) {
            let (mut bytes, parcels) = SOUND.clone();
            let place = parcels + at.index(bytes.len() - parcels);
            bytes[place] ^= turned;
            let fault = Unread::parse(&bytes).unwrap_err();
            prop_assert!(["BUN-1.1", "BUN-1.2"].contains(&fault.check.id), "{}", fault);
            prop_assert!(fault.place.starts_with("parcel ") || fault.place.ends_with("after the last parcel"));
        }

        #[test]
        fn bun_1_1_a_byte_that_is_turned_in_the_manifest_never_gives_other_parcels(
            at in any::<prop::sample::Index>(), turned in 1_u8..,
        ) {
            let (mut bytes, parcels) = SOUND.clone();
            bytes[MAGIC.len() + at.index(parcels - MAGIC.len())] ^= turned;
            // Whoever signed it is looked at later; what is named then is still what is there.
            if let Ok(read) = Unread::parse(&bytes) {
                prop_assert_eq!(read.parcels, PARCELS);
            }
        }

        #[test]
        fn bun_1_2_parcels_in_another_order_spoil_the_file(order in Just([0, 1, 2]).prop_shuffle()) {
            let mut bytes = SOUND.0[..SOUND.1].to_vec();
            for n in order {
                bytes.extend((PARCELS[n].len() as u32).to_be_bytes());
                bytes.extend(PARCELS[n]);
            }
            prop_assert_eq!(Unread::parse(&bytes).is_ok(), order == [0, 1, 2]);
        }
    }
}
