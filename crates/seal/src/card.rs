//! The card: how partners know a node this week. Signed by the card keys of the charter, by itself, for up to 30 days.
//! Not an address book: where a node listens is configured by its partners. Next: [`evidence`](crate::evidence).

use crate::cbor::{Limits, decode_closed, encode, wire};
use crate::checks::{SEAL_3_4, SEAL_3_5, SEAL_3_6, SEAL_3_7, SEAL_3_8, SEAL_3_9, SEAL_3_10, SEAL_3_11, SEAL_3_12};
use crate::cose::{Kind, Signed, sign};
use crate::ed25519::Ed25519Public;
use crate::keys::{Charter, EpochPublic, NodeSecrets, SignedCharter};
use crate::{DualPublic, MAX_SKEW, SUITE, VERSION, fault, log_key};
use model::{Authority, Digest, Failure, Fault, Instant};
use serde::{Deserialize, Serialize};

/// How long a card may be valid: 30 days.
pub const MAX_VALIDITY: jiff::SignedDuration = jiff::SignedDuration::from_hours(30 * 24);

/// What a card says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// Whose card.
    pub authority: Authority,
    /// Counts up with each card; the higher replaces the lower.
    pub seq: u64,
    /// The charter under the root's signatures.
    #[serde(with = "wire::bytes")]
    pub charter: Vec<u8>,
    /// What to seal to, and when.
    pub epochs: Vec<EpochPublic>,
    /// Versions of the protocol; the sender uses the highest common one.
    pub speaks: Vec<u8>,
    /// Suites, in order of preference. They are pinned here and never negotiated.
    pub suites: Vec<String>,
    /// When it was signed.
    #[serde(with = "wire::instant")]
    pub issued: Instant,
    /// Until when partners may seal to it.
    #[serde(with = "wire::instant")]
    pub valid_until: Instant,
    /// The verifier key of the node's log (C2SP signed-note).
    pub log_vkey: String,
    /// The Ed25519 key by which the node shows itself on the wire; partners compare it and nothing else.
    #[serde(with = "wire::bytes")]
    pub peer: [u8; 32],
}

impl Card {
    /// A card for 30 days from `issued`, with the only version and suite there are.
    pub fn new(
        authority: Authority,
        seq: u64,
        epochs: Vec<EpochPublic>,
        issued: Instant,
        log_vkey: String,
        peer: [u8; 32],
        keys: &NodeSecrets,
    ) -> Card {
        Card {
            authority,
            seq,
            charter: keys.charter().bytes().to_vec(),
            epochs,
            speaks: vec![VERSION],
            suites: vec![SUITE.to_owned()],
            issued,
            valid_until: issued + MAX_VALIDITY,
            log_vkey,
            peer,
        }
    }

    /// The checks that need neither clock nor signature.
    fn check(&self, charter: &Charter) -> Result<(), Fault> {
        if self.authority.id != charter.authority {
            return Err(fault(&SEAL_3_4, format!("card of {}", self.authority.id)));
        }
        let validity = self.valid_until.duration_since(self.issued);
        if validity > MAX_VALIDITY || !validity.is_positive() {
            return Err(fault(&SEAL_3_5, "card: issued, valid_until"));
        }
        self.epochs.iter().try_for_each(EpochPublic::check)?;
        let mut kids: Vec<_> = self.epochs.iter().map(EpochPublic::kid).collect();
        kids.sort_unstable();
        if let Some(twice) = kids.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(fault(&SEAL_3_8, format!("epoch key {} twice", twice[0])));
        }
        if !self.speaks.contains(&VERSION) || !self.suites.iter().any(|suite| suite == SUITE) {
            return Err(fault(&SEAL_3_9, "card: speaks, suites"));
        }
        match log_key::parse_vkey(&self.log_vkey) {
            Some((_, key)) if key == charter.log => {}
            _ => return Err(fault(&SEAL_3_10, "card: log_vkey")),
        }
        match Ed25519Public::parse(&self.peer) {
            Some(key) if key != charter.log => Ok(()),
            _ => Err(fault(&SEAL_3_12, "card: peer")),
        }
    }
}

