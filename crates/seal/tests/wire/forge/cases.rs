//! Every case of the vectors, good and bad: the bytes, and what a strict reader says to them.

use super::deliveries::{Forged, padded};
use super::documents::{self, CARD, EVIDENCE, RECEIPT, card, card_with_charter, payload, signature, signed};
use super::{Seeded, Setting, authority, bstr, hours, int, text, with, without};
use ciborium::Value;
use model::{AuthorityId, Chance as _, Digest, Fault, Instant, MessageId};
use seal::cbor::{Limits, check};
use seal::keys::EpochSecret;
use seal::receipt::LogPosition;
use seal::{Delivery, DualPublic, Evidence, Label, Receipt, ReceiptEvent, SignedCard, SignedReceipt, VerifiedCard};
use seal::{UnopenedDelivery, UnverifiedEvidence};
use std::collections::BTreeMap;

/// What the bytes are, and so by which rules they are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Cbor,
    Key,
    Card,
    /// A card that something is to be sealed to.
    CardToSealTo,
    Evidence,
    Delivery,
    Receipt,
}

impl Kind {
    pub const ALL: [Kind; 7] =
        [Kind::Cbor, Kind::Key, Kind::Card, Kind::CardToSealTo, Kind::Evidence, Kind::Delivery, Kind::Receipt];

    /// The vector file of the kind.
    pub fn file(self) -> &'static str {
        match self {
            Kind::Cbor => "cbor.json",
            Kind::Key => "signing-keys.json",
            Kind::Card => "cards.json",
            Kind::CardToSealTo => "cards-to-seal-to.json",
            Kind::Evidence => "evidence.json",
            Kind::Delivery => "deliveries.json",
            Kind::Receipt => "receipts.json",
        }
    }
}

/// One case.
pub struct Case {
    pub kind: Kind,
    pub name: String,
    /// When it is judged.
    pub at: Instant,
    pub bytes: Vec<u8>,
    /// The id of the check that refuses it, or `None` if it is good.
    pub fault: Option<&'static str>,
}

/// The limits of the CBOR cases: small, so that the cases are.
pub const CBOR_LIMITS: Limits = Limits { bytes: 64, depth: 4, items: 16 };

/// What a strict reader knows before it reads.
pub struct Reader {
    pub pinned: Digest,
    pub card: VerifiedCard,
    pub epoch: EpochSecret,
}

/// What a strict reader says: what it read, by name, or the check that refuses.
pub fn judge(reader: &Reader, kind: Kind, at: Instant, bytes: &[u8]) -> Result<BTreeMap<&'static str, String>, Fault> {
    let base64 = |bytes: &[u8]| data_encoding::BASE64.encode(bytes);
    Ok(match kind {
        Kind::Cbor => {
            check(bytes, CBOR_LIMITS, None)?;
            BTreeMap::new()
        }
        Kind::Key => BTreeMap::from([("kid", DualPublic::from_bytes(bytes)?.kid().to_string())]),
        Kind::Card => {
            let card = SignedCard::verify(bytes, &reader.pinned, at)?;
            BTreeMap::from([
                ("authority", card.authority().id.to_string()),
                ("seq", card.card().seq.to_string()),
                ("incarnation", card.charter().incarnation.to_string()),
                ("seal_kid", card.seal_key().kid().to_string()),
            ])
        }
        Kind::CardToSealTo => {
            let card = SignedCard::verify(bytes, &reader.pinned, at)?;
            BTreeMap::from([("epoch", card.epoch_for(at)?.kid().to_string())])
        }
        Kind::Evidence => {
            let evidence = UnverifiedEvidence::parse(bytes, Limits::EVIDENCE)?.verify(&reader.card)?;
            BTreeMap::from([("message", evidence.message_id().to_string()), ("payload", base64(evidence.payload()))])
        }
        Kind::Delivery => {
            let delivery = UnopenedDelivery::parse(bytes)?;
            delivery.header().check_time(at)?;
            let evidence = delivery.open([&reader.epoch])?;
            BTreeMap::from([
                ("envelope", delivery.digest().to_string()),
                ("message", delivery.header().message.to_string()),
                ("seq", delivery.header().seq.to_string()),
                ("evidence", base64(&evidence)),
            ])
        }
        Kind::Receipt => {
            let receipt = SignedReceipt::verify(bytes, &reader.card)?;
            BTreeMap::from([
                ("event", serde_json::to_value(receipt.event).unwrap().as_str().unwrap().to_owned()),
                ("check", receipt.check.unwrap_or_default()),
            ])
        }
    })
}

