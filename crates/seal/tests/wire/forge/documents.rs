//! Forging signed documents.

use super::{Setting, bstr, int, raw, text};
use ciborium::Value;
use seal::keys::DualSecret;

pub const CHARTER: &str = "application/comity-charter-v1";
pub const CARD: &str = "application/comity-card-v1";
pub const EVIDENCE: &str = "application/comity-evidence-v1";
pub const RECEIPT: &str = "application/comity-receipt-v1";
pub const MANIFEST: &str = "application/comity-manifest-v1";

fn protected(pairs: Vec<(Value, Value)>) -> Vec<u8> {
    raw(&Value::Map(pairs))
}

/// One COSE_Signature over the document.
pub fn signature(content_type: &str, payload: &[u8], algorithm: i64, pair: &DualSecret) -> Value {
    let body = protected(vec![(int(3), text(content_type))]);
    let sign = protected(vec![(int(1), int(algorithm)), (int(4), bstr(&pair.public().kid().0))]);
    let structure = raw(&Value::Array(vec![text("Signature"), bstr(&body), bstr(&sign), bstr(b""), bstr(payload)]));
    let both = pair.sign(&structure).unwrap();
    let signature = if algorithm == -19 { both.ed25519 } else { both.mldsa65 };
    Value::Array(vec![bstr(&sign), Value::Map(vec![]), bstr(&signature)])
}

/// A COSE_Sign with the signatures given.
pub fn document(content_type: &str, payload: &[u8], signatures: Vec<Value>) -> Vec<u8> {
    let body = protected(vec![(int(3), text(content_type))]);
    raw(&Value::Tag(
        98,
        Box::new(Value::Array(vec![bstr(&body), Value::Map(vec![]), bstr(payload), Value::Array(signatures)])),
    ))
}

/// A document signed as the profile asks, whatever its payload.
pub fn signed(content_type: &str, payload: &[u8], pair: &DualSecret) -> Vec<u8> {
    let signatures = [-19, -49].map(|algorithm| signature(content_type, payload, algorithm, pair));
    document(content_type, payload, signatures.to_vec())
}

/// The payload of a signed document.
pub fn payload(document: &[u8]) -> Vec<u8> {
    let Value::Tag(98, body) = ciborium::from_reader::<Value, _>(document).unwrap() else { panic!("COSE_Sign") };
    let Value::Array(parts) = *body else { panic!("an array") };
    parts[2].as_bytes().unwrap().clone()
}

/// A card with changes, signed again by the card keys.
pub fn card(setting: &Setting, changes: &[(&str, Value)]) -> Vec<u8> {
    let changed = super::with(&payload(setting.card.bytes()), changes);
    signed(CARD, &changed, setting.keys.card())
}

/// A card whose charter has changes, signed again by root and card keys.
pub fn card_with_charter(setting: &Setting, changes: &[(&str, Value)]) -> Vec<u8> {
    let charter = super::with(&payload(setting.keys.charter().bytes()), changes);
    let charter = signed(CHARTER, &charter, &setting.root_pair());
    card(setting, &[("charter", bstr(&charter))])
}
