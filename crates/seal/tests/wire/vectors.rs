//! The frozen vectors of `spec/vectors/v1` are decoded for ever: the good ones read as they did, the bad ones are refused
//! by the check they name. If this fails, the code is wrong, not the vectors.

use crate::forge::cases::{Kind, Reader, judge};
use model::{Digest, Instant};
use seal::SignedCard;
use seal::keys::{EpochSecret, fingerprint_words};
use serde_json::Value;
use std::path::PathBuf;

fn read(name: &str) -> Value {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../spec/vectors/v1").join(name);
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("no `{key}`"))
}

fn bytes(value: &Value, key: &str) -> Vec<u8> {
    data_encoding::BASE64.decode(text(value, key).as_bytes()).unwrap()
}

fn reader() -> Reader {
    let setting = read("setting.json");
    let pinned = Digest::parse(text(&setting, "pinned_root")).unwrap();
    assert_eq!(fingerprint_words(&pinned), text(&setting, "fingerprint_words"));
    let now: Instant = text(&setting, "now").parse().unwrap();
    let card = SignedCard::verify(&bytes(&setting, "card"), &pinned, now).unwrap();
    let epoch = EpochSecret::from_bytes(&bytes(&setting, "epoch_secret")).unwrap();
    Reader { pinned, card, epoch }
}

#[test]
fn version_1_is_read_for_ever() {
    let reader = reader();
    for kind in Kind::ALL {
        let file = read(kind.file());
        let cases = file["cases"].as_array().unwrap();
        assert!(cases.iter().any(|case| case["fault"].is_null()), "{}: no good case", kind.file());
        for case in cases {
            let at: Instant = text(case, "at").parse().unwrap();
            let found = judge(&reader, kind, at, &bytes(case, "bytes"));
            let name = format!("{}: {}", kind.file(), text(case, "name"));
            match case["fault"].as_str() {
                Some(check) => assert_eq!(found.expect_err(&name).check.id, check, "{name}"),
                None => {
                    let found = found.unwrap_or_else(|fault| panic!("{name}: {fault}"));
                    assert_eq!(serde_json::to_value(found).unwrap(), case["reads"], "{name}");
                }
            }
        }
    }
}

#[test]
fn every_check_has_a_bad_vector() {
    let files: Vec<Value> = Kind::ALL.iter().map(|kind| read(kind.file())).collect();
    let cases = || files.iter().flat_map(|file| file["cases"].as_array().unwrap());
    for check in seal::checks::ALL {
        assert!(cases().any(|case| case["fault"] == check.id), "no vector for {}", check.id);
    }
}
