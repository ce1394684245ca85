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
        log: Some(LogPosition { size: 9, root: Digest([4; 32]) }),
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
            ("by another authority", Some("SEAL-5.2"), changed(&[("by", text("xxa-other"))])),
            ("signed by the card keys", Some("SEAL-2.2"), signed(RECEIPT, &bytes, setting.keys.card())),
        ],
    )
}
