//! Frames (`spec/parcel.md`): what is read has an addressee and a body that stand in the bytes.
#![no_main]

use exchange::parcel::{Incoming, read};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok((to, incoming)) = read(bytes) {
        let body = match &incoming {
            Incoming::Delivery(body) => body.as_slice(),
            Incoming::Protocol(protocol) => protocol.body(),
        };
        assert_eq!(2 + to.as_str().len() + body.len(), bytes.len());
    }
});
