//! The payload of evidence: what is decoded can be encoded again and reads as it did.
#![no_main]

use exchange::Payload;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(payload) = Payload::decode(bytes) {
        let again = seal::cbor::encode(&payload).expect("what was decoded can be encoded");
        assert_eq!(Payload::decode(&again).as_ref(), Ok(&payload));
        let _ = (payload.known_kind(), payload.content());
    }
});
