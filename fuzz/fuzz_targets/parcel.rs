//! Frames (`spec/parcel.md`): what is read has an addressee and a body that stand in the bytes.
#![no_main]

use exchange::parcel::{Incoming, Protocol, read};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok((to, incoming)) = read(bytes) {
        let body = match &incoming {
            Incoming::Delivery(body) => body,
            Incoming::Protocol(Protocol::Receipt(body) | Protocol::Card(body)) => body,
        };
        assert_eq!(2 + to.as_str().len() + body.len(), bytes.len());
    }
});
