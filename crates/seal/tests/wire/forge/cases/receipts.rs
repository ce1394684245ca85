//! Receipts.

use super::*;

/// A good receipt.
pub fn sample_receipt(setting: &Setting) -> Receipt {
    Receipt {
        event: ReceiptEvent::Delivered,
        message: MessageId(Digest([1; 32])),
        envelope: Digest([2; 32]),
        channel: [3; 16],
        seq: 7,
        at: setting.now,
        by: AuthorityId::parse("xxa-bureau").unwrap(),
        check: None,
        log: Some(sample_proof()),
    }
}

/// A log proof of the right shape; what it proves is not looked at here.
fn sample_proof() -> LogProof {
    LogProof {
        origin: "comity/xxa-bureau/1".to_owned(),
        size: 9,
        root: Digest([4; 32]),
        path: vec![Digest([5; 32])],
        salt: [6; 32],
        entry: r#"{"n":8,"at":"2026-11-23T12:00:00Z","event":"node-stopped","program":"x"}"#.to_owned(),
    }
}

pub(super) fn receipts(setting: &Setting) -> Vec<Case> {
    let good = sample_receipt(setting);
    let refused = Receipt { event: ReceiptEvent::Refused, check: Some("IN-2.4".to_owned()), log: None, ..good.clone() };
    let bytes = seal::cbor::encode(&good).unwrap();
    let seal = setting.keys.seal();
    let changed = |changes: &[(&str, Value)]| signed(RECEIPT, &with(&bytes, changes), seal);
    list(
        setting,
        Kind::Receipt,
        vec![
            ("receipt", None, SignedReceipt::sign(&good, &setting.keys).unwrap().into_bytes()),
            ("receipt of a refusal", None, SignedReceipt::sign(&refused, &setting.keys).unwrap().into_bytes()),
            ("unknown key", Some("SEAL-1.4"), changed(&[("note", text("x"))])),
            ("unknown event", Some("SEAL-1.4"), changed(&[("event", text("read"))])),
            ("null where a key may be absent", Some("SEAL-1.4"), changed(&[("check", Value::Null)])),
            ("refused, without the check", Some("SEAL-5.1"), changed(&[("event", text("refused"))])),
            ("delivered, with a check", Some("SEAL-5.1"), changed(&[("check", text("IN-2.4"))])),
            (
                "free text where a check id belongs",
                Some("SEAL-5.1"),
                changed(&[("event", text("refused")), ("check", text("we know him"))]),
            ),
            ("no log proof", None, {
                let bare = Receipt { log: None, ..good.clone() };
                SignedReceipt::sign(&bare, &setting.keys).unwrap().into_bytes()
            }),
            (
                "a log proof with 65 hashes",
                Some("SEAL-5.3"),
                long_proof(setting, LogProof { path: vec![Digest([5; 32]); 65], ..sample_proof() }),
            ),
            (
                "a log proof with a long entry",
                Some("SEAL-5.3"),
                long_proof(setting, LogProof { entry: "x".repeat((4 << 10) + 1), ..sample_proof() }),
            ),
            ("by another authority", Some("SEAL-5.2"), changed(&[("by", text("xxa-other"))])),
            ("signed by the card keys", Some("SEAL-2.2"), signed(RECEIPT, &bytes, setting.keys.card())),
        ],
    )
}

fn long_proof(setting: &Setting, log: LogProof) -> Vec<u8> {
    let receipt = Receipt { log: Some(log), ..sample_receipt(setting) };
    signed(RECEIPT, &seal::cbor::encode(&receipt).unwrap(), setting.keys.seal())
}
