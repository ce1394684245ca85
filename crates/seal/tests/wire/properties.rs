//! What holds for every input: round trips, refusal of every altered bit, no panic on anything.

use crate::forge::cases::deliveries::sample_delivery;
use crate::forge::cases::receipts::sample_receipt;
use crate::forge::cases::{Kind, judge};
use crate::forge::{Seeded, Setting, hours};
use ciborium::Value;
use model::{Chance as _, Digest, Instant, MessageId};
use proptest::prelude::*;
use seal::cbor::{Limits, check, decode, encode};
use seal::keys::{EpochSecret, NodeSecrets, RootSecret};
use seal::{DataKey, Delivery, Evidence, Label, NodeKey, Receipt, ReceiptEvent, SignedReceipt};
use seal::{UnopenedDelivery, UnverifiedEvidence};
use std::sync::LazyLock;

static SETTING: LazyLock<Setting> = LazyLock::new(|| Setting::new(21));

/// One document of each signed or sealed kind.
fn documents() -> Vec<(Kind, Vec<u8>)> {
    let (delivery, evidence) = sample_delivery(&SETTING);
    let receipt = SignedReceipt::sign(&sample_receipt(&SETTING), &SETTING.keys).unwrap();
    vec![
        (Kind::Card, SETTING.card.bytes().to_vec()),
        (Kind::Evidence, evidence.bytes().to_vec()),
        (Kind::Receipt, receipt.into_bytes()),
        (Kind::Delivery, delivery.into_bytes()),
    ]
}

/// One bit of every byte; the random bits of the property below reach the rest.
#[test]
fn an_altered_byte_anywhere_is_refused() {
    let reader = SETTING.reader();
    for (kind, good) in documents() {
        judge(&reader, kind, SETTING.now, &good).unwrap();
        let mut bytes = good.clone();
        for at in 0..bytes.len() {
            bytes[at] ^= 1 << (at * 5 % 8);
            assert!(judge(&reader, kind, SETTING.now, &bytes).is_err(), "{kind:?}, byte {at}");
            bytes[at] = good[at];
        }
    }
}

fn tree() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<u64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u8>().prop_map(Value::from),
        proptest::collection::vec(any::<u8>(), 0..40).prop_map(Value::Bytes),
        ".{0,30}".prop_map(Value::Text),
        any::<bool>().prop_map(Value::Bool),
        Just(Value::Null),
    ];
    leaf.prop_recursive(4, 40, 8, |inner| {
        let pairs = proptest::collection::vec((".{0,8}".prop_map(Value::Text), inner.clone()), 0..8);
        prop_oneof![proptest::collection::vec(inner, 0..8).prop_map(Value::Array), pairs.prop_map(Value::Map)]
    })
}

