//! Signed notes, checkpoints, requests to witnesses and verifier keys of the log.
#![no_main]

use audit::note::Note;
use audit::witness::AddCheckpoint;
use audit::{Checkpoint, VerifierKey, WitnessKey};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(note) = Note::parse(bytes) {
        let _ = Checkpoint::parse(&note.text);
    }
    if let Ok(request) = AddCheckpoint::parse(bytes) {
        assert_eq!(request.to_string().as_bytes(), bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = Checkpoint::parse(text);
        let _ = audit::tile::Piece::parse(text);
        if let Ok(key) = WitnessKey::parse(text) {
            assert_eq!(key.to_string(), text);
        }
        if let Ok(key) = VerifierKey::parse(text) {
            assert_eq!(key.to_string(), text);
            let _ = Checkpoint::open(bytes, &key);
        }
    }
});
