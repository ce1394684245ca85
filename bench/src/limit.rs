//! The limit of the same run: the signatures, the HPKE and the fsyncs that an exchange cannot do without, on the same
//! sizes, in the same number, one after the other on one core; and what the policies' decisions cost.

use crate::Outcome;
use crate::exchanges::Measured;
use model::{Authority, AuthorityId, Body, Instant, Officer, OfficerId, Role, State, UnitId};
use node::system::SystemChance;
use policy::{Action, Actor, Ask, Circumstances, DraftFacts, Machine, Resource, ResourceId};
use seal::cbor::Limits;
use seal::keys::{EpochSecret, ceremony};
use seal::{
    Card, Delivery, Evidence, Label, Receipt, ReceiptEvent, SignedCard, SignedReceipt, UnopenedDelivery,
    UnverifiedEvidence, log_key,
};
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::time::Instant as Stopwatch;

/// Decisions of policy in one sealed exchange: the permit of the sealing machine and, on the other side, that of admission.
/// The first is measured and counts for both.
const DECISIONS: f64 = 2.0;

/// What the limit is.
pub struct Limit {
    exchanges: usize,
    cryptography: f64,
    fsync: f64,
    pub policy_seconds: f64,
}

impl Limit {
    pub fn per_second(&self) -> f64 {
        self.exchanges as f64 / (self.cryptography + self.fsync)
    }
}

impl std::fmt::Display for Limit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "limit: {:.0}/s (signatures and HPKE {:.0} us each, fsync {:.2} s in all, policy {:.0} us each)",
            self.per_second(),
            self.cryptography * 1e6 / self.exchanges as f64,
            self.fsync,
            self.policy_seconds * 1e6 / self.exchanges as f64
        )
    }
}

/// Measures the limit for as many exchanges as were measured.
pub fn run(folder: &Path, count: usize, measured: &Measured) -> Outcome<Limit> {
    Ok(Limit {
        exchanges: count,
        cryptography: cryptography(count)?,
        fsync: fsync(&folder.join("limit.bin"), measured)?,
        policy_seconds: policy(count)?,
    })
}

/// Sign, seal, open, verify, sign the receipt, verify it: on a payload of the size that an exchange has.
fn cryptography(count: usize) -> Outcome<f64> {
    let mut chance = SystemChance;
    let at: Instant = "2026-11-23T12:00:00Z".parse()?;
    let id = AuthorityId::parse("bench")?;
    let (root, keys) = ceremony(&id, at, &mut chance)?;
    let week = jiff::SignedDuration::from_hours(168);
    let epoch = EpochSecret::generate(at, at.checked_add(week)?, &mut chance)?;
    let authority = Authority {
        id: id.clone(),
        name: "Bench".into(),
        state: State::parse("XXA")?,
        body: Body::Police,
        zone: "UTC".into(),
    };
    let vkey = log_key::vkey("bench", keys.log().public());
    let peer = *seal::keys::PeerSecret::generate(&mut chance)?.public();
    let card = Card::new(authority, 1, vec![epoch.public().clone()], at, vkey, peer, &keys);
    let card = SignedCard::verify(SignedCard::issue(&card, &keys)?.bytes(), &root.fingerprint(), at)?;
    let payload = seal::cbor::encode(&vec!["a payload of the size of a request".to_owned(); 48])?;
    let clock = Stopwatch::now();
    for seq in 0..count as u64 {
        let evidence = Evidence::sign(&payload, &keys)?;
        let expires = at.checked_add(week)?;
        let label = Label { channel: [1; 16], seq: seq + 1, message: evidence.message_id(), expires };
        let delivery = Delivery::seal(&label, evidence.bytes(), epoch.public(), &mut chance)?;
        let unopened = UnopenedDelivery::parse(delivery.bytes())?;
        let opened = unopened.open([&epoch])?;
        let verified = UnverifiedEvidence::parse(&opened, Limits::EVIDENCE)?.verify(&card)?;
        let receipt = Receipt {
            event: ReceiptEvent::Delivered,
            message: verified.message_id(),
            envelope: unopened.digest(),
            channel: [1; 16],
            seq: seq + 1,
            at,
            by: id.clone(),
            check: None,
            log: None,
        };
        let receipt = SignedReceipt::sign(&receipt, &keys)?;
        SignedReceipt::verify(receipt.bytes(), &card)?;
    }
    Ok(clock.elapsed().as_secs_f64())
}

/// As many fsyncs as there were commits, each of the bytes of its batch.
fn fsync(path: &Path, measured: &Measured) -> Outcome<f64> {
    let mut file = File::create(path)?;
    let bytes = vec![7; measured.delivery * measured.exchanges / measured.commits.max(1)];
    let clock = Stopwatch::now();
    for _ in 0..measured.commits {
        file.write_all(&bytes)?;
        file.sync_data()?;
    }
    Ok(clock.elapsed().as_secs_f64())
}

/// The decisions that policy takes between Released and receipt stored.
fn policy(count: usize) -> Outcome<f64> {
    let policies = policy::house::policies()?;
    let at: Instant = "2026-11-23T12:00:00Z".parse()?;
    let unit = UnitId::parse("spoc")?;
    let resource = Resource::row(ResourceId::Draft(model::DraftId([1; 16])), unit.clone())
        .with_facts(DraftFacts { released: true, ..DraftFacts::default() });
    let mut circumstances =
        Circumstances::at(at).for_case(model::Purpose::Investigation, model::CaseReference::parse("B-1")?);
    circumstances.roster = vec![Officer {
        id: OfficerId::parse("desk")?,
        roles: [Role::DeskOfficer].into(),
        unit,
        compartments: Default::default(),
        remote: false,
    }];
    let actor = Actor::Machine(Machine::Sealing);
    let ask = Ask { actor: &actor, action: Action::Seal, resource: &resource, circumstances: &circumstances };
    let clock = Stopwatch::now();
    for _ in 0..count {
        let _permit = policies.permit(&ask)?;
    }
    Ok(clock.elapsed().as_secs_f64() * DECISIONS)
}
