//! What protocols and other conventions do to the grounds of a basis: where they bind both, they bring grounds of their own; where
//! nobody knows whether they do, the answer says what to look up.

use super::case::Case;
use super::set::shown_ground;
use crate::Lawbook;
use crate::lawbook::effect::{Does, Effect};
use crate::lawbook::ground::Force;
use crate::lawbook::instrument::Instrument;
use crate::power::{Basis, GroundShown};
use crate::standing::{Standing, standing};
use model::{InstrumentId, State};

/// The grounds of a basis, with those that protocols in force between the two bring: one of the same name stands in its
/// place (CETS 212 art. 1 for 1957 art. 10), unless it was taken away.
pub(super) fn with_protocols(book: &Lawbook, case: &Case, basis: &Basis) -> Vec<GroundShown> {
    let mut grounds = basis.grounds.clone();
    for addition in basis.additions.iter().filter(|addition| addition.does == Does::Supplements) {
        let protocol = InstrumentId::parse(&addition.instrument).ok().and_then(|id| book.instrument(&id));
        let protocol = protocol.filter(|protocol| is_protocol(protocol, &basis.instrument));
        for ground in protocol.into_iter().flat_map(|protocol| protocol.grounds_for(case.kind)) {
            let mut brought = shown_ground(ground, Some(&addition.instrument));
            brought.verification = brought.verification.max(addition.verification);
            match grounds.iter_mut().find(|known| known.id == ground.id) {
                Some(known) if known.force == Force::Excluded => {}
                Some(known) => *known = brought,
                None => grounds.push(brought),
            }
        }
    }
    grounds
}

/// Whether an instrument supplements this one by name. A convention that adds its offences to every treaty between the two
/// keeps its grounds to itself.
fn is_protocol(instrument: &Instrument, basis: &str) -> bool {
    let names = |effect: &Effect| effect.on.iter().any(|on| on.as_str() == basis);
    instrument.effects.iter().any(|effect| effect.does == Does::Supplements && names(effect))
}

/// Instruments that would add or take away grounds of this basis, of which the data do not say whether they bind both.
pub(super) fn unknown(book: &Lawbook, case: &Case, basis: &str) -> Vec<String> {
    let as_charged = book.offence(&case.offence).is_some_and(|offence| offence.as_charged);
    let touches = |instrument: &Instrument, effect: &Effect| {
        let named = effect.on.iter().any(|on| on.as_str() == basis);
        let changes = effect.does == Does::ExcludesGround
            || (effect.does == Does::Supplements && instrument.grounds_for(case.kind).next().is_some());
        let offence = effect.offences.as_ref().is_none_or(|set| set.contains(&case.offence, as_charged));
        named && changes && offence && effect.kinds.contains(&case.kind)
    };
    let mut found = Vec::new();
    for instrument in book.instruments() {
        let effects: Vec<&Effect> = instrument.effects.iter().filter(|effect| touches(instrument, effect)).collect();
        let sides = [case.requesting, case.requested].map(|state| open(book, instrument, state, case));
        if effects.is_empty() || sides.contains(&None) || !sides.contains(&Some(true)) {
            continue;
        }
        let says: Vec<&str> = effects.iter().map(|effect| effect.says.as_str()).collect();
        let articles: Vec<&str> = effects.iter().map(|effect| effect.article.as_str()).collect();
        found.push(format!(
            "{} ({}) art. {}: {}; whether it binds both is not known: look it up",
            instrument.id,
            instrument.short_title,
            articles.join(", "),
            says.join("; ")
        ));
    }
    found
}

/// Whether it is open that an instrument binds a State: nothing where it does not bind it.
fn open(book: &Lawbook, instrument: &Instrument, state: State, case: &Case) -> Option<bool> {
    match standing(book, instrument, state, case.on) {
        Standing::Bound(bound) if bound.suspended.is_none() => Some(false),
        Standing::Undated { .. } | Standing::Listed { .. } | Standing::Open { .. } | Standing::Unknown { .. } => {
            Some(true)
        }
        _ => None,
    }
}
