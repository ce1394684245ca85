//! States x instruments: where each stands, and to which day that is known.

use crate::Lawbook;
use crate::survey::World;
use model::time::Date;
use model::{InstrumentId, Kind, RulesetVersion, State, Verification};
use serde::Serialize;
use std::collections::BTreeSet;

/// An instrument as a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InstrumentColumn {
    /// Which.
    pub instrument: InstrumentId,
    /// What practitioners call it.
    pub title: String,
    /// `universal`, or the region.
    pub region: String,
    /// The kinds of cooperation that its articles serve.
    pub kinds: Vec<Kind>,
    /// The day to which the list of parties was brought; absent where there is none.
    pub as_of: Option<Date>,
    /// Days from that day to the day asked about; absent where there is no list, 0 where the list reaches it.
    pub stale_days: Option<i64>,
    /// True if absence from the list means "not a party".
    pub complete: bool,
    /// True if any list of parties is in the lawbook.
    pub listed: bool,
    /// How many of the States looked at are bound.
    pub bound: usize,
    /// Of how many the position is unknown, open or without a date.
    pub unknown: usize,
}

/// Where one State stands towards one instrument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatrixCell {
    /// `bound`, `suspended`, `not-yet`, `ceased`, `undated`, `listed`, `signed`, `not-bound`, `outside`, `open`, `absent`,
    /// `unknown`, `not-in-force`.
    pub standing: &'static str,
    /// Since when it is bound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// Whether what binds it was read; absent where it is not bound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verification: Option<Verification>,
}

/// A State as a row; its cells are in the order of the columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatrixRow {
    /// Which.
    pub state: State,
    /// Its name; no statement on status.
    pub name: String,
    /// How many instruments bind it.
    pub bound: usize,
    /// Its cells.
    pub cells: Vec<MatrixCell>,
}

/// States x instruments on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Matrix {
    /// The day.
    pub on: Date,
    /// The instruments.
    pub instruments: Vec<InstrumentColumn>,
    /// The States.
    pub states: Vec<MatrixRow>,
    /// By which rules.
    pub rules: RulesetVersion,
}

/// The matrix of a world, of these instruments, or of all where none is named.
pub fn matrix(book: &Lawbook, world: &World<'_>, instruments: &[InstrumentId]) -> Matrix {
    let wanted: Vec<usize> = world
        .instruments()
        .enumerate()
        .filter(|(_, instrument)| instruments.is_empty() || instruments.contains(&instrument.id))
        .map(|(place, _)| place)
        .collect();
    let row = |(place, state): (usize, &State)| {
        let cells: Vec<MatrixCell> = wanted.iter().filter_map(|column| cell(world, *column, place)).collect();
        let bound = cells.iter().filter(|cell| cell.since.is_some()).count();
        MatrixRow { state: *state, name: book.name(*state).to_owned(), bound, cells }
    };
    let states: Vec<MatrixRow> = world.states().iter().enumerate().map(row).collect();
    let all: Vec<_> = world.instruments().collect();
    let columns = wanted.iter().enumerate().filter_map(|(column, place)| {
        let instrument = all.get(*place)?;
        let cells = || states.iter().filter_map(|row| row.cells.get(column));
        let kinds: BTreeSet<Kind> = instrument.rules.iter().flat_map(|article| article.kinds.iter().copied()).collect();
        let as_of = instrument.participation.as_of;
        Some(InstrumentColumn {
            instrument: instrument.id.clone(),
            title: instrument.short_title.clone(),
            region: instrument.region.clone(),
            kinds: kinds.into_iter().collect(),
            as_of,
            stale_days: as_of.map(|day| days(day, world.on()).max(0)),
            complete: instrument.participation.complete,
            listed: instrument.listed(),
            bound: cells().filter(|cell| cell.since.is_some()).count(),
            unknown: cells().filter(|cell| matches!(cell.standing, "unknown" | "open" | "undated" | "listed")).count(),
        })
    });
    let instruments = columns.collect();
    Matrix { on: world.on(), instruments, states, rules: book.version().clone() }
}

fn cell(world: &World<'_>, instrument: usize, state: usize) -> Option<MatrixCell> {
    let standing = world.standing(instrument, state)?;
    let bound = match standing {
        crate::standing::Standing::Bound(bound) => Some(bound),
        _ => None,
    };
    Some(MatrixCell {
        standing: standing.word(),
        since: bound.map(|bound| bound.since),
        verification: bound.map(crate::standing::Bound::weakest),
    })
}

/// Days from one day to another; negative if the other is earlier.
pub(crate) fn days(from: Date, to: Date) -> i64 {
    (to - from).get_days().into()
}
