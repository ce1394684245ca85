//! What the cryptography costs: microseconds for each primitive and each operation, the best of several rounds, on one
//! thread. `bench/` takes it as the limit that a sealed exchange is measured against.
//!
//! `cargo run --release -p seal --example cost-of-seal`

use aws_lc_rs::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use hpke::{Deserializable as _, Kem as _, OpModeR, OpModeS, aead::ChaCha20Poly1305, kdf::HkdfSha256, kem::XWing};
use model::{Authority, AuthorityId, Body, Chance, Instant, State};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use seal::keys::{EpochSecret, NodeSecrets, ceremony};
use seal::{Card, DataKey, Delivery, Evidence, Label, Limits, NodeKey, SignedCard, SignedReceipt};
use seal::{Receipt, ReceiptEvent, UnopenedDelivery, UnverifiedEvidence, VerifiedCard, log_key};
use std::hint::black_box;
use std::io::Write as _;
use std::time::Duration;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

struct Seeded(ChaCha20Rng);

impl Chance for Seeded {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0.fill_bytes(bytes);
    }
}

struct World {
    keys: NodeSecrets,
    epoch: EpochSecret,
    card: VerifiedCard,
    card_bytes: Vec<u8>,
    root: model::Digest,
    now: Instant,
    chance: Seeded,
}

fn world() -> Outcome<World> {
    let mut chance = Seeded(ChaCha20Rng::seed_from_u64(1));
    let now: Instant = "2026-11-23T12:00:00Z".parse()?;
    let id = AuthorityId::parse("xxa-bureau")?;
    let (root, keys) = ceremony(&id, now, &mut chance)?;
    let epoch = EpochSecret::generate(now, now + jiff::SignedDuration::from_hours(168), &mut chance)?;
    let authority = Authority {
        id,
        name: "Bureau".to_owned(),
        state: State::parse("XXA")?,
        body: Body::Police,
        zone: "Etc/UTC".to_owned(),
    };
    let vkey = log_key::vkey("xxa", keys.log().public());
    let peer = *seal::keys::PeerSecret::generate(&mut chance)?.public();
    let card = Card::new(authority, 1, vec![epoch.public().clone()], now, vkey, peer, &keys);
    let card = SignedCard::issue(&card, &keys)?;
    let (root, card_bytes) = (root.fingerprint(), card.bytes().to_vec());
    let card = SignedCard::verify(&card_bytes, &root, now)?;
    Ok(World { keys, epoch, card, card_bytes, root, now, chance })
}

/// Runs an operation for at least 20 ms in each of ten rounds and prints the best mean.
fn cost<T>(what: &str, mut operation: impl FnMut() -> Outcome<T>) -> Outcome<f64> {
    black_box(operation()?);
    let mut best = f64::MAX;
    for _ in 0..10 {
        let (start, mut count) = (std::time::Instant::now(), 0_u32);
        while start.elapsed() < Duration::from_millis(20) {
            black_box(operation()?);
            count += 1;
        }
        best = best.min(start.elapsed().as_secs_f64() * 1e6 / f64::from(count));
    }
    writeln!(std::io::stdout(), "{what:<44} {best:>9.2} us")?;
    Ok(best)
}

fn main() -> Outcome<()> {
    let mut world = world()?;
    primitives(&mut world)?;
    operations(&mut world)
}

fn primitives(world: &mut World) -> Outcome<()> {
    let message = vec![7; 2048];
    let seal = world.keys.seal();
    let log = world.keys.log();
    let signature = seal.sign(&message)?;
    let public = seal.public();
    cost("SHA-256, 2 KiB", || Ok(seal::digest::sha256(&[&message])))?;
    cost("Ed25519 sign, 2 KiB", || Ok(log.sign(&message)?))?;
    cost("Ed25519 + ML-DSA-65 sign, 2 KiB", || Ok(seal.sign(&message)?))?;
    cost("Ed25519 verify, 2 KiB", || Ok(public.verify_ed25519(&message, &signature.ed25519)?))?;
    cost("ML-DSA-65 verify, 2 KiB", || Ok(public.verify_mldsa65(&message, &signature.mldsa65)?))?;
    kem(&mut world.chance)?;
    let frame = zstd::bulk::compress(&message, 3)?;
    cost("zstd fold, 2 KiB", || Ok(zstd::bulk::compress(&message, 3)?))?;
    cost("zstd unfold, 2 KiB", || Ok(zstd::bulk::decompress(&frame, 2048)?))?;
    let aead = LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, &[1; 32]).map_err(|_| "key")?);
    let mut body = vec![0; 8192];
    cost("ChaCha20-Poly1305, 8 KiB", || {
        let nonce = Nonce::assume_unique_for_key([0; 12]);
        aead.seal_in_place_separate_tag(nonce, Aad::empty(), &mut body).map_err(|_| "seal".into())
    })?;
    let node = NodeKey::draw(&mut world.chance)?;
    let key = DataKey::draw(&mut world.chance)?;
    let wrapped = node.wrap(&key, b"record", &mut world.chance)?;
    let closed = key.close(&message[..200], &[b"table", b"row"], &mut world.chance)?;
    cost("data key unwrap", || Ok(node.unwrap(&wrapped, b"record")?))?;
    cost("record field close, 200 B", || Ok(key.close(&message[..200], &[b"table", b"row"], &mut world.chance)?))?;
    cost("record field open, 200 B", || Ok(key.open(&closed, &[b"table", b"row"])?))?;
    cost("blind index", || Ok(node.blind("phone", b"+358401234567")?))?;
    Ok(())
}

