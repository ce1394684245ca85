//! Writes the vectors of payloads and parcels for `spec/vectors/v1`: run once for a version, then they are frozen.
//! `cargo run -p exchange --example make-vectors-of-exchange -- FOLDER`

use data_encoding::BASE64;
use exchange::Payload;
use exchange::parcel::{Incoming, read};
use serde_json::{Value, json};
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder: PathBuf = std::env::args().nth(1).ok_or("give the folder to write into")?.into();
    write(&folder.join("payloads.json"), payloads()?)?;
    write(&folder.join("parcels.json"), parcels())
}

fn write(path: &std::path::Path, cases: Vec<Value>) -> Result<(), Box<dyn Error>> {
    let lines: Vec<String> = cases.iter().map(Value::to_string).collect();
    std::fs::write(path, format!("{{\"version\": 1, \"cases\": [\n{}\n]}}\n", lines.join(",\n")))?;
    Ok(())
}

/// A request as one authority sends it.
fn request() -> Value {
    json!({
        "v": 1,
        "nonce": "07".repeat(32),
        "sender": "fi-kantele",
        "arrangements": [{"to": "ke-jabali", "under": "fi-ke"}],
        "exchange": "x_bqgaydqfbyhawdqkbqgaydqfba",
        "kind": "information",
        "offence": "terrorist-financing",
        "purpose": "investigation",
        "urgency": "ordinary",
        "case": "KANTELE/2026/0417",
        "basis": [{
            "to": "ke-jabali", "instrument": "UN-ICSFT-1999", "article": "18(3)-(4)", "since": "2003-07-27",
            "verification": "sourced", "transfer": "single case: Dir. (EU) 2016/680 art. 38(1)(d)", "rules": "lawbook 2026-11-23",
        }],
        "release": {"by": "officer", "role": "approver", "unit": "ctu", "at": "2026-11-23T11:59:00Z", "reference": "08".repeat(32)},
        "handling": {"codes": ["H0", "H2"]},
        "retention": {"review": "2027-05-23", "until": "2027-11-23"},
        "created": "2026-11-23T12:00:00Z",
        "expires": "2026-12-23T12:00:00Z",
        "content": {
            "content": "request",
            "subjects": [{
                "subject": "person", "names": ["Otso Testinen", "O. Testinen"], "category": "person-concerned",
                "birth": "1971-05", "nationalities": ["XXA"],
                "identifiers": [{"kind": "passport", "value": "XX 123", "issuer": "XXA"}],
            }],
            "question": "Is he known to you in connection with the collection of funds?",
            "justification": "Three payments to an account in your State.",
        },
    })
}

fn with(changes: Value) -> Value {
    let mut payload = request();
    if let (Some(map), Some(changes)) = (payload.as_object_mut(), changes.as_object()) {
        map.extend(changes.clone());
    }
    payload
}

fn without(key: &str) -> Value {
    let mut payload = request();
    payload.as_object_mut().map(|map| map.remove(key));
    payload
}

