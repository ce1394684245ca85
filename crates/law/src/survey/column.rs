//! One instrument, and one article, over every State. A row of positions is found once and serves all articles of the
//! instrument. What two States make of it is [`reach`](super::reach).

use super::Scope;
use crate::Lawbook;
use crate::lawbook::article::Article;
use crate::lawbook::instrument::Instrument;
use crate::lawbook::serving::Ranked;
use crate::power::{Lack, Obstacle, Position, across, excluded};
use model::time::Date;
use model::{Kind, State, Verification};

/// Every State under one instrument.
#[derive(Debug)]
pub(super) struct Row<'a> {
    pub(super) instrument: &'a Instrument,
    pub(super) positions: Vec<Position>,
    /// Bound and able to rely on it, by State.
    pub(super) operative: Vec<bool>,
    /// Whether what binds it was read; only where it is operative.
    pub(super) verification: Vec<Verification>,
}

impl<'a> Row<'a> {
    pub(super) fn of(book: &Lawbook, instrument: &'a Instrument, states: &[State], on: Date) -> Row<'a> {
        let positions: Vec<Position> = states.iter().map(|state| Position::of(book, instrument, *state, on)).collect();
        let operative = positions.iter().map(|position| position.operative(on).is_some()).collect();
        let verification = positions.iter().map(|p| p.weakest(on).unwrap_or(Verification::Unverified)).collect();
        Row { instrument, positions, operative, verification }
    }
}

/// One article over every State.
#[derive(Debug)]
pub(super) struct Column<'a> {
    pub(super) instrument: &'a Instrument,
    pub(super) article: &'a Article,
    /// The instrument's place among all.
    pub(super) place: usize,
    /// What stands in the way whoever asks: the purpose, a fact.
    pub(super) always: Vec<Obstacle>,
    /// By State, whether a statement of its own takes the article away, and whether that was read; empty where none does.
    pub(super) excluded: Vec<Option<Verification>>,
}

impl<'a> Column<'a> {
    pub(super) fn of(ranked: Ranked<'a>, scope: &Scope, kind: Kind, states: &[State]) -> Column<'a> {
        let Ranked { instrument, article, place } = ranked;
        let mut always = Vec::new();
        if !article.purposes.contains(&scope.purpose) {
            always.push(Lack::Purpose.obstacle(instrument, article));
        }
        for fact in article.needs.difference(&scope.confirmed) {
            always.push(Lack::Fact(*fact).obstacle(instrument, article));
        }
        let statement = |state: &State| {
            excluded(instrument, &article.article, *state, kind, scope.on).map(|statement| statement.verification)
        };
        let excluded = match instrument.declarations().is_empty() {
            true => Vec::new(),
            false => states.iter().map(statement).collect(),
        };
        Column { instrument, article, place, always, excluded }
    }

    /// Whether a statement of this State takes the article away.
    pub(super) fn excludes(&self, state: usize) -> Option<Verification> {
        self.excluded.get(state).copied().flatten()
    }

    /// Whether it serves between two States.
    pub(super) fn serves(&self, row: &Row<'_>, from: usize, to: usize) -> bool {
        row.operative[from]
            && row.operative[to]
            && self.always.is_empty()
            && self.excludes(from).is_none()
            && self.excludes(to).is_none()
            && across(&row.positions[from], &row.positions[to])
    }
}
