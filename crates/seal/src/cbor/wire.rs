//! How the nouns of `model` are written on the wire, where their JSON spelling (text) would be too long or have more than
//! one form. For use with `#[serde(with = "...")]`.

/// Byte strings: arrays of fixed length and vectors.
pub mod bytes {
    use serde::{Deserializer, Serializer, de::Error};
    use std::{fmt, marker::PhantomData};

    /// Writes a byte string.
    pub fn serialize<T: AsRef<[u8]>, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(value.as_ref())
    }

    /// Reads a byte string; one of the wrong length is an error.
    pub fn deserialize<'de, T: TryFrom<Vec<u8>>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_byte_buf(Bytes(PhantomData))
    }

    struct Bytes<T>(PhantomData<T>);

    impl<T: TryFrom<Vec<u8>>> serde::de::Visitor<'_> for Bytes<T> {
        type Value = T;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a byte string of the right length")
        }
        fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<T, E> {
            self.visit_byte_buf(bytes.to_vec())
        }
        fn visit_byte_buf<E: Error>(self, bytes: Vec<u8>) -> Result<T, E> {
            let length = bytes.len();
            T::try_from(bytes).map_err(|_| E::invalid_length(length, &self))
        }
    }
}

/// A digest or message id as 32 bytes.
pub mod digest {
    use model::{Digest, MessageId};
    use serde::{Deserializer, Serializer};

    /// What is a digest underneath.
    pub trait Digested: Copy {
        /// The digest.
        fn digest(&self) -> Digest;
        /// From the digest.
        fn from_digest(digest: Digest) -> Self;
    }

    impl Digested for Digest {
        fn digest(&self) -> Digest {
            *self
        }
        fn from_digest(digest: Digest) -> Digest {
            digest
        }
    }

    impl Digested for MessageId {
        fn digest(&self) -> Digest {
            self.0
        }
        fn from_digest(digest: Digest) -> MessageId {
            MessageId(digest)
        }
    }

    /// Writes 32 bytes.
    pub fn serialize<T: Digested, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&value.digest().0)
    }

    /// Reads 32 bytes.
    pub fn deserialize<'de, T: Digested, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        super::bytes::deserialize(deserializer).map(|bytes| T::from_digest(Digest(bytes)))
    }
}

/// Digests as an array of 32 bytes each.
pub mod digests {
    use model::Digest;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    struct One(#[serde(with = "super::digest")] Digest);

    /// Writes an array.
    pub fn serialize<S: Serializer>(value: &[Digest], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(value.iter().map(|digest| One(*digest)))
    }

    /// Reads an array.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Digest>, D::Error> {
        Vec::<One>::deserialize(deserializer).map(|all| all.into_iter().map(|One(digest)| digest).collect())
    }
}

/// An instant as whole nanoseconds since 1970-01-01T00:00:00Z: one spelling, nothing lost, until the year 2262.
pub mod instant {
    use model::Instant;
    use serde::{Deserialize, Deserializer, Serializer, de::Error as _, ser::Error as _};

    /// Writes an integer.
    pub fn serialize<S: Serializer>(value: &Instant, serializer: S) -> Result<S::Ok, S::Error> {
        let nanoseconds =
            i64::try_from(value.as_nanosecond()).map_err(|_| S::Error::custom("an instant after 2262"))?;
        serializer.serialize_i64(nanoseconds)
    }

    /// Reads an integer.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Instant, D::Error> {
        let nanoseconds = i64::deserialize(deserializer)?;
        Instant::from_nanosecond(i128::from(nanoseconds)).map_err(D::Error::custom)
    }
}
