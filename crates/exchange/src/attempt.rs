//! An attempt: a step in a transaction of its own, whose refusal is logged even though the step left nothing behind.

use crate::station::code;
use audit::{Code, Event};
use model::{Chance, ExchangeId, Instant, OfficerId, Refusal, Stop};
use store::{Store, Tx};

/// Who tries what, for the log.
#[derive(Debug, Clone, Copy)]
pub struct Trying<'a> {
    /// The name of the visit to the store.
    pub name: &'a str,
    /// In which exchange, if there is one yet.
    pub exchange: Option<ExchangeId>,
    /// Which officer, or the node itself.
    pub officer: Option<&'a OfficerId>,
}

/// Runs a step. A Refusal rolls the step back and is then logged, with its check and the policies that decided: against
/// the exchange, or by the name of the act where there is none.
pub fn attempt<T>(
    store: &Store,
    trying: Trying<'_>,
    at: Instant,
    chance: &mut dyn Chance,
    step: impl FnOnce(&mut Tx<'_>) -> Result<T, Stop>,
) -> Result<T, Stop> {
    let done = store.tx(trying.name, at, chance, step);
    if let Err(Stop::Refusal(refusal)) = &done {
        store.tx("note refusal", at, chance, |tx| note(tx, trying, refusal))?;
    }
    done
}

fn note(tx: &mut Tx<'_>, trying: Trying<'_>, refusal: &Refusal) -> Result<(), Stop> {
    let (check, policies) = (code(refusal.check.id)?, cited(refusal));
    let officer = trying.officer.cloned();
    tx.audit().append(match trying.exchange {
        Some(exchange) => Event::Refused { exchange, check, officer, policies, rules: None },
        None => Event::ActRefused { act: act(trying.name)?, check, officer, policies },
    })?;
    Ok(())
}

/// The policies that a refusal rests on, as codes.
pub(crate) fn cited(refusal: &Refusal) -> Vec<Code> {
    let policies = refusal.cites.iter().filter_map(|cite| cite.0.strip_prefix("policy "));
    policies.filter_map(|id| code(id).ok()).collect()
}

/// The name of a visit as a code: `look-at-the-queue`.
fn act(name: &str) -> Result<Code, Stop> {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    Ok(code(&name.chars().filter(|c| *c != '\'').map(plain).collect::<String>())?)
}
