//! The partners of a node as logs and as witnesses.

use crate::Station;
use audit::{VerifierKey, WitnessKey};
use model::{AuthorityId, Failure, Stop};
use seal::VerifiedCard;
use seal::log_key::parse_vkey;
use std::collections::BTreeSet;
use std::sync::Arc;
use store::Tx;

/// A partner with whom an arrangement is in force and whose card is known.
#[derive(Debug, Clone)]
pub(crate) struct Partner {
    /// Who.
    pub(crate) authority: AuthorityId,
    /// To whom its parcels are handed.
    pub(crate) hop: AuthorityId,
    /// Its card.
    pub(crate) card: Arc<VerifiedCard>,
}

/// The name under which an authority cosigns the logs of others: the same through all incarnations.
pub(crate) fn witness_name(authority: &AuthorityId) -> String {
    format!("comity/{authority}/witness")
}

/// Every partner, each once, by id.
pub(crate) fn partners(station: &Station, tx: &mut Tx<'_>) -> Result<Vec<Partner>, Stop> {
    let today = jiff::tz::Offset::UTC.to_datetime(tx.at()).date();
    let us = &station.us().id;
    let (mut seen, mut partners) = (BTreeSet::new(), Vec::new());
    for arrangement in tx.arrangements().all()?.into_iter().filter(|arrangement| arrangement.in_force(today)) {
        let Some(authority) = arrangement.partner(us).cloned() else { continue };
        if seen.contains(&authority) {
            continue;
        }
        let card = match station.partner(tx, &authority, &arrangement) {
            Ok(card) => card,
            // No card yet, or one that no longer holds: it can be no witness today.
            Err(Stop::Refusal(_) | Stop::Fault(_)) => continue,
            Err(failure) => return Err(failure),
        };
        seen.insert(authority.clone());
        let hop = arrangement.relay.unwrap_or_else(|| authority.clone());
        partners.push(Partner { authority, hop, card });
    }
    partners.sort_by(|a, b| a.authority.cmp(&b.authority));
    Ok(partners)
}

impl Partner {
    /// The key of its log, and with it the name of that log.
    pub(crate) fn log_key(&self) -> Result<VerifierKey, Failure> {
        let vkey = &self.card.card().log_vkey;
        VerifierKey::parse(vkey).map_err(|error| Failure::new("reading a partner's log key", error))
    }

    /// The key under which it cosigns.
    pub(crate) fn witness_key(&self) -> Result<WitnessKey, Failure> {
        let fail = || Failure::new("reading a partner's log key", "it is none");
        let (_, public) = parse_vkey(&self.card.card().log_vkey).ok_or_else(fail)?;
        WitnessKey::new(&witness_name(&self.authority), public.bytes()).map_err(|_| fail())
    }
}

/// The partner whose log has this name.
pub(super) fn by_origin(station: &Station, tx: &mut Tx<'_>, origin: &str) -> Result<Option<Partner>, Stop> {
    for partner in partners(station, tx)? {
        if partner.log_key()?.name() == origin {
            return Ok(Some(partner));
        }
    }
    Ok(None)
}