/// A card as it is published. The bytes are sent and kept as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCard(Vec<u8>);

impl SignedCard {
    /// Signs a card with the card keys. A Failure if partners would refuse it.
    pub fn issue(card: &Card, keys: &NodeSecrets) -> Result<SignedCard, Failure> {
        card.check(keys.charter().charter()).map_err(|fault| Failure::new("issuing a card", fault))?;
        if card.charter != keys.charter().bytes() {
            return Err(Failure::new("issuing a card", "it carries another charter"));
        }
        let payload = encode(card)?;
        // What a partner will not read must not be published.
        decode_closed::<Card>(&payload, Limits::CARD).map_err(|fault| Failure::new("issuing a card", fault))?;
        sign(Kind::Card, &payload, keys.card()).map(SignedCard)
    }

    /// The signed bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Whose card it claims to be, and under which root: to look for what is pinned, or for people to compare. Nothing of
    /// it is verified.
    pub fn claimed(bytes: &[u8]) -> Result<(model::AuthorityId, Digest), Fault> {
        let card: Card = decode_closed(Signed::parse(Kind::Card, bytes)?.payload(), Limits::CARD)?;
        Ok((card.authority.id, Charter::claimed_root(&card.charter)?))
    }

    /// Verifies the chain from the pinned root fingerprint to the card. A card past its validity still verifies, since what
    /// its owner sent before must be verifiable; nothing can be sealed to it ([`VerifiedCard::epoch_for`]).
    pub fn verify(bytes: &[u8], pinned_root: &Digest, now: Instant) -> Result<VerifiedCard, Fault> {
        let signed = Signed::parse(Kind::Card, bytes)?;
        let card: Card = decode_closed(signed.payload(), Limits::CARD)?;
        let charter = SignedCharter::verify(&card.charter, pinned_root)?;
        charter.charter().check_in_force(now)?;
        signed.verify(&charter.charter().card)?;
        card.check(charter.charter())?;
        if card.issued.duration_since(now) > MAX_SKEW {
            return Err(fault(&SEAL_3_6, format!("card of {}: issued {}", card.authority.id, card.issued)));
        }
        Ok(VerifiedCard { card, charter })
    }
}

/// A card whose chain was verified. Only [`SignedCard::verify`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedCard {
    card: Card,
    charter: SignedCharter,
}

impl VerifiedCard {
    /// What it says.
    pub fn card(&self) -> &Card {
        &self.card
    }

    /// Whose card.
    pub fn authority(&self) -> &Authority {
        &self.card.authority
    }

    /// The charter in it.
    pub fn charter(&self) -> &Charter {
        self.charter.charter()
    }

    /// Verifies evidence and receipts of this authority.
    pub fn seal_key(&self) -> &DualPublic {
        &self.charter.charter().seal
    }

    /// Whether it is past its validity: then its owner can be heard, not written to.
    pub fn is_stale(&self, now: Instant) -> bool {
        now >= self.card.valid_until
    }

    /// The epoch key to seal to now: of those in their period, the one that began last. Fault SEAL-3.7 for a stale card,
    /// SEAL-3.11 when no key is in its period.
    pub fn epoch_for(&self, now: Instant) -> Result<&EpochPublic, Fault> {
        let owner = &self.card.authority.id;
        if self.is_stale(now) {
            return Err(fault(&SEAL_3_7, format!("card of {owner}: valid until {}", self.card.valid_until)));
        }
        let in_period = self.card.epochs.iter().filter(|epoch| epoch.from() <= now && now < epoch.until());
        in_period.max_by_key(|epoch| epoch.from()).ok_or_else(|| fault(&SEAL_3_11, format!("card of {owner}: epochs")))
    }
}
