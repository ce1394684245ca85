//! Every State under every instrument on one day, whatever the offence: what is in force between two of them, and how far
//! each kind of cooperation reaches. Without a scope no fact is confirmed and no purpose asked: what depends on one is shown
//! as depending. For one offence ask [`Survey`](super::Survey); for the answer in law, [`power`](mod@crate::power).

use super::column::Row;
use crate::Lawbook;
use crate::lawbook::StateKind;
use crate::lawbook::article::Article;
use crate::lawbook::effect::Does;
use crate::lawbook::instrument::Instrument;
use crate::power::{across, excluded, taken};
use crate::standing::Standing;
use model::time::Date;
use model::{Kind, State, Verification};
use serde::Serialize;

/// How far a kind of cooperation is covered between two States, whatever the offence; the first is the farthest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extent {
    /// An article serves for every offence of the vocabulary.
    Every,
    /// Articles serve for the offences that they name.
    Listed,
    /// An article would serve once a person confirms a fact.
    OnFact,
    /// Nothing serves as far as the data go; whether a side has joined is unknown or open.
    Unknown,
    /// Nothing serves.
    Gap,
}

impl Extent {
    /// Every extent, the farthest first.
    pub const ALL: &[Extent] = &[Extent::Every, Extent::Listed, Extent::OnFact, Extent::Unknown, Extent::Gap];

    /// Whether a basis serves for some offence.
    pub fn covered(self) -> bool {
        matches!(self, Extent::Every | Extent::Listed)
    }

    /// In words.
    pub fn sentence(self) -> &'static str {
        match self {
            Extent::Every => "covered for every offence of the vocabulary",
            Extent::Listed => "covered for the offences that a treaty names",
            Extent::OnFact => "covered once a person confirms a fact that an article requires",
            Extent::Unknown => "not covered as far as the lists go; a position is unknown or open",
            Extent::Gap => "not covered",
        }
    }
}

/// A kind of cooperation between two States.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// How far it is covered.
    pub extent: Extent,
    /// How many instruments serve at that extent.
    pub instruments: usize,
}

/// An article of an instrument in force between two States.
#[derive(Debug, Clone)]
pub struct Held<'a> {
    /// The article.
    pub article: &'a Article,
    /// The kinds for which a statement takes it away, and whose.
    pub excluded: Vec<(Kind, State)>,
}

impl Held<'_> {
    /// Whether it serves a kind, no statement taking it away.
    pub fn serves(&self, kind: Kind) -> bool {
        self.article.kinds.contains(&kind) && !self.excluded.iter().any(|(of, _)| *of == kind)
    }
}

/// An instrument in force between two States.
#[derive(Debug, Clone)]
pub struct Common<'a> {
    /// Its place among all instruments.
    pub place: usize,
    /// Which.
    pub instrument: &'a Instrument,
    /// For both since this day.
    pub since: Date,
    /// True if that day was computed.
    pub computed: bool,
    /// The weakest of what binds the two.
    pub verification: Verification,
    /// True if a reservation or declaration of either is flagged, whose text must be looked up.
    pub reserved: bool,
    /// Its articles.
    pub articles: Vec<Held<'a>>,
    /// For each kind, the instrument that replaces it between the two.
    pub replaced: Vec<(Kind, &'a Instrument)>,
}

impl<'a> Common<'a> {
    /// Its articles that serve a kind and stand between these two.
    pub fn serving(&self, kind: Kind) -> impl Iterator<Item = &'a Article> {
        let replaced = self.replaced_for(kind).is_some();
        self.articles.iter().filter(move |held| !replaced && held.serves(kind)).map(|held| held.article)
    }

    /// What replaces it for a kind.
    pub fn replaced_for(&self, kind: Kind) -> Option<&'a Instrument> {
        self.replaced.iter().find(|(of, _)| *of == kind).map(|(_, by)| *by)
    }
}

/// Every State under every instrument on one day.
#[derive(Debug)]
pub struct World<'a> {
    on: Date,
    states: Vec<State>,
    rows: Vec<Row<'a>>,
}

impl<'a> World<'a> {
    /// Looks at these States, or at every State of the lawbook where none is named.
    pub fn of(book: &'a Lawbook, on: Date, states: &[State]) -> World<'a> {
        let states = chosen(book, states);
        let rows = book.instruments().map(|instrument| Row::of(book, instrument, &states, on)).collect();
        World { on, states, rows }
    }

    /// The day.
    pub fn on(&self) -> Date {
        self.on
    }

    /// The States looked at, by code.
    pub fn states(&self) -> &[State] {
        &self.states
    }

    /// A State's place among those looked at.
    pub fn place(&self, state: State) -> Option<usize> {
        self.states.binary_search(&state).ok()
    }

    /// Every instrument, by id.
    pub fn instruments(&self) -> impl Iterator<Item = &'a Instrument> + '_ {
        self.rows.iter().map(|row| row.instrument)
    }

    /// Where a State stands towards an instrument, both by place.
    pub fn standing(&self, instrument: usize, state: usize) -> Option<&Standing> {
        self.rows.get(instrument)?.positions.get(state).map(|position| &position.standing)
    }

    /// Every instrument in force between two States, by place, in the order of ids. None for a State and itself.
    pub fn between(&self, a: usize, b: usize) -> Vec<Common<'a>> {
        if a == b || a.max(b) >= self.states.len() {
            return Vec::new();
        }
        let mut found: Vec<Common<'a>> =
            self.rows.iter().enumerate().filter_map(|(place, row)| self.common(place, row, a, b)).collect();
        for kind in Kind::ALL {
            replace(&mut found, *kind);
        }
        found
    }

