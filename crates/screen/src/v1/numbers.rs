//! The identifiers of a query against those of an entry, one by one.

use super::prepared::LEAST_KEY;
use super::weights;
use crate::identifier::{Key, key, slip};
use crate::{LogOdds, Rule};
use model::subject::Identifier;

type Values = (Option<usize>, Option<usize>);

/// Hands out what each identifier of the query says: its best counterpart; and if none has one, one contradiction of kind
/// and issuer, or silence.
pub fn compare(asked: &[(Identifier, Key)], held: &[Identifier], mut take: impl FnMut(Rule, LogOdds, Values)) {
    let keys: Vec<Key> = held.iter().map(key).collect();
    let mut used: Vec<&str> = Vec::new();
    let mut any = false;
    for (at, (one, own)) in asked.iter().enumerate() {
        if own.text.len() < LEAST_KEY || used.contains(&own.text.as_str()) {
            continue;
        }
        used.push(&own.text);
        let weigh = |(other, (held, key)): (usize, (&Identifier, &Key))| {
            let (rule, weight) = pair((one, own), (held, key))?;
            Some((weight, std::cmp::Reverse(other), rule))
        };
        if let Some((weight, other, rule)) = held.iter().zip(&keys).enumerate().filter_map(weigh).max() {
            take(rule, weight, (Some(at), Some(other.0)));
            any = true;
        }
    }
    if any {
        return;
    }
    let rival = asked.iter().enumerate().find_map(|(at, (one, _))| {
        let other = held.iter().position(|held| rivals(one, held))?;
        Some((Some(at), Some(other)))
    });
    match rival {
        Some(values) => take(Rule::IdentifierDiffers, weights::IDENTIFIER_DIFFERS, values),
        None => take(Rule::NotStated, LogOdds::NOTHING, (asked.first().map(|_| 0), held.first().map(|_| 0))),
    }
}

fn pair((one, own): (&Identifier, &Key), (held, key): (&Identifier, &Key)) -> Option<(Rule, LogOdds)> {
    let fits = one.kind == held.kind && (one.issuer.is_none() || held.issuer.is_none() || one.issuer == held.issuer);
    match (own.text == key.text, fits) {
        (true, true) => Some((Rule::IdentifierEqual, weights::IDENTIFIER_EQUAL)),
        (true, false) => Some((Rule::IdentifierOtherKind, weights::IDENTIFIER_OTHER_KIND)),
        (false, true) if slip(&own.text, &key.text).is_some() => Some((Rule::IdentifierNear, weights::IDENTIFIER_NEAR)),
        _ => None,
    }
}

/// One kind, both issuers stated and the same: a person seldom has two at a time.
fn rivals(asked: &Identifier, held: &Identifier) -> bool {
    asked.kind == held.kind && asked.issuer.is_some() && asked.issuer == held.issuer
}