fn reencoded(bytes: &[u8]) -> Vec<u8> {
    encode(&decode::<Value>(bytes, Limits::EVIDENCE).unwrap()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_is_encoded_is_accepted_and_reads_back(value in tree()) {
        // A key that occurs twice cannot be encoded; every other tree can.
        if let Ok(bytes) = encode(&value) {
            check(&bytes, Limits::EVIDENCE, None).unwrap();
            prop_assert_eq!(reencoded(&bytes), bytes);
        }
    }

    #[test]
    fn what_is_accepted_is_what_would_be_encoded(value in tree(), flips in proptest::collection::vec(any::<(u16, u8)>(), 1..3)) {
        if let Ok(mut bytes) = encode(&value) {
            for (at, with) in flips {
                let at = usize::from(at) % bytes.len();
                bytes[at] ^= with;
            }
            if check(&bytes, Limits::EVIDENCE, None).is_ok() {
                prop_assert_eq!(reencoded(&bytes), bytes);
            }
        }
    }

    #[test]
    fn a_delivery_gives_back_what_was_sealed(
        evidence in proptest::collection::vec(any::<u8>(), 0..40_000),
        repeats in 1_usize..8,
        seed: u64,
        seq: u64,
        seconds in 1_i64..3_000_000,
    ) {
        let evidence = evidence.repeat(repeats);
        let mut chance = Seeded::new(seed);
        let label = Label {
            channel: chance.draw(),
            seq,
            message: MessageId(Digest(chance.draw())),
            expires: SETTING.now + jiff::SignedDuration::from_secs(seconds),
        };
        let delivery = Delivery::seal(&label, &evidence, SETTING.epoch.public(), &mut chance).unwrap();
        let unopened = UnopenedDelivery::parse(delivery.bytes()).unwrap();
        prop_assert_eq!(unopened.header(), delivery.header());
        prop_assert_eq!(unopened.digest(), delivery.digest());
        let header = unopened.header();
        prop_assert_eq!(
            label,
            Label { channel: header.channel, seq: header.seq, message: header.message, expires: header.expires }
        );
        prop_assert_eq!(unopened.open([&SETTING.epoch]).unwrap(), evidence);
        let again = Delivery::seal(&label, unopened.open([&SETTING.epoch]).unwrap().as_slice(), SETTING.epoch.public(), &mut chance).unwrap();
        prop_assert_eq!(again.bytes().len(), delivery.bytes().len());
        prop_assert_ne!(again.bytes(), delivery.bytes());
    }

    #[test]
    fn a_receipt_gives_back_what_was_signed(seq: u64, at in 0_i64..i64::MAX, envelope: [u8; 32], channel: [u8; 16], event in 0_usize..5) {
        use ReceiptEvent::{Delivered, Refused, Relayed, Retrieved, Submitted};
        let event = [Submitted, Relayed, Delivered, Retrieved, Refused][event];
        let receipt = Receipt {
            event,
            envelope: Digest(envelope),
            channel,
            seq,
            at: Instant::from_nanosecond(i128::from(at)).unwrap(),
            check: (event == Refused).then(|| "IN-1.1".to_owned()),
            ..sample_receipt(&SETTING)
        };
        let signed = SignedReceipt::sign(&receipt, &SETTING.keys).unwrap();
        prop_assert_eq!(SignedReceipt::verify(signed.bytes(), &SETTING.verified()).unwrap(), receipt.clone());
        prop_assert_eq!(SignedReceipt::claimed(signed.bytes()).unwrap(), receipt);
    }

    #[test]
    fn evidence_gives_back_what_was_signed(value in tree()) {
        if let Ok(payload) = encode(&value) {
            let evidence = Evidence::sign(&payload, &SETTING.keys).unwrap();
            let unverified = UnverifiedEvidence::parse(evidence.bytes(), Limits::EVIDENCE).unwrap();
            prop_assert_eq!(unverified.claimed_payload(), payload.as_slice());
            let verified = unverified.verify(&SETTING.verified()).unwrap();
            prop_assert_eq!(verified.payload(), payload.as_slice());
            prop_assert_eq!(verified.message_id(), evidence.message_id());
        }
    }

    #[test]
    fn a_closed_record_opens_at_its_place_only(plain in proptest::collection::vec(any::<u8>(), 0..300), place in proptest::collection::vec(any::<u8>(), 0..20), seed: u64, flip: (u16, u8)) {
        let mut chance = Seeded::new(seed);
        let node = NodeKey::draw(&mut chance).unwrap();
        let key = DataKey::draw(&mut chance).unwrap();
        let wrapped = node.wrap(&key, &place, &mut chance).unwrap();
        let key = node.unwrap(&wrapped, &place).unwrap();
        let closed = key.close(&plain, &[b"table", &place], &mut chance).unwrap();
        prop_assert_eq!(key.open(&closed, &[b"table", &place]).unwrap().to_vec(), plain.clone());
        prop_assert!(key.open(&closed, &[b"tabl", &[b"e", place.as_slice()].concat()]).is_err());
        let blob = node.close(&plain, &[&place], &mut chance).unwrap();
        prop_assert_eq!(node.open(&blob, &[&place]).unwrap().to_vec(), plain.clone());
        let spoil = |bytes: &[u8]| {
            let mut bytes = bytes.to_vec();
            let at = usize::from(flip.0) % bytes.len();
            bytes[at] ^= 1 << (flip.1 % 8);
            bytes
        };
        prop_assert!(key.open(&spoil(&closed), &[b"table", &place]).is_err());
        prop_assert!(node.open(&spoil(&blob), &[&place]).is_err());
        prop_assert!(node.unwrap(&spoil(&wrapped), &place).is_err());
        prop_assert!(NodeKey::draw(&mut chance).unwrap().unwrap(&wrapped, &place).is_err());
    }

    #[test]
    fn nothing_panics_on_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let reader = SETTING.reader();
        for kind in Kind::ALL {
            // Only whether it returns matters here.
            let _ = judge(&reader, kind, SETTING.now, &bytes);
        }
        prop_assert!(NodeSecrets::from_bytes(&bytes).is_err());
        prop_assert!(RootSecret::from_bytes(&bytes).is_err() || bytes.len() == 65);
        prop_assert!(EpochSecret::from_bytes(&bytes).is_err() || bytes.len() == 48);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_altered_bit_is_refused_and_nothing_panics(at: u16, bit in 0_u8..8, cut: u16, insert: u8) {
        let reader = SETTING.reader();
        for (kind, good) in documents() {
            let at = usize::from(at) % good.len();
            let mut flipped = good.clone();
            flipped[at] ^= 1 << bit;
            prop_assert!(judge(&reader, kind, SETTING.now, &flipped).is_err());
            prop_assert!(judge(&reader, kind, SETTING.now, &good[..usize::from(cut) % good.len()]).is_err());
            let mut longer = good.clone();
            longer.insert(at, insert);
            prop_assert!(judge(&reader, kind, SETTING.now, &longer).is_err());
        }
    }
}

#[test]
fn keys_survive_their_stored_form() {
    let keys = NodeSecrets::from_bytes(&SETTING.keys.to_bytes()).unwrap();
    assert_eq!(keys.charter(), SETTING.keys.charter());
    assert_eq!(keys.to_bytes(), SETTING.keys.to_bytes());
    let root = RootSecret::from_bytes(&SETTING.root.to_bytes()).unwrap();
    assert_eq!(root.fingerprint(), SETTING.pinned());
    let epoch = EpochSecret::from_bytes(&SETTING.epoch.to_bytes().unwrap()).unwrap();
    assert_eq!(epoch.public(), SETTING.epoch.public());
    assert!(!epoch.is_spent(epoch.public().until()) && epoch.is_spent(epoch.public().until() + hours(30 * 24)));
    let mut stored = SETTING.keys.to_bytes().to_vec();
    stored[5] ^= 1;
    assert!(NodeSecrets::from_bytes(&stored).is_err(), "a key that the charter does not name");
}

#[test]
fn secrets_do_not_print() {
    let mut chance = Seeded::new(3);
    let printed = [
        format!("{:?} {:?} {:?}", SETTING.root, SETTING.keys, SETTING.epoch),
        format!("{:?} {:?}", SETTING.keys.seal(), SETTING.keys.log()),
        format!("{:?} {:?}", NodeKey::draw(&mut chance).unwrap(), DataKey::draw(&mut chance).unwrap()),
    ];
    assert!(printed.join(" ").split(' ').all(|word| word == "<secret>"));
}

#[test]
fn the_blind_index_tells_kinds_and_nodes_apart() {
    let mut chance = Seeded::new(4);
    let (one, two) = (NodeKey::draw(&mut chance).unwrap(), NodeKey::draw(&mut chance).unwrap());
    let blind = |node: &NodeKey, kind, value: &[u8]| node.blind(kind, value).unwrap();
    assert_eq!(blind(&one, "phone", b"+3581"), blind(&one, "phone", b"+3581"));
    assert_ne!(blind(&one, "phone", b"+3581"), blind(&one, "passport", b"+3581"));
    assert_ne!(blind(&one, "phone", b"+3581"), blind(&one, "phone", b"+3582"));
    assert_ne!(blind(&one, "phone", b"+3581"), blind(&two, "phone", b"+3581"));
    let restored = NodeKey::from_bytes(one.to_bytes().as_slice().try_into().unwrap()).unwrap();
    assert_eq!(blind(&one, "phone", b"x"), blind(&restored, "phone", b"x"));
}

/// What an older version closed must open after an upgrade. The values were computed apart, in another language.
#[test]
fn keys_at_rest_are_derived_as_ever() {
    let unhex = |digits: &str| data_encoding::HEXLOWER.decode(digits.as_bytes()).unwrap();
    let node = NodeKey::from_bytes(&[7; 32]).unwrap();
    let blind = node.blind("phone", b"+358401234567").unwrap();
    assert_eq!(blind.to_vec(), unhex("ab7a77d9f34be266cfda417b55a12922f109ede427d9cf237dceb2d939d14cc6"));
    let blob = unhex(
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1ffa9ff4178021f9d8e0bdb0646d91110e321b7465",
    );
    assert_eq!(node.open(&blob, &[b"node", b"keys"]).unwrap().as_slice(), b"keys");
    let wrapped = unhex(
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f603cf1ce288e7babeeed17d615aa55870cc2b88da31845637840e7d346f897c5a3f1dd6359d7182b0fea5c7c2dacfc7e",
    );
    let key = node.unwrap(&wrapped, b"records/1").unwrap();
    let closed = unhex("000000000000000000000000ee68df91fdcc05a822c6e5a287937d2d7d205c0ccc");
    assert_eq!(key.open(&closed, &[b"records", b"name"]).unwrap().as_slice(), b"plain");
}
