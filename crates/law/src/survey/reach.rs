//! What the law has for one pair of States and one kind: the first basis, or how firmly there is none.

use super::column::{Column, Row};
use crate::lawbook::article::Article;
use crate::lawbook::instrument::Instrument;
use crate::power::{Lack, Obstacle};
use model::time::Date;
use model::{Certainty, Verification};

/// The answer about one pair and kind, without words.
#[derive(Debug, Clone, Copy)]
pub enum Reach<'a> {
    /// Covered.
    Covered {
        /// The first of what serves.
        instrument: &'a Instrument,
        /// Its article.
        article: &'a Article,
        /// How many articles serve.
        bases: usize,
        /// How far that can be relied on.
        certainty: Certainty,
    },
    /// Nothing covers it.
    Gap {
        /// How far that can be relied on: [`Certainty::UnknownSince`] where the data end.
        certainty: Certainty,
        /// True if an officer could make something serve by confirming a fact or establishing a position.
        within_reach: bool,
    },
}

impl Reach<'_> {
    /// Whether a basis serves.
    pub fn covered(&self) -> bool {
        matches!(self, Reach::Covered { .. })
    }

    /// How far the answer can be relied on.
    pub fn certainty(&self) -> Certainty {
        match self {
            Reach::Covered { certainty, .. } | Reach::Gap { certainty, .. } => *certainty,
        }
    }
}

/// The columns that serve, first one first; there is at least one.
pub(super) fn covered<'a>(rows: &[Row<'a>], serving: &[&Column<'a>], from: usize, to: usize) -> Reach<'a> {
    let weakest = |column: &&Column<'a>| {
        let row = &rows[column.place];
        column.article.verification.max(row.verification[from]).max(row.verification[to])
    };
    let firmest = serving.iter().map(weakest).min().unwrap_or(Verification::Unverified);
    let first = serving[0];
    Reach::Covered {
        instrument: first.instrument,
        article: first.article,
        bases: serving.len(),
        certainty: crate::power::certainty(firmest),
    }
}

/// What is known of a column that does not serve.
struct Short<'a> {
    rank: (u8, &'a str, &'a str),
    /// Set if nothing is lacking but knowledge.
    unknown: Option<Date>,
    /// Something stands in the way, by our data.
    definite: bool,
    /// ... and what says so was read.
    firm: bool,
}

/// Nothing serves: how firmly.
pub(super) fn gap<'a>(rows: &[Row<'a>], columns: &[Column<'a>], from: usize, to: usize) -> Reach<'a> {
    let mut nearest: Option<Short<'a>> = None;
    let (mut firm, mut within_reach) = (true, false);
    for column in columns {
        let short = short(&rows[column.place], column, from, to);
        firm &= short.firm;
        within_reach |= !short.definite;
        let nearer = nearest.as_ref().is_none_or(|best| short.rank < best.rank);
        if short.unknown.is_some() && nearer {
            nearest = Some(short);
        }
    }
    let certainty = match nearest.and_then(|short| short.unknown) {
        Some(since) => Certainty::UnknownSince(since),
        None if firm => Certainty::Sourced,
        None => Certainty::Unverified,
    };
    Reach::Gap { certainty, within_reach }
}

fn short<'a>(row: &Row<'a>, column: &Column<'a>, from: usize, to: usize) -> Short<'a> {
    let bound = u8::from(row.operative[from]).saturating_add(u8::from(row.operative[to]));
    let id = column.instrument.id.as_str();
    let mut short = Short {
        rank: (2_u8.saturating_sub(bound), id, column.article.article.as_str()),
        unknown: None,
        definite: false,
        firm: false,
    };
    let mut only_unknown = true;
    let mut take = |obstacle: Obstacle| match obstacle {
        Obstacle::UnknownSince { since } => short.unknown = Some(short.unknown.map_or(since, |day| day.min(since))),
        Obstacle::Definite { verification } => {
            only_unknown = false;
            short.definite = true;
            short.firm |= verification == Verification::Sourced;
        }
        Obstacle::Undated | Obstacle::Open | Obstacle::NeedsFact { .. } => only_unknown = false,
    };
    for state in [from, to] {
        if !row.operative[state] {
            take(Lack::Party(&row.positions[state]).obstacle(column.instrument, column.article));
        }
        if let Some(verification) = column.excludes(state) {
            take(Obstacle::Definite { verification });
        }
    }
    if !crate::power::across(&row.positions[from], &row.positions[to]) {
        take(Lack::SameSide.obstacle(column.instrument, column.article));
    }
    column.always.iter().for_each(|obstacle| take(*obstacle));
    short.unknown = short.unknown.filter(|_| only_unknown);
    short
}
