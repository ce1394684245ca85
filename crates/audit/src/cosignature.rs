//! Cosignatures (C2SP tlog-cosignature, version 1): a witness says that, at a time, this checkpoint was the largest of the
//! log that it had seen, and consistent with all it had seen before. Ed25519 only.
//!
//! A cosignature is one more signature line of the checkpoint's note. When a witness may cosign is
//! [`witness`](crate::witness).

use crate::checkpoint::Checkpoint;
use crate::note::{BadNote, Note, NoteSignature, Signer, is_name};
use model::{Failure, Instant};
use seal::ed25519::{Ed25519Public, SIGNATURE_LEN};
use seal::log_key::KeyUse;
use std::fmt;

/// The public key of a witness with its name, as text `name+8 hexadecimal digits+base64` with signature type 0x04.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WitnessKey {
    name: String,
    public: Ed25519Public,
}

impl WitnessKey {
    /// The key under a name: without blanks, control characters or `+`.
    pub fn new(name: &str, public: &[u8; 32]) -> Result<WitnessKey, BadNote> {
        if !is_name(name) {
            return Err(BadNote::Key);
        }
        let public = Ed25519Public::parse(public).ok_or(BadNote::Key)?;
        Ok(WitnessKey { name: name.to_owned(), public })
    }

    /// Reads the text; the key id in it must fit.
    pub fn parse(text: &str) -> Result<WitnessKey, BadNote> {
        let (name, public) = KeyUse::Witness.parse_vkey(text).ok_or(BadNote::Key)?;
        let key = WitnessKey { name, public };
        if is_name(&key.name) && key.to_string() == text { Ok(key) } else { Err(BadNote::Key) }
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key id: the first four bytes of SHA-256 of name, newline, 0x04 and key.
    pub fn id(&self) -> [u8; 4] {
        KeyUse::Witness.key_id(&self.name, self.public.bytes())
    }

    /// The time at which this witness cosigned the text of a note: the latest, if there are several. Every line under this
    /// name and id must hold; lines of other keys are ignored.
    pub fn time_of(&self, note: &Note) -> Result<Instant, BadNote> {
        let id = self.id();
        let mut latest = None;
        for line in note.signatures.iter().filter(|line| line.name == self.name && line.id == id) {
            let wrong = || BadNote::WrongSignature(self.name.clone());
            let (second, signature) = read(&line.signature).ok_or_else(wrong)?;
            let at = Instant::from_second(second).map_err(|_| wrong())?;
            if !self.public.verifies(message(second, &note.text).as_bytes(), signature) {
                return Err(wrong());
            }
            latest = latest.max(Some(at));
        }
        latest.ok_or_else(|| BadNote::NotSigned(self.name.clone()))
    }
}

impl fmt::Display for WitnessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&KeyUse::Witness.vkey(&self.name, self.public.bytes()))
    }
}

/// What is signed: two lines of heading, then the text of the checkpoint.
fn message(second: i64, text: &str) -> String {
    format!("cosignature/v1\ntime {second}\n{text}")
}

/// Seconds since 1970 and the Ed25519 signature, out of a signature line.
fn read(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let (second, signature) = bytes.split_first_chunk::<8>()?;
    let second = i64::try_from(u64::from_be_bytes(*second)).ok()?;
    (signature.len() == SIGNATURE_LEN).then_some((second, signature))
}

/// Cosigns a checkpoint under the name of `signer`, at a time with whole seconds. The cosignature is verified before it is
/// handed on. The caller has asked [`witness::judge`](crate::witness::judge) before, and keeps the checkpoint after.
pub fn cosign(checkpoint: &Checkpoint, at: Instant, signer: &dyn Signer) -> Result<Note, Failure> {
    let fail = |error: &dyn fmt::Display| Failure::new("cosigning a checkpoint", error);
    let key = WitnessKey::new(signer.name(), &signer.public()).map_err(|error| fail(&error))?;
    let second = u64::try_from(at.as_second()).map_err(|_| fail(&"the clock is before 1970"))?;
    let text = checkpoint.to_string();
    let signed = signer.sign(message(at.as_second(), &text).as_bytes())?;
    let signature = [&second.to_be_bytes()[..], &signed].concat();
    let note = Note { text, signatures: vec![NoteSignature { name: key.name.clone(), id: key.id(), signature }] };
    key.time_of(&note).map_err(|error| fail(&error))?;
    Ok(note)
}