/// HPKE with X-Wing as the suite uses it, apart from framing.
fn kem(chance: &mut Seeded) -> Outcome<()> {
    type Private = <XWing as hpke::Kem>::PrivateKey;
    let mut seed = [0; 32];
    chance.fill(&mut seed);
    let private = Private::from_bytes(&seed).map_err(|error| error.to_string())?;
    let public = XWing::sk_to_pk(&private);
    let mut wrap = || {
        hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &OpModeS::Base,
            &public,
            b"info",
            &[1; 32],
            b"aad",
            &mut chance.0,
        )
        .map_err(|error| error.to_string().into())
    };
    let (encapsulated, wrapped) = wrap()?;
    cost("HPKE X-Wing wrap", wrap)?;
    cost("HPKE X-Wing unwrap", || {
        hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &OpModeR::Base,
            &private,
            &encapsulated,
            b"info",
            &wrapped,
            b"aad",
        )
        .map_err(|error| error.to_string().into())
    })?;
    cost("X-Wing key from seed", || Private::from_bytes(&seed).map_err(|error| error.to_string().into()))?;
    Ok(())
}

fn operations(world: &mut World) -> Outcome<()> {
    let payload = seal::cbor::encode(&(0..60).map(|n| format!("{n} a sentence of a request")).collect::<Vec<_>>())?;
    let (keys, card) = (&world.keys, &world.card);
    let evidence = Evidence::sign(&payload, keys)?;
    let expires = world.now + jiff::SignedDuration::from_hours(24);
    let label = Label { channel: [1; 16], seq: 1, message: evidence.message_id(), expires };
    let epoch = world.epoch.public();
    let delivery = Delivery::seal(&label, evidence.bytes(), epoch, &mut world.chance)?;
    let receipt = Receipt {
        event: ReceiptEvent::Delivered,
        message: evidence.message_id(),
        envelope: delivery.digest(),
        channel: [1; 16],
        seq: 1,
        at: world.now,
        by: card.authority().id.clone(),
        check: None,
        log: None,
    };
    let signed = SignedReceipt::sign(&receipt, keys)?;
    let mut exchange = cost("evidence sign", || Ok(Evidence::sign(&payload, keys)?))?;
    exchange += cost("delivery seal", || Ok(Delivery::seal(&label, evidence.bytes(), epoch, &mut world.chance)?))?;
    exchange += cost("delivery parse", || Ok(UnopenedDelivery::parse(delivery.bytes())?))?;
    let unopened = UnopenedDelivery::parse(delivery.bytes())?;
    exchange += cost("delivery open", || Ok(unopened.open([&world.epoch])?))?;
    exchange += cost("evidence parse and verify", || {
        Ok(UnverifiedEvidence::parse(evidence.bytes(), Limits::EVIDENCE)?.verify(card)?)
    })?;
    let mut receipts = cost("receipt sign", || Ok(SignedReceipt::sign(&receipt, keys)?))?;
    receipts += cost("receipt verify", || Ok(SignedReceipt::verify(signed.bytes(), card)?))?;
    cost("card verify", || Ok(SignedCard::verify(&world.card_bytes, &world.root, world.now)?))?;
    let mut out = std::io::stdout();
    writeln!(out, "{:<44} {:>9} B", "payload", payload.len())?;
    writeln!(out, "{:<44} {:>9} B", "evidence", evidence.bytes().len())?;
    writeln!(out, "{:<44} {:>9} B", "delivery", delivery.bytes().len())?;
    writeln!(out, "{:<44} {exchange:>9.2} us", "sign, seal, parse, open, verify")?;
    writeln!(out, "{:<44} {receipts:>9.2} us", "receipt, both sides")?;
    Ok(())
}
