//! Deliveries.

use super::evidence::sample_payload;
use super::*;

/// A good delivery of the evidence, and what it was made from.
pub fn sample_delivery(setting: &Setting) -> (Delivery, Evidence) {
    let mut chance = Seeded::new(12);
    let evidence = Evidence::sign(&sample_payload(&mut chance), &setting.keys).unwrap();
    let label =
        Label { channel: chance.draw(), seq: 7, message: evidence.message_id(), expires: setting.now + hours(24 * 7) };
    let delivery = Delivery::seal(&label, evidence.bytes(), setting.epoch.public(), &mut chance).unwrap();
    (delivery, evidence)
}

pub(super) fn deliveries(setting: &Setting) -> Vec<Case> {
    let mut chance = Seeded::new(13);
    let (good, evidence) = sample_delivery(setting);
    let header = seal::cbor::encode(good.header()).unwrap();
    let tree = |bytes: &[u8]| ciborium::from_reader::<Value, _>(bytes).unwrap();
    let card = payload(setting.card.bytes());
    let Value::Array(epochs) = field(&card, "epochs") else { panic!("epochs") };
    let public = get(&epochs[0], "key").as_bytes().unwrap().clone();
    let frame = zstd::bulk::compress(evidence.bytes(), 3).unwrap();
    let size = evidence.bytes().len();
    let body = |folded: usize, length: usize| padded(&frame, folded, length, 8192);
    let mut forge = |header: Value, padded: Vec<u8>, recipients: usize, unprotected: Vec<(Value, Value)>| {
        let kid = setting.epoch.public().kid().0.to_vec();
        Forged { header, padded, kid, public: public.clone(), recipients, unprotected }.bytes(&mut chance)
    };
    let mut dirty = body(frame.len(), size);
    dirty[8191] = 1;
    let changed = |changes: &[(&str, Value)]| tree(&with(&header, changes));
    let time = |at: Instant| int(i64::try_from(at.as_nanosecond()).unwrap());
    let right = || body(frame.len(), size);
    let mut cases = vec![
        ("delivery", None, good.bytes().to_vec()),
        ("delivery made by the book with other code", None, forge(tree(&header), right(), 1, vec![])),
        ("two recipients", Some("SEAL-4.1"), forge(tree(&header), right(), 2, vec![])),
        ("an unprotected header", Some("SEAL-4.1"), forge(tree(&header), right(), 1, vec![(int(4), bstr(b"x"))])),
        ("unknown key in the outer header", Some("SEAL-1.4"), forge(changed(&[("zone", int(1))]), right(), 1, vec![])),
        ("version 2", Some("SEAL-4.2"), forge(changed(&[("v", int(2))]), right(), 1, vec![])),
        ("another suite", Some("SEAL-4.2"), forge(changed(&[("suite", text("C1"))]), right(), 1, vec![])),
        (
            "size class larger than the body",
            Some("SEAL-4.3"),
            forge(changed(&[("size_class", int(1))]), right(), 1, vec![]),
        ),
        ("size class 12", Some("SEAL-1.4"), forge(changed(&[("size_class", int(12))]), right(), 1, vec![])),
        ("padding that is not zero", Some("SEAL-4.7"), forge(tree(&header), dirty, 1, vec![])),
        ("folded length beyond the body", Some("SEAL-4.7"), forge(tree(&header), body(8185, size), 1, vec![])),
        ("padded to a class too high", Some("SEAL-4.7"), {
            let wide = padded(&frame, frame.len(), size, 16384);
            forge(changed(&[("size_class", int(1))]), wide, 1, vec![])
        }),
        (
            "declares more than it unfolds to",
            Some("SEAL-4.8"),
            forge(tree(&header), body(frame.len(), size + 1), 1, vec![]),
        ),
        (
            "declares less than it unfolds to",
            Some("SEAL-4.8"),
            forge(tree(&header), body(frame.len(), size - 1), 1, vec![]),
        ),
        (
            "declares more than the limit",
            Some("SEAL-4.8"),
            forge(tree(&header), body(frame.len(), 17 << 20), 1, vec![]),
        ),
        ("expired", Some("SEAL-4.9"), forge(changed(&[("expires", time(setting.now))]), right(), 1, vec![])),
        (
            "expires after 36 days",
            Some("SEAL-4.10"),
            forge(changed(&[("expires", time(setting.now + hours(36 * 24)))]), right(), 1, vec![]),
        ),
    ];
    let other = EpochSecret::generate(setting.now, setting.now + hours(1), &mut Seeded::new(14)).unwrap();
    let label = Label { channel: [1; 16], seq: 1, message: evidence.message_id(), expires: setting.now + hours(1) };
    let elsewhere = Delivery::seal(&label, evidence.bytes(), other.public(), &mut Seeded::new(15)).unwrap();
    cases.push(("sealed to a key that was destroyed", Some("SEAL-4.4"), elsewhere.into_bytes()));
    cases.push(("header of another delivery", Some("SEAL-4.5"), {
        let mut bytes = good.bytes().to_vec();
        let at = find(&bytes, &good.header().channel);
        bytes[at] ^= 1;
        bytes
    }));
    cases.push(("body spoiled", Some("SEAL-4.6"), {
        let mut bytes = good.bytes().to_vec();
        bytes[4000] ^= 1;
        bytes
    }));
    list(setting, Kind::Delivery, cases)
}
