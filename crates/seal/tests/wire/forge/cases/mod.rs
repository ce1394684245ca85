//! Every case of the vectors, good and bad: the bytes, and what a strict reader says to them.

mod cards;
mod cbor;
pub mod deliveries;
mod evidence;
mod keys;
mod manifests;
pub mod receipts;

use super::deliveries::{Forged, padded};
use super::documents::{self, CARD, EVIDENCE, MANIFEST, RECEIPT, card, card_with_charter, payload, signature, signed};
use super::{Seeded, Setting, authority, bstr, hours, int, text, with, without};
use ciborium::Value;
use model::{AuthorityId, Chance as _, Digest, Fault, Instant, MessageId};
use seal::cbor::{Limits, check};
use seal::keys::EpochSecret;
use seal::receipt::LogProof;
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
    Manifest,
}

impl Kind {
    pub const ALL: [Kind; 8] = [
        Kind::Cbor,
        Kind::Key,
        Kind::Card,
        Kind::CardToSealTo,
        Kind::Evidence,
        Kind::Delivery,
        Kind::Receipt,
        Kind::Manifest,
    ];

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
            Kind::Manifest => "manifests.json",
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
        Kind::Manifest => {
            let manifest = seal::SignedManifest::verify(bytes, &reader.card)?;
            BTreeMap::from([
                ("to", manifest.to.to_string()),
                ("parcels", manifest.parcels.len().to_string()),
                ("have", manifest.have.len().to_string()),
            ])
        }
    })
}

/// All cases.
pub fn all(setting: &Setting) -> Vec<Case> {
    [
        cbor::cbor(setting),
        keys::keys(setting),
        cards::cards(setting),
        evidence::evidence(setting),
        deliveries::deliveries(setting),
        receipts::receipts(setting),
        manifests::manifests(setting),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn list(setting: &Setting, kind: Kind, cases: Vec<(&str, Option<&'static str>, Vec<u8>)>) -> Vec<Case> {
    let case = |(name, fault, bytes): (&str, _, _)| Case { kind, name: name.to_owned(), at: setting.now, bytes, fault };
    cases.into_iter().map(case).collect()
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