/// All cases.
pub fn all(setting: &Setting) -> Vec<Case> {
    [cbor(setting), keys(setting), cards(setting), evidence(setting), deliveries(setting), receipts(setting)]
        .into_iter()
        .flatten()
        .collect()
}

fn list(setting: &Setting, kind: Kind, cases: Vec<(&str, Option<&'static str>, Vec<u8>)>) -> Vec<Case> {
    let case = |(name, fault, bytes): (&str, _, _)| Case { kind, name: name.to_owned(), at: setting.now, bytes, fault };
    cases.into_iter().map(case).collect()
}

fn cbor(setting: &Setting) -> Vec<Case> {
    let hex = |digits: &str| data_encoding::HEXLOWER.decode(digits.as_bytes()).unwrap();
    let not_deterministic = [
        ("integer in two bytes that fits one", "1817"),
        ("integer in three bytes that fits two", "1900ff"),
        ("integer in five bytes that fits three", "1a0000ffff"),
        ("integer in nine bytes that fits five", "1b00000000ffffffff"),
        ("negative integer not in its shortest form", "3800"),
        ("length not in its shortest form", "580101"),
        ("byte string of indefinite length", "5f4101ff"),
        ("text of indefinite length", "7f6161ff"),
        ("array of indefinite length", "9f01ff"),
        ("map of indefinite length", "bf616101ff"),
        ("keys out of order", "a2616201616101"),
        ("keys in length-first order where bytes differ", "a22000181800"),
        ("key twice", "a2616101616102"),
        ("half-precision float", "f93c00"),
        ("double-precision float", "fb3ff0000000000000"),
        ("undefined", "f7"),
        ("simple value", "e0"),
        ("false in two bytes", "f814"),
        ("tag", "c000"),
        ("bignum", "c249010000000000000000"),
        ("byte after the end", "0000"),
        ("text that is not UTF-8", "61ff"),
        ("byte string cut short", "4201"),
        ("array cut short", "8201"),
        ("map cut short", "a16161"),
        ("nothing at all", ""),
        ("reserved additional information", "1c"),
        ("break without a beginning", "ff"),
        ("length of 2^64 - 1", "5bffffffffffffffff"),
    ];
    let mut cases: Vec<_> =
        not_deterministic.into_iter().map(|(name, digits)| (name, Some("SEAL-1.2"), hex(digits))).collect();
    cases.extend([
        ("integers", None, hex("8400171818193039")),
        ("map in the order of encoded keys", None, hex("a301f620f5616100")),
        ("nested four deep", None, hex("8181818100")),
        ("nested five deep", Some("SEAL-1.3"), hex("818181818100")),
        ("sixteen items", None, [vec![0x8f], vec![0; 15]].concat()),
        ("seventeen items", Some("SEAL-1.3"), [vec![0x90], vec![0; 16]].concat()),
        ("65 bytes where 64 are allowed", Some("SEAL-1.1"), [vec![0x58, 63], vec![0; 63]].concat()),
    ]);
    list(setting, Kind::Cbor, cases)
}

fn keys(setting: &Setting) -> Vec<Case> {
    let good = setting.keys.seal().public().to_bytes();
    let put = |at: usize, bytes: &[u8]| {
        let mut key = good.clone();
        key[at..at + bytes.len()].copy_from_slice(bytes);
        key
    };
    let mut identity = [0; 32];
    identity[0] = 1;
    let mut above_p = [0xff; 32];
    above_p[0] = 0xee;
    above_p[31] = 0x7f;
    list(
        setting,
        Kind::Key,
        vec![
            ("signing key", None, good.clone()),
            ("one byte short", Some("SEAL-2.5"), good[..good.len() - 1].to_vec()),
            ("Ed25519 key of small order", Some("SEAL-2.5"), put(0, &identity)),
            ("Ed25519 key not in canonical form", Some("SEAL-2.5"), put(0, &above_p)),
        ],
    )
}

fn cards(setting: &Setting) -> Vec<Case> {
    let now = setting.now;
    let time = |at: Instant| int(i64::try_from(at.as_nanosecond()).unwrap());
    let genuine = payload(setting.card.bytes());
    let epochs = field(&genuine, "epochs");
    let Value::Array(epoch) = &epochs else { panic!("epochs") };
    let mut wrong_kid = epoch[0].clone();
    set(&mut wrong_kid, "kid", bstr(&[7; 16]));
    let mut other_root = Setting::new(99);
    other_root.now = now;
    let long = now + hours(24 * 400);
    let mut cases = list(
        setting,
        Kind::Card,
        vec![
            ("card", None, setting.card.bytes().to_vec()),
            ("card with an unknown key", Some("SEAL-1.4"), card(setting, &[("colour", text("blue"))])),
            (
                "card without a key that it must have",
                Some("SEAL-1.4"),
                signed(CARD, &without(&genuine, "seq"), setting.keys.card()),
            ),
            ("card under another root", Some("SEAL-3.1"), other_root.card.bytes().to_vec()),
            (
                "charter that ends before it begins",
                Some("SEAL-3.2"),
                card_with_charter(setting, &[("until", time(now - hours(48)))]),
            ),
            ("charter for more than 13 months", Some("SEAL-3.2"), card_with_charter(setting, &[("until", time(long))])),
            ("charter not signed by its root", Some("SEAL-2.3"), {
                let charter = payload(setting.keys.charter().bytes());
                let mut document = documents::signed(documents::CHARTER, &charter, &setting.root_pair());
                let at = find(&document, &signature_bytes(&document, 0));
                document[at + 40] ^= 1;
                card(setting, &[("charter", bstr(&document))])
            }),
            ("charter that is over", Some("SEAL-3.3"), card_with_charter(setting, &[("until", time(now - hours(2)))])),
            (
                "charter that has not begun",
                Some("SEAL-3.3"),
                card_with_charter(setting, &[("from", time(now + hours(1)))]),
            ),
            ("card signed by the seal keys", Some("SEAL-2.2"), signed(CARD, &genuine, setting.keys.seal())),
            (
                "card of another authority",
                Some("SEAL-3.4"),
                card(setting, &[("authority", Value::serialized(&authority("xxa-other")).unwrap())]),
            ),
            (
                "card for more than 30 days",
                Some("SEAL-3.5"),
                card(setting, &[("valid_until", time(now + hours(24 * 31)))]),
            ),
            (
                "card that ends before it begins",
                Some("SEAL-3.5"),
                card(setting, &[("valid_until", time(now - hours(2)))]),
            ),
            ("card issued six minutes ahead", Some("SEAL-3.6"), card(setting, &[("issued", time(now + minutes(6)))])),
            ("card issued four minutes ahead", None, card(setting, &[("issued", time(now + minutes(4)))])),
            (
                "epoch key under an id not its own",
                Some("SEAL-3.8"),
                card(setting, &[("epochs", Value::Array(vec![wrong_kid]))]),
            ),
            (
                "the same epoch key twice",
                Some("SEAL-3.8"),
                card(setting, &[("epochs", Value::Array(vec![epoch[0].clone(), epoch[0].clone()]))]),
            ),
            (
                "card that does not speak version 1",
                Some("SEAL-3.9"),
                card(setting, &[("speaks", Value::Array(vec![int(2)]))]),
            ),
            ("card without suite Q1", Some("SEAL-3.9"), card(setting, &[("suites", Value::Array(vec![text("C1")]))])),
            (
                "log key that is not the charter's",
                Some("SEAL-3.10"),
                card(setting, &[("log_vkey", text(&seal::log_key::vkey("xxa", other_root.keys.log().public())))]),
            ),
        ],
    );
    cases.extend(list(
        setting,
        Kind::CardToSealTo,
        vec![
            ("card to seal to", None, setting.card.bytes().to_vec()),
            (
                "stale card",
                Some("SEAL-3.7"),
                card(setting, &[("issued", time(now - hours(20))), ("valid_until", time(now - hours(1)))]),
            ),
            ("card without an epoch key", Some("SEAL-3.11"), card(setting, &[("epochs", Value::Array(vec![]))])),
        ],
    ));
    cases
}

/// The payload of the evidence in the vectors: any deterministic CBOR with 32 random bytes in it.
pub fn sample_payload(chance: &mut Seeded) -> Vec<u8> {
    let random: [u8; 32] = chance.draw();
    let map = Value::Map(vec![
        (text("random"), bstr(&random)),
        (text("text"), text("There is no information that we provide.")),
    ]);
    seal::cbor::encode(&map).unwrap()
}

fn evidence(setting: &Setting) -> Vec<Case> {
    let payload = sample_payload(&mut Seeded::new(11));
    let good = Evidence::sign(&payload, &setting.keys).unwrap();
    let seal = setting.keys.seal();
    let [ed25519, mldsa65] = [-19, -49].map(|algorithm| signature(EVIDENCE, &payload, algorithm, seal));
    let stranger = Setting::new(5);
    let document = |signatures: Vec<Value>| documents::document(EVIDENCE, &payload, signatures);
    let spoiled = |which: usize, at: usize| {
        let mut bytes = good.bytes().to_vec();
        let start = find(&bytes, &signature_bytes(&bytes, which));
        bytes[start + at] ^= 1;
        bytes
    };
    let small_order_r = {
        let mut signature = signature_bytes(good.bytes(), 0);
        signature[..32].fill(0);
        signature[0] = 1;
        let mut forged = ed25519.clone();
        let Value::Array(parts) = &mut forged else { panic!("a signature") };
        parts[2] = bstr(&signature);
        document(vec![forged, mldsa65.clone()])
    };
    list(
        setting,
        Kind::Evidence,
        vec![
            ("evidence", None, good.bytes().to_vec()),
            ("Ed25519 signature alone", Some("SEAL-2.1"), document(vec![ed25519.clone()])),
            ("ML-DSA-65 signature alone", Some("SEAL-2.1"), document(vec![mldsa65.clone()])),
            ("signatures in the wrong order", Some("SEAL-2.1"), document(vec![mldsa65.clone(), ed25519.clone()])),
            ("Ed25519 signature twice", Some("SEAL-2.1"), document(vec![ed25519.clone(), ed25519.clone()])),
            ("a third signature", Some("SEAL-2.1"), document(vec![ed25519.clone(), mldsa65.clone(), mldsa65])),
            ("content type of a receipt", Some("SEAL-2.1"), signed(RECEIPT, &payload, seal)),
            ("signed by a stranger", Some("SEAL-2.2"), signed(EVIDENCE, &payload, stranger.keys.seal())),
            ("Ed25519 signature spoiled", Some("SEAL-2.3"), spoiled(0, 40)),
            ("R of small order", Some("SEAL-2.3"), small_order_r),
            ("ML-DSA-65 signature spoiled", Some("SEAL-2.4"), spoiled(1, 1000)),
            (
                "payload that is not deterministic",
                Some("SEAL-1.2"),
                signed(EVIDENCE, &[0xa1, 0x61, 0x61, 0x18, 0x01], seal),
            ),
        ],
    )
}

/// A good delivery of the evidence, and what it was made from.
pub fn sample_delivery(setting: &Setting) -> (Delivery, Evidence) {
    let mut chance = Seeded::new(12);
    let evidence = Evidence::sign(&sample_payload(&mut chance), &setting.keys).unwrap();
    let label =
        Label { channel: chance.draw(), seq: 7, message: evidence.message_id(), expires: setting.now + hours(24 * 7) };
    let delivery = Delivery::seal(&label, evidence.bytes(), setting.epoch.public(), &mut chance).unwrap();
    (delivery, evidence)
}

fn deliveries(setting: &Setting) -> Vec<Case> {
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

fn receipts(setting: &Setting) -> Vec<Case> {
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

fn minutes(count: i64) -> jiff::SignedDuration {
    jiff::SignedDuration::from_mins(count)
}

fn field(document: &[u8], key: &str) -> Value {
    get(&ciborium::from_reader::<Value, _>(document).unwrap(), key)
}

fn get(map: &Value, key: &str) -> Value {
    map.as_map().unwrap().iter().find(|(name, _)| *name == text(key)).unwrap().1.clone()
}

fn set(map: &mut Value, key: &str, value: Value) {
    map.as_map_mut().unwrap().iter_mut().find(|(name, _)| *name == text(key)).unwrap().1 = value;
}

/// The bytes of one signature of a document.
pub fn signature_bytes(document: &[u8], which: usize) -> Vec<u8> {
    let Value::Tag(98, body) = ciborium::from_reader::<Value, _>(document).unwrap() else { panic!("COSE_Sign") };
    let signatures = body.as_array().unwrap()[3].as_array().unwrap().clone();
    signatures[which].as_array().unwrap()[2].as_bytes().unwrap().clone()
}

fn find(bytes: &[u8], part: &[u8]) -> usize {
    bytes.windows(part.len()).position(|window| window == part).unwrap()
}
