//! The keys a node works with: its own epoch keys, and its partners' verified cards, read once and kept in memory.

use crate::checks;
use model::{Arrangement, AuthorityId, Digest, Failure, Instant, Refusal, Stop};
use seal::{EpochSecret, SignedCard, VerifiedCard};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use store::Tx;

/// Epoch keys and cards. Cheap to ask; refreshed when a key or a card changes.
#[derive(Default)]
pub(crate) struct Keyring {
    epochs: Mutex<Option<Arc<Vec<EpochSecret>>>>,
    cards: Mutex<BTreeMap<(AuthorityId, Digest), Arc<VerifiedCard>>>,
}

impl Keyring {
    /// The epoch keys that still have their secret half.
    pub(crate) fn epochs(&self, tx: &mut Tx<'_>) -> Result<Arc<Vec<EpochSecret>>, Stop> {
        let mut held = self.epochs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(epochs) = &*held {
            return Ok(Arc::clone(epochs));
        }
        let mut epochs = Vec::new();
        for row in tx.epochs().all()? {
            if let Some(secret) = row.secret {
                epochs.push(EpochSecret::from_bytes(&secret)?);
            }
        }
        let epochs = Arc::new(epochs);
        *held = Some(Arc::clone(&epochs));
        Ok(epochs)
    }

    /// Forgets what is in memory; the next question reads the store again.
    pub(crate) fn refresh(&self) {
        *self.epochs.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.cards.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The card of the partner of an arrangement, verified up to the root that the arrangement pins.
    pub(crate) fn card(
        &self,
        tx: &mut Tx<'_>,
        partner: &AuthorityId,
        arrangement: &Arrangement,
        now: Instant,
    ) -> Result<Arc<VerifiedCard>, Stop> {
        self.card_under(tx, partner, arrangement.partner_root, now)
    }

    /// The card of a peer, verified up to this root.
    pub(crate) fn card_under(
        &self,
        tx: &mut Tx<'_>,
        partner: &AuthorityId,
        root: Digest,
        now: Instant,
    ) -> Result<Arc<VerifiedCard>, Stop> {
        let place = (partner.clone(), root);
        let mut held = self.cards.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(card) = held.get(&place) {
            // A charter can end while the node runs.
            card.charter().check_in_force(now)?;
            return Ok(Arc::clone(card));
        }
        let Some(bytes) = tx.cards().get(partner)? else { return Err(no_card(partner)) };
        let card = Arc::new(SignedCard::verify(&bytes, &root, now)?);
        if &card.authority().id != partner {
            return Err(Failure::new("reading a card", format!("the card kept for {partner} is another's")).into());
        }
        held.insert(place, Arc::clone(&card));
        Ok(card)
    }
}

fn no_card(partner: &AuthorityId) -> Stop {
    Refusal {
        check: &checks::OUT_5_2,
        cites: Vec::new(),
        because: format!("no card of {partner} is known here"),
        remedy: "ask the administrator to exchange cards with the partner and to compare the fingerprint words".into(),
    }
    .into()
}
