//! Signed notes (C2SP signed-note): a text, and lines that say who signed it. Ed25519 only.
//!
//! A note may carry several signatures, so that witnesses have their place; the log's own `checkpoint` file carries one.
//! Next: [`checkpoint`](crate::checkpoint) is the only text that we sign.

use data_encoding::BASE64;
use model::Failure;
use seal::ed25519::Ed25519Public;
use seal::log_key;
use std::fmt;

/// The most bytes of a note that is read.
pub const LONGEST_NOTE: usize = 128 * 1024;
/// The most signatures of a note that is read; C2SP asks for at least 16.
pub const MOST_SIGNATURES: usize = 32;

/// Who can sign: the log key of a node, wherever it lies.
pub trait Signer {
    /// The name of the key, which is the origin of the log: `comity.invalid/fi-nbi/1` with the incarnation at its end.
    fn name(&self) -> &str;
    /// The Ed25519 public key.
    fn public(&self) -> [u8; 32];
    /// Signs a text, as RFC 8032 has it.
    fn sign(&self, text: &[u8]) -> Result<[u8; 64], Failure>;

    /// The verifier key that others are given.
    fn verifier(&self) -> Result<VerifierKey, BadNote> {
        VerifierKey::new(self.name(), &self.public())
    }
}

/// Why a text is not a note, or not one to rely on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadNote {
    /// Too long, not UTF-8, control characters, no blank line, a bad signature line, or another spelling.
    #[error("not a signed note in its only spelling: {0}")]
    Malformed(&'static str),
    /// Not a verifier key.
    #[error("not an Ed25519 verifier key: name+key id+key")]
    Key,
    /// Nobody signed with this key.
    #[error("no signature by the key {0}")]
    NotSigned(String),
    /// Somebody put a signature there that is not this key's.
    #[error("the signature by the key {0} does not verify")]
    WrongSignature(String),
}

/// A public key with its name, as text `name+8 hexadecimal digits+base64` (C2SP signed-note).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    public: Ed25519Public,
}

impl VerifierKey {
    /// The key under a name: without blanks, control characters or `+`.
    pub fn new(name: &str, public: &[u8; 32]) -> Result<VerifierKey, BadNote> {
        if !is_name(name) {
            return Err(BadNote::Key);
        }
        let public = Ed25519Public::parse(public).ok_or(BadNote::Key)?;
        Ok(VerifierKey { name: name.to_owned(), public })
    }

    /// Reads the text; the key id in it must fit.
    pub fn parse(text: &str) -> Result<VerifierKey, BadNote> {
        let (name, public) = log_key::parse_vkey(text).ok_or(BadNote::Key)?;
        let key = VerifierKey { name, public };
        if is_name(&key.name) && key.to_string() == text { Ok(key) } else { Err(BadNote::Key) }
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key id: the first four bytes of SHA-256 of name, newline, 0x01 and key.
    pub fn id(&self) -> [u8; 4] {
        log_key::note_key_id(&self.name, self.public.bytes())
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&log_key::vkey(&self.name, self.public.bytes()))
    }
}

pub(crate) fn is_name(name: &str) -> bool {
    !name.is_empty() && name.len() <= 256 && !name.chars().any(|c| c.is_whitespace() || c.is_control() || c == '+')
}

/// One signature line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSignature {
    /// The name of the key.
    pub name: String,
    /// The key id.
    pub id: [u8; 4],
    /// The signature itself.
    pub signature: Vec<u8>,
}

/// A text with its signatures. Reading one verifies nothing; [`Note::verify`] does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The text, which ends in a newline.
    pub text: String,
    /// The signatures, in order.
    pub signatures: Vec<NoteSignature>,
}

impl Note {
    /// Reads a note.
    pub fn parse(bytes: &[u8]) -> Result<Note, BadNote> {
        if bytes.len() > LONGEST_NOTE {
            return Err(BadNote::Malformed("too long"));
        }
        let whole = std::str::from_utf8(bytes).map_err(|_| BadNote::Malformed("not UTF-8"))?;
        if whole.chars().any(|c| c < ' ' && c != '\n') {
            return Err(BadNote::Malformed("a control character"));
        }
        let blank = whole.rfind("\n\n").ok_or(BadNote::Malformed("no blank line before the signatures"))?;
        let (text, lines) = (&whole[..=blank], &whole[blank + 2..]);
        let lines = lines.strip_suffix('\n').ok_or(BadNote::Malformed("no newline at the end"))?;
        let signatures = lines.split('\n').map(read_signature).collect::<Result<Vec<_>, _>>()?;
        if signatures.len() > MOST_SIGNATURES {
            return Err(BadNote::Malformed("too many signatures"));
        }
        let note = Note { text: text.to_owned(), signatures };
        if note.to_string() == whole { Ok(note) } else { Err(BadNote::Malformed("another spelling")) }
    }

    /// Signs a text that ends in a newline. The signature is verified before it is handed on.
    pub fn sign(text: String, signer: &dyn Signer) -> Result<Note, Failure> {
        let fail = |error: BadNote| Failure::new("signing a note", error);
        let key = signer.verifier().map_err(fail)?;
        let signature = signer.sign(text.as_bytes())?.to_vec();
        let note = Note { text, signatures: vec![NoteSignature { name: key.name.clone(), id: key.id(), signature }] };
        note.verify(&key).map_err(fail)?;
        Ok(note)
    }

    /// Verifies that `key` signed the text. Signatures of other keys are ignored, as C2SP asks; every signature under
    /// this key's name and id must hold.
    pub fn verify(&self, key: &VerifierKey) -> Result<(), BadNote> {
        let id = key.id();
        let mut found = false;
        for line in self.signatures.iter().filter(|line| line.name == key.name && line.id == id) {
            if !key.public.verifies(self.text.as_bytes(), &line.signature) {
                return Err(BadNote::WrongSignature(key.name.clone()));
            }
            found = true;
        }
        if found { Ok(()) } else { Err(BadNote::NotSigned(key.name.clone())) }
    }
}

fn read_signature(line: &str) -> Result<NoteSignature, BadNote> {
    const BAD: BadNote = BadNote::Malformed("a signature line");
    let (name, encoded) = line.strip_prefix("\u{2014} ").and_then(|rest| rest.split_once(' ')).ok_or(BAD)?;
    let bytes = BASE64.decode(encoded.as_bytes()).map_err(|_| BAD)?;
    let (id, signature) = bytes.split_first_chunk::<4>().ok_or(BAD)?;
    if !is_name(name) || signature.is_empty() {
        return Err(BAD);
    }
    Ok(NoteSignature { name: name.to_owned(), id: *id, signature: signature.to_vec() })
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        for line in &self.signatures {
            let bytes = [&line.id[..], &line.signature].concat();
            writeln!(f, "\u{2014} {} {}", line.name, BASE64.encode(&bytes))?;
        }
        Ok(())
    }
}
