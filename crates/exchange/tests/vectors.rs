//! The frozen vectors of payloads and parcels in `spec/vectors/v1` are decoded for ever: the good ones read as they did,
//! the bad ones are refused by the check they name. If this fails, the code is wrong, not the vectors.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up has failed")]

use exchange::Payload;
use exchange::parcel::{Incoming, read};
use model::Fault;
use serde_json::{Value, json};
use std::path::PathBuf;

fn cases(name: &str) -> Vec<Value> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../spec/vectors/v1").join(name);
    let file: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let cases = file["cases"].as_array().unwrap().clone();
    assert!(cases.iter().any(|case| case["fault"].is_null()) && cases.iter().any(|case| case["fault"].is_string()));
    cases
}

fn bytes(case: &Value) -> Vec<u8> {
    data_encoding::BASE64.decode(case["bytes"].as_str().unwrap().as_bytes()).unwrap()
}

fn compare(case: &Value, found: Result<Value, Fault>) {
    match (case["fault"].as_str(), found) {
        (Some(check), Err(fault)) => assert_eq!(fault.check.id, check, "{}", case["name"]),
        (None, Ok(reads)) => assert_eq!(reads, case["reads"], "{}", case["name"]),
        (wanted, found) => panic!("{}: {wanted:?} wanted, {}", case["name"], found.is_ok()),
    }
}

fn payload(bytes: &[u8]) -> Result<Value, Fault> {
    let payload = Payload::decode(bytes)?;
    if payload.known_kind().is_some() {
        payload.content()?;
    }
    Ok(serde_json::to_value(&payload).unwrap())
}

fn parcel(bytes: &[u8]) -> Result<Value, Fault> {
    let (to, incoming) = read(bytes)?;
    let (kind, body) = match incoming {
        Incoming::Delivery(body) => ("delivery", body),
        Incoming::Protocol(protocol) => (protocol.word(), protocol.body().to_vec()),
    };
    Ok(json!({"to": to, "kind": kind, "body": data_encoding::BASE64.encode(&body)}))
}

#[test]
fn payloads_of_version_1_are_read_for_ever() {
    for case in cases("payloads.json") {
        compare(&case, payload(&bytes(&case)));
    }
}

#[test]
fn parcels_of_version_1_are_read_for_ever() {
    for case in cases("parcels.json") {
        compare(&case, parcel(&bytes(&case)));
    }
}

fn refused_by(file: &str, check: &str) {
    let refused: Vec<Value> = cases(file).into_iter().filter(|case| case["fault"] == check).collect();
    assert!(!refused.is_empty(), "no vector for {check}");
    for case in refused {
        let found = if file == "parcels.json" { parcel(&bytes(&case)) } else { payload(&bytes(&case)) };
        assert_eq!(found.unwrap_err().check.id, check, "{}", case["name"]);
    }
}

#[test]
fn in_1_1_a_parcel_that_is_framed_otherwise_is_refused() {
    refused_by("parcels.json", "IN-1.1");
}

#[test]
fn in_1_3_another_version_is_refused() {
    refused_by("payloads.json", "IN-1.3");
}

#[test]
fn in_1_4_an_unknown_critical_key_is_refused() {
    refused_by("payloads.json", "IN-1.4");
}

#[test]
fn in_1_5_content_of_another_shape_is_refused() {
    refused_by("payloads.json", "IN-1.5");
}
