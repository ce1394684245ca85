//! A plain snapshot of an index: its columns one after the other, so that a file of the caller's own need not be read, analysed
//! and indexed again at every run. Not for a node's holdings, which are sealed by `store`.
//!
//! The file: eight letters, a version, the number of columns to come as they are passed by `save` and `load` of each part,
//! each with its length, and a digest over all. It is read in order and copied into memory: mapping a file into memory
//! would need `unsafe` code, which only the file of the sweep has. The digest finds a torn, damaged or foreign file; it is
//! no signature, and a snapshot holds what the table held, in clear.

mod digest;
mod reader;
mod writer;

pub use digest::Digest;
pub use reader::{BadSnapshot, Reader};
pub use writer::Writer;

/// First letters of a snapshot.
pub const MAGIC: [u8; 8] = *b"comityix";
/// Version of the layout. Any change of what is held, or of how names are read, is a new one.
pub const VERSION: u32 = 2;

/// A number that stands in columns.
pub trait Number: Copy {
    /// Bytes of it.
    const SIZE: usize;
    /// Adds its bytes, the least first.
    fn put(self, into: &mut Vec<u8>);
    /// From its bytes.
    fn get(bytes: &[u8]) -> Self;
}

macro_rules! number {
    ($($kind:ty),*) => {$(
        impl Number for $kind {
            const SIZE: usize = size_of::<$kind>();
            fn put(self, into: &mut Vec<u8>) {
                into.extend_from_slice(&self.to_le_bytes());
            }
            fn get(bytes: &[u8]) -> $kind {
                bytes.first_chunk().map_or(0, |bytes| <$kind>::from_le_bytes(*bytes))
            }
        }
    )*};
}

number!(u8, u16, u32);

/// Bytes that are written, read and digested at a time; a multiple of every size.
const CHUNK: usize = 1 << 18;

#[cfg(test)]
mod tests {
    use crate::{Algorithm, EntryId, Index, Kind, Profile};
    use model::subject::Name;
    use proptest::prelude::*;

    fn named(name: &str) -> Profile {
        Profile { names: vec![Name::new(name)], ..Profile::of(Kind::Person) }
    }

    fn some() -> Index {
        let names = ["Otso Testinen", "محمد حسين المثالي", "Exemplar Trading Ltd", "Otso Canaryson"];
        let entries = names.iter().enumerate().map(|(at, name)| (EntryId::new(at.to_string()), named(name)));
        let mut index = Index::build(entries, Algorithm::V1);
        index.remove(&EntryId::new("3"));
        index
    }

    fn written(index: &Index) -> Vec<u8> {
        let mut bytes = Vec::new();
        index.save(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn an_index_comes_back_and_can_be_changed() {
        let (mut plain, bytes) = (some(), written(&some()));
        assert!(
            !bytes.windows(9).any(|nine| nine.eq_ignore_ascii_case(b"canaryson")),
            "what was taken out is not kept"
        );
        let mut read = Index::load(bytes.as_slice()).unwrap();
        assert_eq!(written(&read), bytes);
        for index in [&mut plain, &mut read] {
            index.insert(EntryId::new("9"), named("Otso Mallinen"));
            index.remove(&EntryId::new("2"));
        }
        for query in ["Otso Testinen", "Mohammed Hussein", "Mallinen", "Exemplar"] {
            assert_eq!(plain.screen(&named(query), 5), read.screen(&named(query), 5), "{query}");
        }
        assert_eq!((read.len(), read.contains(&EntryId::new("1"))), (3, true));
        assert!(Index::load(written(&Index::empty(Algorithm::V1)).as_slice()).unwrap().is_empty());
    }

    #[test]
    fn a_torn_or_foreign_file_is_refused() {
        let bytes = written(&some());
        for end in (0..bytes.len()).step_by(7) {
            assert!(Index::load(&bytes[..end]).is_err(), "{end}");
        }
        let longer = [bytes.as_slice(), b"x"].concat();
        assert!(Index::load(longer.as_slice()).is_err());
        assert!(Index::load(&b"entity_id\tname\n"[..]).unwrap_err().to_string().contains("no snapshot"));
        let mut other = bytes;
        other[8] ^= 1;
        assert!(Index::load(other.as_slice()).unwrap_err().to_string().contains("version"));
    }

    proptest! {
        #[test]
        fn a_changed_byte_is_found(at in any::<prop::sample::Index>(), flip in 1u8..) {
            let mut bytes = written(&some());
            let at = at.index(bytes.len());
            bytes[at] ^= flip;
            prop_assert!(Index::load(bytes.as_slice()).is_err());
        }

        #[test]
        fn arbitrary_bytes_are_refused(tail in prop::collection::vec(any::<u8>(), 0..200)) {
            let head = written(&some())[..12].to_vec();
            prop_assert!(Index::load([head, tail].concat().as_slice()).is_err());
        }
    }
}