fn payloads() -> Result<Vec<Value>, Box<dyn Error>> {
    let to = "09".repeat(32);
    let neutral = json!({"content": "answer", "to": to, "outcome": "neutral", "as_of": "2026-11-24T00:00:00Z"});
    let standing = json!({"by": "standing", "arrangement": "fi-ke", "signed": "2026-01-05T09:00:00Z", "reference": "08".repeat(32)});
    let evaluation = json!({"source": "B", "information": "2"});
    let statement = json!({"text": "He opened the account.", "nature": "fact", "evaluation": evaluation});
    let informs =
        json!({"content": "answer", "to": to, "outcome": "information", "subjects": [], "statements": [statement]});
    let refused = json!({"content": "answer", "to": to, "outcome": "refused", "ground": "essential-interests", "cite": "Dir. (EU) 2023/977 art. 6"});
    let cases = [
        ("a request", request()),
        ("a neutral answer under a standing approval", with(json!({"content": neutral, "release": standing}))),
        (
            "an answer with information",
            with(json!({"content": informs, "evaluation": evaluation, "reply-by": "2026-11-30T00:00:00Z"})),
        ),
        ("an answer that refuses with its ground", with(json!({"content": refused}))),
        ("a key that is not known and not critical", with(json!({"later": {"a": [1, true, null]}}))),
        ("a known key listed as critical", with(json!({"crit": ["handling"]}))),
        ("a kind that is not known here", with(json!({"kind": "extradition", "content": {"content": "surrender"}}))),
        ("another version", with(json!({"v": 2}))),
        ("an unknown key listed as critical", with(json!({"later": 1, "crit": ["later"]}))),
        ("content of no shape of its kind", with(json!({"content": {"content": "request", "subjects": []}}))),
        ("no sender", without("sender")),
        ("no nonce", without("nonce")),
        ("a short nonce", with(json!({"nonce": "0707"}))),
        ("a purpose that is not in the list", with(json!({"purpose": "curiosity"}))),
        ("a time that is no time", with(json!({"created": "yesterday"}))),
    ];
    let mut all = Vec::new();
    for (name, payload) in cases {
        all.push(payload_case(name, &seal::cbor::encode(&payload)?));
    }
    let mut trailing = seal::cbor::encode(&request())?;
    trailing.push(0);
    all.push(payload_case("a byte after the end", &trailing));
    Ok(all)
}

fn payload_case(name: &str, bytes: &[u8]) -> Value {
    let read = Payload::decode(bytes).and_then(|payload| match payload.known_kind() {
        Some(_) => payload.content().map(|_| payload),
        None => Ok(payload),
    });
    let (fault, reads) = match read {
        Ok(payload) => (None, serde_json::to_value(payload).ok()),
        Err(fault) => (Some(fault.check.id), None),
    };
    json!({"name": name, "bytes": BASE64.encode(bytes), "fault": fault, "reads": reads})
}

fn parcels() -> Vec<Value> {
    let framed = |kind: u8, to: &str, body: &[u8]| [&[kind, to.len() as u8], to.as_bytes(), body].concat();
    let cases = [
        ("a delivery", framed(1, "ke-jabali", b"sealed")),
        ("a receipt", framed(2, "fi-kantele", b"signed")),
        ("a card", framed(3, "relay-north", b"signed")),
        ("a body of no bytes", framed(1, "a", b"")),
        ("nothing", Vec::new()),
        ("one byte", vec![1]),
        ("kind 0", framed(0, "ke-jabali", b"sealed")),
        ("a checkpoint shown to a witness", framed(4, "ke-jabali", b"old 0")),
        ("what a witness cosigned", framed(5, "ke-jabali", b"note")),
        ("a question to a log", framed(6, "ke-jabali", b"prove")),
        ("a consistency proof", framed(7, "ke-jabali", b"old 1")),
        ("kind 255", framed(255, "ke-jabali", b"sealed")),
        ("an addressee of no letters", framed(1, "", b"sealed")),
        ("an addressee longer than the parcel", vec![1, 9, b'a']),
        ("an addressee in capitals", framed(1, "KE-CTC", b"sealed")),
        ("an addressee of 65 letters", framed(1, &"a".repeat(65), b"sealed")),
        ("an addressee that is no UTF-8", vec![1, 1, 0xff]),
    ];
    cases.iter().map(|(name, bytes)| parcel_case(name, bytes)).collect()
}

fn parcel_case(name: &str, bytes: &[u8]) -> Value {
    let (fault, reads) = match read(bytes) {
        Ok((to, incoming)) => {
            let (kind, body) = match incoming {
                Incoming::Delivery(body) => ("delivery", body),
                Incoming::Protocol(protocol) => (protocol.word(), protocol.body().to_vec()),
            };
            (None, Some(json!({"to": to, "kind": kind, "body": BASE64.encode(&body)})))
        }
        Err(fault) => (Some(fault.check.id), None),
    };
    json!({"name": name, "bytes": BASE64.encode(bytes), "fault": fault, "reads": reads})
}
