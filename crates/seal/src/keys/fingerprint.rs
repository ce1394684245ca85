//! A fingerprint that two people can read to each other on the telephone.

use super::words::WORDS;
use model::Digest;

/// Sixteen words for the first 128 bits of a fingerprint, in four groups of four: a second key with the same words would
/// cost 2^128 attempts. The whole digest is what is pinned; the words are for human ears.
pub fn fingerprint_words(digest: &Digest) -> String {
    let groups: Vec<String> = digest.0[..16]
        .chunks(4)
        .map(|group| group.iter().map(|byte| WORDS[usize::from(*byte)]).collect::<Vec<_>>().join(" "))
        .collect();
    groups.join(" / ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_plain_and_distinct_from_their_first_four_letters() {
        let mut stems: Vec<&str> = WORDS.iter().map(|word| &word[..4]).collect();
        stems.sort_unstable();
        stems.dedup();
        assert_eq!(stems.len(), 256);
        for word in WORDS {
            assert!((4..=8).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase()), "{word}");
        }
    }

    #[test]
    fn every_byte_of_the_first_sixteen_shows() {
        let zero = fingerprint_words(&Digest([0; 32]));
        assert_eq!(zero.split(" / ").count(), 4);
        for at in 0..16 {
            let mut bytes = [0; 32];
            bytes[at] = 1;
            assert_ne!(fingerprint_words(&Digest(bytes)), zero);
        }
    }
}