    fn common(&self, place: usize, row: &Row<'a>, a: usize, b: usize) -> Option<Common<'a>> {
        if !row.both(a, b) {
            return None;
        }
        let (one, other) = (row.positions[a].operative(self.on)?, row.positions[b].operative(self.on)?);
        let since = |bound: &crate::standing::Bound| bound.notified.map_or(bound.since, |day| day.max(bound.since));
        let later = if since(one) < since(other) { other } else { one };
        let stated = !row.instrument.declarations().is_empty();
        let held = |article: &'a Article| {
            let mut taken = Vec::new();
            for kind in article.kinds.iter().filter(|_| stated) {
                let by = |state: &&State| excluded(row.instrument, &article.article, **state, *kind, self.on).is_some();
                taken.extend([&self.states[a], &self.states[b]].into_iter().find(by).map(|state| (*kind, *state)));
            }
            Held { article, excluded: taken }
        };
        Some(Common {
            place,
            instrument: row.instrument,
            since: since(later),
            computed: later.computed,
            verification: row.verification[a].max(row.verification[b]),
            reserved: one.reserved || other.reserved,
            articles: row.instrument.rules.iter().map(held).collect(),
            replaced: Vec::new(),
        })
    }

    /// How far a kind is covered between two States, given what is in force between them.
    pub fn cell(&self, common: &[Common<'a>], a: usize, b: usize, kind: Kind) -> Cell {
        let extents = common.iter().filter_map(|common| extent(common, kind));
        let Some(extent_found) = extents.clone().min() else {
            let extent = if self.open(a, b, kind) { Extent::Unknown } else { Extent::Gap };
            return Cell { extent, instruments: 0 };
        };
        Cell { extent: extent_found, instruments: extents.filter(|extent| *extent == extent_found).count() }
    }

    /// Whether an instrument might serve if an unknown or open position were established.
    fn open(&self, a: usize, b: usize, kind: Kind) -> bool {
        let may = |row: &Row<'a>, state: usize| {
            row.operative[state]
                || matches!(
                    row.positions[state].standing,
                    Standing::Unknown { .. }
                        | Standing::Open { .. }
                        | Standing::Listed { .. }
                        | Standing::Undated { .. }
                )
        };
        self.rows.iter().any(|row| {
            may(row, a)
                && may(row, b)
                && across(&row.positions[a], &row.positions[b])
                && row.instrument.rules.iter().any(|article| article.kinds.contains(&kind))
        })
    }
}

/// The States named, or every State of the lawbook; by code, none twice.
pub(super) fn chosen(book: &Lawbook, states: &[State]) -> Vec<State> {
    let mut states: Vec<State> = if states.is_empty() {
        book.states().filter(|(_, entry)| entry.kind == StateKind::State).map(|(state, _)| state).collect()
    } else {
        states.to_vec()
    };
    states.sort_unstable();
    states.dedup();
    states
}

fn extent(common: &Common<'_>, kind: Kind) -> Option<Extent> {
    let of = |article: &Article| match (article.needs.is_empty(), article.offences.special()) {
        (false, _) => Extent::OnFact,
        (true, true) => Extent::Listed,
        (true, false) => Extent::Every,
    };
    common.serving(kind).map(of).min()
}

/// Marks what is replaced for a kind, as [`power`](mod@crate::power) takes it away: only where something is left.
fn replace(found: &mut [Common<'_>], kind: Kind) {
    let serving: Vec<usize> = (0..found.len()).filter(|at| found[*at].serving(kind).next().is_some()).collect();
    for by in &serving {
        let instrument = found[*by].instrument;
        let general = |effect: &&crate::lawbook::effect::Effect| {
            effect.does == Does::Replaces
                && effect.kinds.contains(&kind)
                && effect.needs.is_empty()
                && effect.offences.as_ref().is_none_or(|set| !set.special())
        };
        for effect in instrument.effects.iter().filter(general) {
            let left: Vec<usize> =
                serving.iter().copied().filter(|at| found[*at].replaced_for(kind).is_none()).collect();
            let ids: Vec<&str> = left.iter().map(|at| found[*at].instrument.id.as_str()).collect();
            let gone = taken(instrument, effect, &ids);
            for (at, _) in left.iter().zip(gone).filter(|(_, gone)| *gone) {
                found[*at].replaced.push((kind, instrument));
            }
        }
    }
}
