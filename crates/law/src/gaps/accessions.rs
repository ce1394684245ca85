//! Which accessions of one State would close most gaps: each instrument that it could join is supposed to be joined, and the
//! pairs with it are asked again.

use crate::Lawbook;
use crate::suppose::{Does, Supposed, what_if};
use crate::survey::Scope;
use model::{InstrumentId, Kind, State};
use serde::Serialize;

/// What one accession would bring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Closing {
    /// Who would join.
    pub state: State,
    /// What.
    pub instrument: InstrumentId,
    /// What practitioners call it.
    pub title: String,
    /// With how many States it would then be covered that it is not covered with now, by kind.
    pub partners: Vec<(Kind, usize)>,
    /// The sum over kinds.
    pub total: usize,
}

/// Every accession that would bring something, the most first. Half of the ordered pairs are counted: from the State to others.
pub fn accessions(book: &Lawbook, scope: &Scope, state: State, among: &[State], kinds: &[Kind]) -> Vec<Closing> {
    let mut found = Vec::new();
    for instrument in book.instruments() {
        if !instrument.rules.iter().any(|article| article.kinds.iter().any(|kind| kinds.contains(kind))) {
            continue;
        }
        let act = Supposed { does: Does::Join, state, instrument: instrument.id.clone(), on: scope.on };
        let Ok(change) = what_if(book, scope, &[act], among, kinds) else { continue };
        let partners: Vec<(Kind, usize)> = change
            .kinds
            .iter()
            .map(|kind| (kind.kind, kind.gained.iter().filter(|pair| pair.from == state).count()))
            .filter(|(_, count)| *count > 0)
            .collect();
        let total = partners.iter().map(|(_, count)| count).sum();
        if total > 0 {
            let (instrument, title) = (instrument.id.clone(), instrument.short_title.clone());
            found.push(Closing { state, instrument, title, partners, total });
        }
    }
    found.sort_by(|a, b| b.total.cmp(&a.total).then_with(|| a.instrument.cmp(&b.instrument)));
    found
}
