//! Forged documents: what a partner's node must never send, made with its real keys. One begins from a message that was
//! sound and changes what the check looks at.

use crate::chance::SeededChance;
use crate::scene::Scene;
use exchange::parcel::{self, Incoming};
use exchange::{Payload, parcel::Outgoing};
use model::{AuthorityId, Digest, Failure, MessageId, Stop};
use seal::cbor::Limits;
use seal::{Delivery, EpochSecret, Evidence, Label, NodeSecrets, UnopenedDelivery, UnverifiedEvidence};

/// A message to be spoilt. Every field is open.
pub struct Monster {
    /// What is signed.
    pub payload: Payload,
    /// Further keys of the signed payload, which the type does not know.
    pub further: Vec<(String, serde_json::Value)>,
    /// The channel in the outer header.
    pub channel: [u8; 16],
    /// The number in the outer header.
    pub number: u64,
    /// The message that the outer header names; the signed one if absent.
    pub names: Option<MessageId>,
    /// To whom the parcel is addressed.
    pub to: AuthorityId,
}

impl Monster {
    /// Takes apart a sound delivery to `to`, with that node's own epoch keys.
    pub fn of(scene: &mut Scene, to: usize, parcel: &Outgoing) -> Result<Monster, Stop> {
        let bad = |what: &str| Failure::new("taking a delivery apart", what.to_owned());
        let (addressee, Incoming::Delivery(sealed)) = parcel::read(parcel.bytes())? else {
            return Err(bad("it is no delivery").into());
        };
        let delivery = UnopenedDelivery::parse(&sealed)?;
        let secrets = scene.visit(to, |_, tx| {
            let rows = tx.epochs().all()?;
            let secret = |row: store::EpochRow| row.secret.map(|secret| EpochSecret::from_bytes(&secret));
            Ok(rows.into_iter().filter_map(secret).collect::<Result<Vec<_>, _>>()?)
        })?;
        let evidence = delivery.open(&secrets)?;
        let payload = Payload::decode(UnverifiedEvidence::parse(&evidence, Limits::EVIDENCE)?.claimed_payload())?;
        let (channel, number) = (delivery.header().channel, delivery.header().seq);
        Ok(Monster { payload, further: Vec::new(), channel, number, names: None, to: addressee })
    }

    /// A message from `from` that is sound in all but having been sent before: another nonce, the next number.
    pub fn fresh(scene: &mut Scene, from: usize, to: usize) -> Result<Monster, Stop> {
        let form = scene.form(from, to, "MON/1", crate::form::person(900_000))?;
        scene.send(from, form)?;
        let parcels = scene.due(from)?;
        let wanted = scene.id(to);
        let addressed = |parcel: &&Outgoing| parcel::read(parcel.bytes()).is_ok_and(|(to, _)| to == wanted);
        let parcel = parcels.iter().rev().find(addressed);
        let parcel = parcel.ok_or_else(|| Failure::new("forging", "nothing is due"))?;
        Monster::of(scene, to, parcel)
    }

    /// The message id that signing gives.
    pub fn message(&self) -> Result<MessageId, Stop> {
        Ok(seal::evidence::message_id(&self.signed_payload()?))
    }

    fn signed_payload(&self) -> Result<Vec<u8>, Stop> {
        if self.further.is_empty() {
            return Ok(seal::cbor::encode(&self.payload)?);
        }
        let value = serde_json::to_value(&self.payload).map_err(|e| Failure::new("forging", e))?;
        let serde_json::Value::Object(mut keys) = value else {
            return Err(Failure::new("forging", "a payload is a map").into());
        };
        keys.extend(self.further.iter().cloned());
        Ok(seal::cbor::encode(&keys)?)
    }

    /// Signs with `secrets`, seals to the node at `place` and frames it.
    pub fn parcel(&self, scene: &mut Scene, place: usize, secrets: &NodeSecrets) -> Result<Vec<u8>, Stop> {
        let payload = self.signed_payload()?;
        let evidence = Evidence::sign(&payload, secrets)?;
        let epoch = scene.epoch(place)?;
        let expires = scene.now + jiff::SignedDuration::from_hours(24);
        let message = self.names.unwrap_or(evidence.message_id());
        let label = Label { channel: self.channel, seq: self.number, message, expires };
        let mut chance = SeededChance::new(self.number, "monster");
        let delivery = Delivery::seal(&label, evidence.bytes(), &epoch, &mut chance)?;
        Ok(frame(1, &self.to, delivery.bytes()))
    }
}

/// A parcel with any kind byte: 1 delivery, 2 receipt, 3 card.
pub fn frame(kind: u8, to: &AuthorityId, body: &[u8]) -> Vec<u8> {
    let id = to.as_str().as_bytes();
    [&[kind, id.len() as u8], id, body].concat()
}

/// A digest that belongs to nothing.
pub fn nothing() -> Digest {
    seal::digest::sha256(&[b"nothing"])
}
