//! The checks that every decoder of this crate applies. The table in `docs/checks.md` is generated from `ALL`.

model::checks! {
    SEAL_1_1 = "SEAL-1.1", "the document is not larger than its kind may be; nothing is decoded or allocated before this holds", "house";
    SEAL_1_2 = "SEAL-1.2", "the document is deterministic CBOR: shortest heads, definite lengths, keys sorted and single, no float, no tag but the outermost, nothing after the end", "RFC 8949 section 4.2.1";
    SEAL_1_3 = "SEAL-1.3", "the document is not nested deeper, and has not more items, than its kind may have", "house";
    SEAL_1_4 = "SEAL-1.4", "the document has exactly the keys and types of its kind", "spec/envelope.md";
    SEAL_2_1 = "SEAL-2.1", "a signed document carries exactly two signatures, Ed25519 then ML-DSA-65, with the headers of the profile and no other", "RFC 9052 section 4.1, spec/envelope.md";
    SEAL_2_2 = "SEAL-2.2", "both signatures name the key that is expected to have signed", "spec/envelope.md";
    SEAL_2_3 = "SEAL-2.3", "the Ed25519 signature verifies, and neither key nor R is of small order or in non-canonical form", "RFC 8032 section 5.1.7, spec/envelope.md";
    SEAL_2_4 = "SEAL-2.4", "the ML-DSA-65 signature verifies", "FIPS 204";
    SEAL_2_5 = "SEAL-2.5", "a public key has its length and decodes", "RFC 8032, FIPS 204, draft-connolly-cfrg-xwing-kem";
    SEAL_3_1 = "SEAL-3.1", "the root key in the charter has the pinned fingerprint", "spec/card.md";
    SEAL_3_2 = "SEAL-3.2", "a charter runs for more than no time and at most 13 months", "spec/card.md";
    SEAL_3_3 = "SEAL-3.3", "the charter is in force at the time of verification", "spec/card.md";
    SEAL_3_4 = "SEAL-3.4", "the card is of the authority that the charter names", "spec/card.md";
    SEAL_3_5 = "SEAL-3.5", "a card is valid for more than no time and at most 30 days", "spec/card.md";
    SEAL_3_6 = "SEAL-3.6", "the card was not issued more than five minutes in the future", "spec/card.md";
    SEAL_3_7 = "SEAL-3.7", "the card is not past its validity when something is sealed to it; a stale card only receives", "spec/card.md";
    SEAL_3_8 = "SEAL-3.8", "each epoch key has the id that its bytes give, a period, and an id of its own", "spec/card.md";
    SEAL_3_9 = "SEAL-3.9", "the card speaks version 1 and allows suite Q1", "spec/README.md";
    SEAL_3_10 = "SEAL-3.10", "the log verifier key of the card is the log key of the charter", "spec/card.md";
    SEAL_3_11 = "SEAL-3.11", "the card offers an epoch key that is valid now", "spec/card.md";
    SEAL_3_12 = "SEAL-3.12", "the peer key of the card is a sound Ed25519 key and not the log key", "spec/card.md";
    SEAL_4_1 = "SEAL-4.1", "a delivery is a COSE_Encrypt with exactly one recipient and the headers of the profile", "RFC 9052 section 5.1, spec/envelope.md";
    SEAL_4_2 = "SEAL-4.2", "the outer header is of version 1 and suite Q1", "spec/README.md";
    SEAL_4_3 = "SEAL-4.3", "the body is as long as its size class says", "spec/envelope.md";
    SEAL_4_4 = "SEAL-4.4", "the epoch key that the delivery names is held; if not, `reseal`: the sender seals again under the same id", "spec/envelope.md";
    SEAL_4_5 = "SEAL-4.5", "the content key unwraps with the epoch key, under this header", "RFC 9180, spec/envelope.md";
    SEAL_4_6 = "SEAL-4.6", "the body opens with the content key, under this header", "RFC 8439, RFC 9052 section 5.3";
    SEAL_4_7 = "SEAL-4.7", "the padding is all zero and the lengths inside agree", "spec/envelope.md";
    SEAL_4_8 = "SEAL-4.8", "the body unfolds to exactly the length it declares, within the limit", "RFC 8878, spec/envelope.md";
    SEAL_4_9 = "SEAL-4.9", "the delivery has not expired", "spec/envelope.md";
    SEAL_4_10 = "SEAL-4.10", "the delivery expires within 35 days", "spec/envelope.md";
    SEAL_5_1 = "SEAL-5.1", "a receipt names a check exactly when its event is `refused`", "spec/receipt.md";
    SEAL_5_2 = "SEAL-5.2", "a receipt is by the authority whose card verifies it", "spec/receipt.md";
    SEAL_5_3 = "SEAL-5.3", "the log proof of a receipt has an origin of at most 256 bytes, a path of at most 64 hashes and an entry of at most 4 KiB", "spec/receipt.md";
    SEAL_6_1 = "SEAL-6.1", "a manifest names at most 4,096 parcels, as many messages that are wanted and parcels that are kept, and 256 channels with a window of 1,024 numbers each", "spec/bundle.md";
    SEAL_6_2 = "SEAL-6.2", "a manifest is by the authority whose card verifies it", "spec/bundle.md";
}

#[cfg(test)]
mod tests {
    #[test]
    fn ids_are_single() {
        let mut ids: Vec<_> = super::ALL.iter().map(|check| check.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), super::ALL.len());
    }
}
